//===- OptimalBrainSurgeon.cpp - Weights that cost least when gone --------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BrainSurgeon.h"
#include "Criteria.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// w_q^2 / (2 [H^-1]_qq): what the error of the output grows by where w_q goes
/// and the rest of its row makes up for it, Hassibi and Stork, "Second order
/// derivatives for network pruning", 1993. H is that of the layer's output, as
/// in Frantar and Alistarh, "Optimal brain compression", 2022, damped.
///
/// Scores are those of the whole matrix, not computed anew after each removal,
/// which takes O(I^3) a row: greedy-obs. The update is that of all removed
/// weights together, which no sequence of single updates betters: compensate().
struct OptimalBrainSurgeon : BrainSurgeon {
  StringRef getName() const override { return "obs"; }

  std::vector<double> getCosts(ArrayRef<float> weights,
                               const Hessian &hessian) const override {
    Eigen::VectorXd diagonal = hessian.getInverse().diagonal();
    std::vector<double> scores;
    for (auto [index, value] : llvm::enumerate(weights))
      scores.push_back(double(value) * double(value) /
                       (2 * diagonal(index % diagonal.size())));
    return scores;
  }
};
} // namespace

std::unique_ptr<WeightCriterion> gnn::createOptimalBrainSurgeon() {
  return std::make_unique<OptimalBrainSurgeon>();
}
