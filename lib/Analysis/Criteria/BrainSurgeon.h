//===- BrainSurgeon.h - What removing a weight costs ---------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_ANALYSIS_CRITERIA_BRAINSURGEON_H
#define GNN_OPT_LIB_ANALYSIS_CRITERIA_BRAINSURGEON_H

#include "Hessian.h"

namespace mlir::gnn {

/// A criterion that asks the Hessian of the layer's output what the error grows
/// by where a weight goes and the rest of its row makes up for it.
class BrainSurgeon : public WeightCriterion {
public:
  CriterionNeeds getNeeds() const override { return CriterionNeeds::gram; }
  bool isComparable() const override { return false; }
  bool compensatesByDefault() const override { return true; }

  FailureOr<std::vector<double>>
  score(ScoringContext &context, ml_program::GlobalOp weight) const override;

private:
  /// The cost of each weight, in row-major order.
  virtual std::vector<double> getCosts(ArrayRef<float> weights,
                                       const Hessian &hessian) const = 0;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_ANALYSIS_CRITERIA_BRAINSURGEON_H
