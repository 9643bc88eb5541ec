//===- Lamp.cpp - Magnitudes that compare between layers ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Criteria.h"
#include "gnn-opt/Analysis/Normalizer.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// w_u^2 / sum of w_v^2 over v >= u, where a matrix's weights are in ascending
/// order of |w|: Lee et al., "Layer-adaptive sparsity for the magnitude-based
/// pruning", 2021. The last of a matrix has 1, so that no layer is emptied
/// before another.
struct Lamp : WeightCriterion {
  StringRef getName() const override { return "lamp"; }

  FailureOr<std::vector<double>>
  score(ScoringContext &context, ml_program::GlobalOp weight) const override {
    FailureOr<std::vector<double>> magnitudes =
        findWeightCriterion("magnitude")->score(context, weight);
    if (failed(magnitudes))
      return failure();
    return normalizeScores(*magnitudes, Normalizer::lamp);
  }
};
} // namespace

std::unique_ptr<WeightCriterion> gnn::createLamp() {
  return std::make_unique<Lamp>();
}
