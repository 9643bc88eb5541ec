//===- Leverage.cpp - Channels that others can express first --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Criteria.h"
#include "GroupCriterion.h"
#include "Hessian.h"
#include "LayerError.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// The ridge leverage h_k = [G H^-1]_kk of the columns that a weight
/// multiplies, added up, with H = G + l I of Hessian.h. Between 0, for a
/// channel that is always zero, and 1, for one that the others say nothing of.
/// El Alaoui and Mahoney, "Fast randomized kernel ridge regression with
/// statistical guarantees", 2015, for columns. It takes the place of the rank
/// of feature maps (HRank), which a channel of one number a node has not.
struct Leverage : ReaderCriterion {
  StringRef getName() const override { return "leverage"; }
  CriterionNeeds getNeeds() const override { return CriterionNeeds::gram; }

  FailureOr<std::vector<double>>
  scoreReader(ScoringContext &context,
              const GroupReader &reader) const override {
    FailureOr<Hessian> hessian = Hessian::get(context, reader.weight);
    if (failed(hessian))
      return failure();
    Eigen::MatrixXd gram = getGram(reader), inverse = hessian->getInverse();
    std::vector<double> scores;
    for (ArrayRef<int64_t> columns : reader.columns) {
      double score = 0;
      for (int64_t column : columns)
        score += gram.row(column).dot(inverse.col(column));
      scores.push_back(score);
    }
    return scores;
  }
};
} // namespace

std::unique_ptr<ChannelCriterion> gnn::createLeverage() {
  return std::make_unique<Leverage>();
}
