//===- RelativeImportance.cpp - Weights small among their peers -----------===//
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

static double divide(double value, double by) { return by ? value / by : 0; }

namespace {
/// Sums of |w| over each row, and each column.
struct MagnitudeSums {
  std::vector<double> rows, columns;

  MagnitudeSums(ArrayRef<float> values, int64_t inputs)
      : rows(inputs ? values.size() / inputs : 0), columns(inputs) {
    for (auto [index, value] : llvm::enumerate(values)) {
      rows[index / inputs] += std::abs(double(value));
      columns[index % inputs] += std::abs(double(value));
    }
  }
};

/// (|w_oi| / sum_i |w_oi| + |w_oi| / sum_o |w_oi|) * ||x_i||_2^0.5, relative
/// importance and activations: Zhang et al., "Plug-and-play: an efficient
/// post-training pruning method for large language models", 2024.
struct RelativeImportance : MomentCriterion {
  StringRef getName() const override { return "ria"; }

  std::vector<double>
  scoreWeights(ArrayRef<float> values,
               const FeatureStatistics &features) const override {
    int64_t inputs = features.getNumChannels();
    MagnitudeSums sums(values, inputs);
    std::vector<double> scores;
    for (auto [index, value] : llvm::enumerate(values)) {
      double magnitude = std::abs(double(value));
      double relative = divide(magnitude, sums.rows[index / inputs]) +
                        divide(magnitude, sums.columns[index % inputs]);
      // The fourth root of the squared norm.
      scores.push_back(relative *
                       std::pow(features.getSquaredNorm(index % inputs), 0.25));
    }
    return scores;
  }
};
} // namespace

std::unique_ptr<WeightCriterion> gnn::createRelativeImportance() {
  return std::make_unique<RelativeImportance>();
}
