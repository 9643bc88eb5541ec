//===- OutputError.h - How much of a product changed ------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TRANSFORMS_PRUNING_OUTPUTERROR_H
#define GNN_OPT_LIB_TRANSFORMS_PRUNING_OUTPUTERROR_H

#include "gnn-opt/Analysis/FeatureStatistics.h"

namespace mlir::gnn {

/// Of a weight [O, I] that was `before` and is `after`, on features with a Gram
/// matrix G, tr((V - W) G (V - W)^T) / tr(W G W^T): the change of the layer's
/// output, in squares, as a part of what it was. 0 where that was 0.
double getOutputError(const FeatureStatistics &statistics,
                      ArrayRef<float> before, ArrayRef<double> after);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TRANSFORMS_PRUNING_OUTPUTERROR_H
