//===- InputNorms.cpp - Weights times what they multiply, by channel ------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Criteria.h"
#include "GroupCriterion.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

/// ||x_k||_2, of all rows by their weights.
static double getInputNorm(const GroupReader &reader, int64_t column) {
  return std::sqrt(reader.statistics->getSquaredNorm(column));
}

namespace {
/// sum over weights of ||W[:, k]||_2 ||x_k||_2: the Frobenius norm of x_k
/// W[:, k]^T, which is what the channel adds to the product. The channel's form
/// of Sun et al., "A simple and effective pruning approach for large language
/// models", 2024 (Wanda). Of input features it is ||W_1[:, f]|| ||X[:, f]||.
struct WandaChannels : ColumnCriterion {
  StringRef getName() const override { return "wanda"; }

  double scoreColumn(const GroupReader &reader, int64_t column) const override {
    return reader.getColumnNorm(column) * getInputNorm(reader, column);
  }
};

/// sum over weights and their rows o of (|W_ok| / sum over rows of |W_ok| +
/// |W_ok| / sum over columns of |W_oj|) ||x_k||^0.5, that is, the channel's
/// shares of all outputs, and one. The sum over column k of Zhang et al.,
/// "Plug-and-play: an efficient post-training pruning method for large language
/// models", 2024 (relative importance and activations).
struct RiaChannels : ReaderCriterion {
  StringRef getName() const override { return "ria"; }
  CriterionNeeds getNeeds() const override { return CriterionNeeds::moments; }

  FailureOr<std::vector<double>>
  scoreReader(ScoringContext &context,
              const GroupReader &reader) const override {
    std::vector<double> rowSums = getRowSums(reader), scores;
    for (ArrayRef<int64_t> columns : reader.columns) {
      double score = 0;
      for (int64_t column : columns)
        score += getShares(reader, column, rowSums) *
                 std::sqrt(getInputNorm(reader, column));
      scores.push_back(score);
    }
    return scores;
  }

private:
  static std::vector<double> getRowSums(const GroupReader &reader) {
    std::vector<double> sums(reader.outputs, 0.0);
    for (int64_t row = 0; row < reader.outputs; ++row)
      for (int64_t column = 0; column < reader.inputs; ++column)
        sums[row] += std::abs(reader.getWeight(row, column));
    return sums;
  }

  /// 0 for a column of zeros.
  static double getShares(const GroupReader &reader, int64_t column,
                          ArrayRef<double> rowSums) {
    double shares = 0, columnSum = 0;
    for (int64_t row = 0; row < reader.outputs; ++row) {
      double magnitude = std::abs(reader.getWeight(row, column));
      columnSum += magnitude;
      if (magnitude != 0)
        shares += magnitude / rowSums[row];
    }
    return columnSum == 0 ? 0 : 1 + shares;
  }
};
} // namespace

std::unique_ptr<ChannelCriterion> gnn::createWandaChannels() {
  return std::make_unique<WandaChannels>();
}

std::unique_ptr<ChannelCriterion> gnn::createRiaChannels() {
  return std::make_unique<RiaChannels>();
}
