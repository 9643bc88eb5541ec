//===- GreedyBrainSurgeon.cpp - Weights in the order in which they go -----===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BrainSurgeon.h"
#include "Criteria.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {
/// One row, of which one weight after the other goes, the cheapest first. With
/// M the inverse of what is left of H, removing w_q costs w_q^2 / (2 M_qq), and
///
///   w <- w - (w_q / M_qq) M_:q        M <- M - M_:q M_q: / M_qq
class RowElimination {
public:
  /// `diagonal` of H: no M_qq is below 1 / H_qq, however it is rounded.
  RowElimination(MatrixXd inverse, const VectorXd &diagonal, VectorXd weights)
      : inverse(std::move(inverse)), diagonal(diagonal),
        weights(std::move(weights)), gone(this->weights.size()) {}

  std::vector<double> getScores();

private:
  double getPivot(Index q) const {
    return std::max(inverse(q, q), 1 / diagonal(q));
  }
  double getCost(Index q) const {
    return weights(q) * weights(q) / (2 * getPivot(q));
  }
  Index findCheapest() const;
  void remove(Index q);

  /// Only the lower triangle is up to date.
  MatrixXd inverse;
  const VectorXd &diagonal;
  VectorXd weights;
  llvm::BitVector gone;
};
} // namespace

Index RowElimination::findCheapest() const {
  Index cheapest = -1;
  for (Index q = 0; q < weights.size(); ++q)
    if (!gone.test(q) && (cheapest < 0 || getCost(q) < getCost(cheapest)))
      cheapest = q;
  return cheapest;
}

void RowElimination::remove(Index q) {
  VectorXd column(weights.size());
  column.head(q) = inverse.row(q).head(q).transpose();
  column.tail(weights.size() - q) = inverse.col(q).tail(weights.size() - q);
  double pivot = getPivot(q);
  weights -= weights(q) / pivot * column;
  inverse.selfadjointView<Eigen::Lower>().rankUpdate(column, -1 / pivot);
  gone.set(q);
}

/// What is cheap only because others are gone goes after these: it gets a score
/// just above theirs.
std::vector<double> RowElimination::getScores() {
  std::vector<double> scores(weights.size());
  double last = 0;
  for (Index step = 0; step < weights.size(); ++step) {
    Index q = findCheapest();
    double cost = getCost(q);
    if (last > 0 && cost <= last)
      cost = std::nextafter(last, INFINITY);
    scores[q] = last = cost;
    remove(q);
  }
  return scores;
}

namespace {
/// The order of optimal brain surgeon as it was published, row by row: a weight
/// goes, the others make up for it, and are scored anew. Hassibi and Stork,
/// "Second order derivatives for network pruning", 1993; Frantar and Alistarh,
/// "Optimal brain compression", 2022, algorithm 1, whose choice between rows,
/// by the next cost of each, is that of the lowest of these scores. O(I^3) a
/// row. The updates one by one end where that of all together does, which
/// compensate() makes.
struct GreedyBrainSurgeon : BrainSurgeon {
  StringRef getName() const override { return "greedy-obs"; }

  std::vector<double> getCosts(ArrayRef<float> weights,
                               const Hessian &hessian) const override {
    MatrixXd inverse = hessian.getInverse();
    VectorXd diagonal = hessian.getMatrix().diagonal();
    std::vector<double> scores;
    for (size_t begin = 0; begin < weights.size(); begin += diagonal.size()) {
      VectorXd row = Eigen::Map<const Eigen::VectorXf>(weights.data() + begin,
                                                       diagonal.size())
                         .cast<double>();
      llvm::append_range(
          scores,
          RowElimination(inverse, diagonal, std::move(row)).getScores());
    }
    return scores;
  }
};
} // namespace

std::unique_ptr<WeightCriterion> gnn::createGreedyBrainSurgeon() {
  return std::make_unique<GreedyBrainSurgeon>();
}
