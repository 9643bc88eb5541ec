//===- StoredWeights.h - A sparse weight as constants of kernels  -*- C++
//-*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOGPU_STOREDWEIGHTS_H
#define GNN_OPT_LIB_CONVERSION_GNNTOGPU_STOREDWEIGHTS_H

#include "KernelLowering.h"

namespace mlir::gnn {

/// The nonzeros of a weight `out x in`, by strips of inputs: those of strip s
/// and output o are at pointers[s * outputs + o] to pointers[s * outputs + o +
/// 1], each with its input, counted from where the strip begins. Outputs are
/// padded as channels are, and have nothing stored there.
struct StoredWeights {
  /// Inputs in a strip.
  static constexpr int64_t depth = 64;

  static StoredWeights compress(const ParameterValues &weight);

  int64_t inputs, outputs;
  std::vector<int32_t> pointers = {0}, positions;
  std::vector<float> values;
};

/// The same as constants of the module, at the point of `e`.
struct StoredWeightConstants {
  Value pointers, positions, values;
};
StoredWeightConstants getStoredWeights(Emitter &e, KernelContext &context,
                                       LinearOp op,
                                       const StoredWeights &weights);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_STOREDWEIGHTS_H
