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
/// all go: a matrix [O, I] keeps min(O * I, e * m) of its weights, with one e
/// for all. Matrices with a sparsity of their own are not counted.
///
/// By shapes, m = O + I: wide matrices lose more than narrow ones. These are
/// the Erdos-Renyi densities of Mocanu et al., "Scalable training of artificial
/// neural networks with adaptive sparse connectivity", 2018.
///
/// By scores, which are at least 0, m is their sum: what D'Hondt's rule, by
/// which groups of channels share, tends to when single weights are nothing.
/// Matrices without any score keep a part only once all others are full.
std::vector<double>
getLayerSparsities(ArrayRef<WeightMatrix> matrices, double sparsity,
                   LayerBudget budget = LayerBudget::shapes);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TRANSFORMS_PRUNING_LAYERBUDGETS_H
