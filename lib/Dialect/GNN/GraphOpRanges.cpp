//===- GraphOpRanges.cpp - Bounds of graphs and messages ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RangeFormulas.h"

using namespace mlir;
using namespace mlir::gnn;

//===----------------------------------------------------------------------===//
// Bounds
//===----------------------------------------------------------------------===//

void AddSelfLoopsOp::inferRanges(ValueRanges &ranges) {
  ranges.set(getResult(), withSelfLoops(ranges.getGraph(getGraph()),
                                        ranges.makeGraphNumber()));
}

void MissingSelfLoopsOp::inferRanges(ValueRanges &ranges) {
  double mostLoops = ranges.getGraph(getGraph()).degree.upper;
  ranges.set(getResult(), RowWeights{{1 - mostLoops, 1}});
}

void GCNNormOp::inferRanges(ValueRanges &ranges) {
  if (getMissing())
    return ranges.set(getResult(), RowWeights{{0, Interval::infinity}});
  ranges.set(getResult(), inverseSqrtDegrees(ranges.getGraph(getGraph()),
                                             ranges.getRounding()));
}

void AggregateOp::inferRanges(ValueRanges &ranges) {
  GraphRange graph = ranges.getGraph(getGraph());
  FeatureRange x = ranges.getFeatures(getX());
  ranges.set(getResult(),
             getWeights()
                 ? aggregate(getReduction(), graph, x,
                             ranges.getFeatures(getWeights()),
                             ranges.getRounding())
                 : aggregate(getReduction(), graph, x, ranges.getRounding()));
}

void EdgeAddOp::inferRanges(ValueRanges &ranges) {
  ranges.set(getResult(),
             add(ranges.getFeatures(getSource()),
                 ranges.getFeatures(getTarget()), ranges.getRounding()));
}

void EdgeSoftmaxOp::inferRanges(ValueRanges &ranges) {
  ranges.set(getResult(),
             softmaxOverRows(ranges.getGraph(getGraph()),
                             getChannels(getResult()), ranges.getRounding()));
}

/// Anything for rows that are counted any number of times.
void AttentionOp::inferRanges(ValueRanges &ranges) {
  if (getMissing())
    return ranges.set(getResult(), unknownFeatures(getChannels(getResult())));
  GraphRange graph = ranges.getGraph(getGraph());
  FeatureRange weights =
      softmaxOverRows(graph, getChannels(getSource()), ranges.getRounding());
  ranges.set(getResult(),
             aggregate(ReductionKind::sum, graph, ranges.getFeatures(getX()),
                       weights, ranges.getRounding()));
}

void PoolOp::inferRanges(ValueRanges &ranges) {
  ranges.set(getResult(),
             pool(getReduction(), ranges.getSegments(getPtr()),
                  ranges.getFeatures(getX()), ranges.getRounding()));
}

//===----------------------------------------------------------------------===//
// Differences
//===----------------------------------------------------------------------===//

/// Both models see the same graph.
void AddSelfLoopsOp::inferDifference(DifferenceRanges &) {}
void MissingSelfLoopsOp::inferDifference(DifferenceRanges &) {}
void GCNNormOp::inferDifference(DifferenceRanges &) {}

static constexpr Rounding exact = Rounding::none();

/// A maximum or minimum is one of its operands, unrounded.
static Rounding ofReduction(ReductionKind kind, const Rounding &rounding) {
  bool selects = kind == ReductionKind::max || kind == ReductionKind::min;
  return selects ? exact : rounding;
}

/// Each message w x of an edge: w x - w' x' = w (x - x') + (w - w') x'.
static FeatureRange compareMessages(AggregateOp op,
                                    DifferenceRanges &differences) {
  auto ofChannels = [&](const FeatureRange &edges) {
    return spreadHeads(edges, getChannels(op.getX()));
  };
  FeatureRange second = differences.getSecond().getFeatures(op.getX());
  FeatureRange moved = multiplyChannels(
      ofChannels(differences.getFirst().getFeatures(op.getWeights())),
      differences.getFeatures(op.getX()));
  FeatureRange changed = multiplyChannels(
      ofChannels(differences.getFeatures(op.getWeights())), second);
  FeatureRange sizes = multiplyChannels(
      ofChannels(differences.getSecond().getFeatures(op.getWeights())), second);
  return addErrors(add(moved, changed, exact), sizes, 1,
                   differences.getRounding());
}

/// The change of weights that are a softmax over the rows of the graph; null
/// where they are none.
static const std::vector<SoftmaxChange> *
findSoftmax(AggregateOp op, const GraphRange &graph,
            DifferenceRanges &differences) {
  if (!op.getWeights() || op.getReduction() != ReductionKind::sum)
    return nullptr;
  auto sums = differences.getFirst().getFeatures(op.getWeights()).neighbourSum;
  return sums && sums->graph == graph.number
             ? differences.findSoftmax(op.getWeights())
             : nullptr;
}

/// Of terms that are not negative, sums, means, maxima and minima are off by no
/// more than what the terms are off by, relatively.
static void keepRelative(AggregateOp op, const GraphRange &graph,
                         DifferenceRanges &differences) {
  auto relative = differences.findRelative(op.getX());
  FeatureRange x = differences.getSecond().getFeatures(op.getX()).flatten();
  if (!relative || op.getWeights() ||
      !llvm::all_of(x.channels,
                    [](Interval each) { return each.isNonNegative(); }))
    return;
  bool isSum = op.getReduction() == ReductionKind::sum;
  differences.setRelative(op.getResult(),
                          addErrors(*relative, isSum ? graph.degree.upper : 1,
                                    graph.degree.upper + 2,
                                    differences.getRounding()));
}

/// Linear in x, and a maximum or minimum of the rows of a differs from that of
/// b by at least the least and at most the largest a - b.
void AggregateOp::inferDifference(DifferenceRanges &differences) {
  GraphRange graph = differences.getFirst().getGraph(getGraph());
  if (const auto *changes = findSoftmax(*this, graph, differences)) {
    differences.set(getResult(),
                    attendDifferences(graph, *changes, getX(), differences));
    return;
  }
  FeatureRange messages = getWeights() ? compareMessages(*this, differences)
                                       : differences.getFeatures(getX());
  differences.set(
      getResult(),
      addErrors(aggregate(getReduction(), graph, messages, exact),
                differences.getSecond().getFeatures(getResult()),
                graph.degree.upper + 2,
                ofReduction(getReduction(), differences.getRounding())));
  keepRelative(*this, graph, differences);
}

void EdgeAddOp::inferDifference(DifferenceRanges &differences) {
  differences.set(getResult(),
                  addErrors(add(differences.getFeatures(getSource()),
                                differences.getFeatures(getTarget()), exact),
                            differences.getSecond().getFeatures(getResult()), 1,
                            differences.getRounding()));
}

void PoolOp::inferDifference(DifferenceRanges &differences) {
  SegmentRange segments = differences.getFirst().getSegments(getPtr());
  differences.set(
      getResult(),
      addErrors(pool(getReduction(), segments, differences.getFeatures(getX()),
                     exact),
                differences.getSecond().getFeatures(getResult()),
                segments.rows.upper + 2,
                ofReduction(getReduction(), differences.getRounding())));
}
