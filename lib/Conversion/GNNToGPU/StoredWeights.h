//===- StoredWeights.h - A sparse weight as constants --------- -*- C++ -*-===//
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

/// The blocks of a weight `out x in` that are not all zero, by strips of inputs
/// and panels of outputs, one block wide: those of strip s and panel p are at
/// pointers[s * panels + p] to pointers[s * panels + p + 1], each with its
/// input, counted from where the strip begins, and all its weights. A weight
/// without blocks has blocks of one output. Panels reach to the end of padded
/// rows, where nothing is stored.
struct StoredWeights {
  /// Inputs in a strip.
  static constexpr int64_t depth = 64;

  static StoredWeights compress(const ParameterValues &weight,
                                int64_t blockOutputs = 1);

  int64_t strips() const;
  /// Of all blocks, how many are stored.
  double density() const;

  int64_t inputs, blockOutputs, panels;
  std::vector<int32_t> pointers = {0}, positions;
  /// [blocks, blockOutputs]
  std::vector<float> values;
};

/// The same as constants of the module, at the point of `e`.
struct StoredWeightConstants {
  StoredWeightConstants(Emitter &e, ParameterConstants &constants,
                        Value parameter, const StoredWeights &weights);

  Value pointers, positions, values;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_STOREDWEIGHTS_H
