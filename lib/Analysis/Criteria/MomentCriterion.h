//===- MomentCriterion.h - Weights ranked by what they multiply -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_ANALYSIS_CRITERIA_MOMENTCRITERION_H
#define GNN_OPT_LIB_ANALYSIS_CRITERIA_MOMENTCRITERION_H

#include "gnn-opt/Analysis/Criterion.h"

namespace mlir::gnn {

/// Scores weights with the moments of the features that they multiply, whose
/// unit is the matrix's own.
class MomentCriterion : public WeightCriterion {
public:
  CriterionNeeds getNeeds() const override { return CriterionNeeds::moments; }
  bool isComparable() const override { return false; }

  FailureOr<std::vector<double>>
  score(ScoringContext &context, ml_program::GlobalOp weight) const final {
    FailureOr<ArrayRef<float>> values = context.getValues(weight);
    auto statistics = context.getStatistics(weight, getNeeds());
    if (failed(values) || failed(statistics))
      return failure();
    return scoreWeights(*values, **statistics);
  }

protected:
  /// `values` are row-major, a column for each channel of `features`.
  virtual std::vector<double>
  scoreWeights(ArrayRef<float> values,
               const FeatureStatistics &features) const = 0;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_ANALYSIS_CRITERIA_MOMENTCRITERION_H
