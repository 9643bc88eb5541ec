//===- Weights.h - Weights laid out for kernels --------------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOGPU_WEIGHTS_H
#define GNN_OPT_LIB_CONVERSION_GNNTOGPU_WEIGHTS_H

#include "KernelLowering.h"

namespace mlir::gnn {

/// The weight of a linear op as a constant `in x out`, so that neighbouring
/// threads read neighbouring outputs. Inputs and outputs are padded as channels
/// are, with zeros.
FailureOr<Value> getTransposedWeight(Emitter &e, KernelContext &context,
                                     LinearOp op);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_WEIGHTS_H
