//===- LayerNormDifferences.cpp - Layer norms of two models ---------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// See NormDifferences.cpp for what quotients have in common.
//
//===----------------------------------------------------------------------===//

#include "RangeFormulas.h"

#include "llvm/ADT/STLExtras.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

static constexpr Interval zero = Interval::point(0);

/// The pairs of more channels take longer than their bounds are worth.
static constexpr size_t maxPairedChannels = 1 << 14;

namespace {
/// z = (x - m) / n of one row, or of all rows of a graph, without what follows:
/// weight and bias.
class DeviationDifference {
public:
  DeviationDifference(LayerNormOp op, DifferenceRanges &differences)
      : isOfRows(op.getMode() == LayerNormMode::node),
        epsilonOutside(!isOfRows && !op.getPtr()),
        epsilon(toInterval(op.getEpsilon())),
        rounding(differences.getRounding()),
        first(differences.getFirst().getFeatures(op.getX()).flatten()),
        second(differences.getSecond().getFeatures(op.getX()).flatten()),
        change(differences.getFeatures(op.getX()).flatten()) {}

  /// Of the quotients of both.
  std::vector<Interval> getDifferences() const;
  /// Of the second.
  std::vector<Interval> getQuotients() const;
  /// How many operations give a quotient.
  double getOperations() const { return isOfRows ? size() + 10 : infinity; }

private:
  static constexpr double infinity = Interval::infinity;

  double size() const { return change.channels.size(); }

  /// What evaluating x - m adds to it.
  Interval getCentringError() const;
  /// x - m of what is in `rows`.
  std::vector<Interval> centre(ArrayRef<Interval> rows) const;
  /// n for a variance of at least `variance`.
  double getDivisor(double variance) const;

  /// Each row by itself, or all rows of a graph.
  bool isOfRows;
  /// n = sqrt(v) + epsilon, and not sqrt(v + epsilon).
  bool epsilonOutside;
  Interval epsilon;
  Rounding rounding;
  FeatureRange first, second, change;
};
} // namespace

Interval DeviationDifference::getCentringError() const {
  if (rounding.isNone())
    return zero;
  double largest = 0;
  for (Interval each : second.channels)
    largest = std::max(largest, each.getMagnitude());
  return rounding.relax(zero, 2 * largest, getOperations());
}

/// In a row, x[k] is a part of m; in another one it need not be.
std::vector<Interval>
DeviationDifference::centre(ArrayRef<Interval> rows) const {
  Interval share = around(1 / size());
  Interval mean = sumUp(rows) * share, own = Interval::point(1) - share;
  std::vector<Interval> result;
  for (auto [each, others] : llvm::zip_equal(rows, sumOthers(rows))) {
    Interval centred = each - mean;
    if (isOfRows)
      centred = intersect(each * own - others * share, centred);
    result.push_back(centred);
  }
  return result;
}

/// (1 / C^2) times the sum over pairs of the squared gap between their bounds:
/// what the variance is at least.
static double getLeastVariance(ArrayRef<Interval> row) {
  if (row.size() > maxPairedChannels)
    return 0;
  Interval sum = zero;
  for (auto [k, a] : llvm::enumerate(row))
    for (Interval b : row.drop_front(k + 1)) {
      double gap = std::max((a - b).lower, (b - a).lower);
      if (gap > 0)
        sum = sum + Interval::point(gap) * Interval::point(gap);
    }
  double size = row.size();
  return std::max(0.0, (sum * around(1 / (size * size))).lower);
}

double DeviationDifference::getDivisor(double variance) const {
  if (epsilonOutside)
    return (squareRoot(Interval::point(variance)) + epsilon).lower;
  return squareRoot(Interval::point(variance) + epsilon).lower;
}

/// Of C numbers none is above sqrt(C) times the root of their mean square.
std::vector<Interval> DeviationDifference::getQuotients() const {
  Interval inverse = {0, around(1 / getDivisor(0)).upper};
  double limit = isOfRows ? around(std::sqrt(size())).upper : infinity;
  std::vector<Interval> quotients = centre(second.channels);
  for (Interval &each : quotients)
    each = intersect((each + getCentringError()) * inverse, upTo(limit));
  return quotients;
}

/// The deviation changes by at most the root of the mean square of the change
/// of x - m, with m or without.
std::vector<Interval> DeviationDifference::getDifferences() const {
  std::vector<Interval> result = centre(change.channels);
  Interval error = getCentringError();
  double norm = std::min(getNorm(result).upper, getNorm(change.channels).upper);
  Interval root = squareRoot(Interval::point(norm) * Interval::point(norm) *
                             around(1 / size()));
  Interval deviation = (norm == 0 ? zero : upTo(root.upper)) + error +
                       upTo(getLostNorm(1, rounding));
  double least = getDivisor(getLeastVariance(first.channels));
  for (auto [each, quotient] : llvm::zip(result, getQuotients()))
    each = divideDifference(each + error, quotient, deviation, least);
  return result;
}

/// z w + b - z' w' - b' = (z - z') w + z' (w - w') + (b - b').
void LayerNormOp::inferDifference(DifferenceRanges &differences) {
  DeviationDifference deviation(*this, differences);
  FeatureRange y = {deviation.getDifferences()};
  FeatureRange sizes = {deviation.getQuotients()};
  double operations = deviation.getOperations();
  if (Value weight = getWeight()) {
    FeatureRange moved =
        multiplyChannels(y, differences.getFirst().getFeatures(weight));
    FeatureRange changed =
        multiplyChannels(sizes, differences.getFeatures(weight));
    y = add(add(moved, changed, Rounding::none()),
            differences.getFeatures(getBias()), Rounding::none());
    sizes = add(absolute(multiplyChannels(
                    sizes, differences.getSecond().getFeatures(weight))),
                absolute(differences.getSecond().getFeatures(getBias())),
                Rounding::none());
  }
  y.rowSum = {};
  differences.set(getResult(), addErrors(std::move(y), sizes, operations + 2,
                                         differences.getRounding()));
}
