//===- WeightChoice.h - What decides which weights go -----------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TRANSFORMS_PRUNING_WEIGHTCHOICE_H
#define GNN_OPT_LIB_TRANSFORMS_PRUNING_WEIGHTCHOICE_H

#include "WeightSelection.h"
#include "gnn-opt/Analysis/Normalizer.h"

namespace mlir::gnn {

/// How much goes, of what, and by which scores.
struct WeightChoice {
  const WeightCriterion *criterion = nullptr;
  Normalizer normalizer = Normalizer::none;
  WeightScope scope = WeightScope::global;
  LayerBudget budget = LayerBudget::shapes;
  WeightPattern pattern = {};
  /// At most one of both.
  std::optional<double> sparsity = std::nullopt, threshold = std::nullopt;
  /// Whether what stays makes up for what goes.
  bool compensates = false;

  /// Whether scores of different matrices may be compared.
  bool comparesMatrices() const {
    return criterion->isComparable() || normalizer != Normalizer::none;
  }
  double getSparsity(const WeightMatrix &matrix) const {
    return matrix.sparsity.value_or(sparsity.value_or(0));
  }
  /// The columns that the criterion chooses from at once while it compensates;
  /// nothing where all is chosen before.
  std::optional<int64_t> getColumnsAtOnce() const;
};

/// All weights of the model with their normalised scores. Fails with an error
/// on a parameter that the criterion cannot score.
FailureOr<std::vector<WeightMatrix>> readMatrices(ScoringContext &context,
                                                  const WeightChoice &choice);

/// Sets in each matrix what goes, but for what is chosen while compensating.
void selectWeights(ScoringContext &context, const WeightChoice &choice,
                   MutableArrayRef<WeightMatrix> matrices);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TRANSFORMS_PRUNING_WEIGHTCHOICE_H
