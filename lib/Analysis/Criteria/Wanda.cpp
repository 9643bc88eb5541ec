//===- Wanda.cpp - Weights of features that are small ---------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Criteria.h"
#include "MomentCriterion.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// |w_oi| * ||x_i||_2, x_i being column i of the features that the weight
/// multiplies: Sun et al., "A simple and effective pruning approach for large
/// language models", 2024. Meant to be compared inside each output.
struct Wanda : MomentCriterion {
  StringRef getName() const override { return "wanda"; }

  std::vector<double>
  scoreWeights(ArrayRef<float> values,
               const FeatureStatistics &features) const override {
    int64_t inputs = features.getNumChannels();
    std::vector<double> scores;
    for (auto [index, value] : llvm::enumerate(values))
      scores.push_back(std::abs(double(value)) *
                       std::sqrt(features.getSquaredNorm(index % inputs)));
    return scores;
  }
};
} // namespace

std::unique_ptr<WeightCriterion> gnn::createWanda() {
  return std::make_unique<Wanda>();
}
