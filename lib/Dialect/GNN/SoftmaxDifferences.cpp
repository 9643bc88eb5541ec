//===- SoftmaxDifferences.cpp - Softmaxes of two models -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Softmaxes p and q over the edges of a row whose scores differ by numbers in
// an interval of width w have a total variation of at most tanh(w / 4), so that
//
//   sum of p v - sum of q v' = sum of p (v - v') + sum of (p - q) v'
//
// is a convex combination of the v - v' plus at most tanh(w / 4) times the
// spread of v', or of v. The proof is in docs/rationale/difference-bounds.md.
//
//===----------------------------------------------------------------------===//

#include "RangeFormulas.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

static constexpr Interval zero = Interval::point(0);

/// Library functions and approximations of them are off by no more operations.
static constexpr double functionOperations = 16;

/// What gnn.edge_softmax adds to the divisor, which is at least 1.
static constexpr double divisorShift = 1e-16;

static double getWidth(Interval x) {
  return (Interval::point(x.upper) - Interval::point(x.lower)).upper;
}

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

static double boundVariation(double width) {
  return width == 0 ? 0 : std::min(around(std::tanh(width / 4)).upper, 1.0);
}

/// What evaluating exp(s - m) / sum is off by, as a difference of scores. Edges
/// may come a few at a time, and their exponentials be multiplied by
/// exp(m - m') whenever m grows, at most once an edge: the differences lose a
/// unit of what m grows by, exp and products are off relatively. 18 times as
/// many operations as there are edges are off by less than 22 times as much.
static Interval getScoreError(Interval scores, double degree,
                              const Rounding &rounding) {
  return rounding.relax(zero, getWidth(scores), 3) +
         rounding.relax(zero, 1, degree + 1) *
             Interval::point(functionOperations + 6);
}

/// The divisor is a sum of at most `degree` terms, multiplied as often, some of
/// which may have been lost to underflow.
static double getScale(double width, double degree, const Rounding &rounding) {
  Interval lost = rounding.relax(zero, 1, degree + 4);
  Interval shift = Interval::point(width == 0 ? 0 : divisorShift);
  return (Interval::point(lost.upper) * Interval::point(3) + shift).upper;
}

std::vector<SoftmaxChange> gnn::compareSoftmax(const GraphRange &graph,
                                               const FeatureRange &difference,
                                               const FeatureRange &scores,
                                               const Rounding &rounding) {
  std::vector<SoftmaxChange> changes;
  FeatureRange flat = scores.flatten();
  for (auto [change, score] :
       llvm::zip(difference.flatten().channels, flat.channels)) {
    if (!rounding.isNone())
      change = change + getScoreError(score, graph.degree.upper, rounding);
    double width = getWidth(change);
    changes.push_back(
        {boundVariation(width), getScale(width, graph.degree.upper, rounding)});
  }
  return changes;
}

/// |p - q| of one edge is no more than the total variation.
void EdgeSoftmaxOp::inferDifference(DifferenceRanges &differences) {
  std::vector<SoftmaxChange> changes = compareSoftmax(
      differences.getFirst().getGraph(getGraph()),
      differences.getFeatures(getX()),
      differences.getSecond().getFeatures(getX()), differences.getRounding());
  FeatureRange result = unknownFeatures(0);
  for (SoftmaxChange change : changes) {
    double most =
        (Interval::point(change.variation) + Interval::point(change.scale))
            .upper;
    result.channels.push_back({-most, most});
  }
  differences.set(getResult(), std::move(result));
  differences.setSoftmax(getResult(), std::move(changes));
}

//===----------------------------------------------------------------------===//
// Weighted sums
//===----------------------------------------------------------------------===//

/// What other weights make of values in `first` and `second`.
static Interval reweigh(SoftmaxChange change, Interval first, Interval second) {
  double spread = std::min(getWidth(first), getWidth(second));
  Interval most =
      Interval::point(change.variation) * Interval::point(spread) +
      Interval::point(change.scale) * Interval::point(second.getMagnitude());
  return {-most.upper, most.upper};
}

FeatureRange gnn::attendDifferences(const GraphRange &graph,
                                    ArrayRef<SoftmaxChange> changes, Value x,
                                    DifferenceRanges &differences) {
  FeatureRange a = differences.getFirst().getFeatures(x).flatten();
  FeatureRange b = differences.getSecond().getFeatures(x).flatten();
  FeatureRange y =
      aggregate(ReductionKind::sum, graph, differences.getFeatures(x),
                softmaxOverRows(graph, changes.size(), Rounding::none()),
                Rounding::none())
          .flatten();
  size_t width = y.channels.size() / changes.size();
  for (auto [c, channel] : llvm::enumerate(y.channels))
    channel =
        channel + reweigh(changes[c / width], a.channels[c], b.channels[c]);
  y.rowSum = changes.size() == 1
                 ? y.rowSum + reweigh(changes.front(), a.rowSum, b.rowSum)
                 : Interval();
  // The weights of the second sum to at most 1 + scale, and its terms may be
  // multiplied once for each that is added.
  for (auto [c, channel] : llvm::enumerate(b.channels))
    channel = channel * Interval{0, 2.1 + 3 * changes[c / width].scale};
  return addErrors(std::move(y), b, graph.degree.upper + 2,
                   differences.getRounding());
}

//===----------------------------------------------------------------------===//
// The fused op
//===----------------------------------------------------------------------===//

/// leaky_relu(source + target).
static FeatureRange getScores(AttentionOp op, ValueRanges &ranges) {
  const Rounding &rounding = ranges.getRounding();
  FeatureRange scores = add(ranges.getFeatures(op.getSource()),
                            ranges.getFeatures(op.getTarget()), rounding);
  for (Interval &score : scores.channels)
    score = leakyRelu(score, toInterval(op.getNegativeSlope()), rounding);
  scores.rowSum = {};
  return scores;
}

static FeatureRange compareScores(AttentionOp op,
                                  DifferenceRanges &differences) {
  auto getSum = [&](auto &from) {
    return add(from.getFeatures(op.getSource()),
               from.getFeatures(op.getTarget()), from.getRounding());
  };
  FeatureRange a = getSum(differences.getFirst());
  FeatureRange b = getSum(differences.getSecond());
  FeatureRange difference =
      addErrors(add(differences.getFeatures(op.getSource()),
                    differences.getFeatures(op.getTarget()), Rounding::none()),
                b, 1, differences.getRounding());
  Interval slope = toInterval(op.getNegativeSlope());
  for (auto [each, x, y] :
       llvm::zip(difference.channels, a.channels, b.channels))
    each = each * slopeAround(hull(x, y), slope);
  return addErrors(std::move(difference),
                   getScores(op, differences.getSecond()), 2,
                   differences.getRounding());
}

void AttentionOp::inferDifference(DifferenceRanges &differences) {
  if (getMissing())
    return;
  GraphRange graph = differences.getFirst().getGraph(getGraph());
  std::vector<SoftmaxChange> changes = compareSoftmax(
      graph, compareScores(*this, differences),
      getScores(*this, differences.getSecond()), differences.getRounding());
  differences.set(getResult(),
                  attendDifferences(graph, changes, getX(), differences));
}

//===----------------------------------------------------------------------===//
// Over channels
//===----------------------------------------------------------------------===//

/// The hull of all but one.
static Interval hullOfOthers(ArrayRef<Interval> channels, size_t c) {
  Interval all = {Interval::infinity, -Interval::infinity};
  for (auto [k, each] : llvm::enumerate(channels))
    if (k != c)
      all = hull(all, each);
  return all;
}

/// With d the change of x, the logarithm of the sum changes by a mean of the
/// d[k] with positive weights, so that y[c] changes by at most d[c] - d[k], and
/// not against all of them.
void LogSoftmaxOp::inferDifference(DifferenceRanges &differences) {
  const Rounding &rounding = differences.getRounding();
  FeatureRange d = differences.getFeatures(getX()).flatten();
  FeatureRange y = unknownFeatures(0), sizes = unknownFeatures(0);
  FeatureRange x = differences.getSecond().getFeatures(getX()).flatten();
  FeatureRange logs = differences.getSecond().getFeatures(getResult());
  Interval largest = zero;
  for (auto [c, each] : llvm::enumerate(d.channels)) {
    y.channels.push_back(d.channels.size() == 1
                             ? zero
                             : hull(zero, each - hullOfOthers(d.channels, c)));
    largest = max(largest, abs(x.channels[c]));
  }
  for (auto [log, own] : llvm::zip(logs.channels, x.channels))
    sizes.channels.push_back(Interval::point(1) + abs(own) + largest +
                             abs(log));
  differences.set(getResult(), addErrors(std::move(y), sizes,
                                         d.channels.size() + 20, rounding));
}
