//===- LayerBudgets.h - What part of each layer goes ------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TRANSFORMS_PRUNING_LAYERBUDGETS_H
#define GNN_OPT_LIB_TRANSFORMS_PRUNING_LAYERBUDGETS_H

#include "WeightSelection.h"

namespace mlir::gnn {

/// For each matrix, the part of its weights that goes, so that `sparsity` of
/// all go: a matrix [O, I] keeps min(1, e * (O + I) / (O * I)) of its weights,
/// with one e for all. Wide matrices lose more than narrow ones. These are the
/// Erdos-Renyi densities of Mocanu et al., "Scalable training of artificial
/// neural networks with adaptive sparse connectivity", 2018. Matrices with a
/// sparsity of their own are not counted, and get that.
std::vector<double> getLayerSparsities(ArrayRef<WeightMatrix> matrices,
                                       double sparsity);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TRANSFORMS_PRUNING_LAYERBUDGETS_H
