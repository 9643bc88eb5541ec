//===- MessageRanges.cpp - Bounds that pass along edges -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Mean, maximum, minimum and softmax weights keep the hull of a channel, with 0
// where a row may be empty; a sum multiplies it with the degree; the GCN
// normalisation of a graph with degrees of at most d with at most sqrt(d), or
// on a known graph with the largest row sum of the normalised adjacency.
//
//===----------------------------------------------------------------------===//

#include "RangeFormulas.h"

using namespace mlir;
using namespace mlir::gnn;

//===----------------------------------------------------------------------===//
// Graphs
//===----------------------------------------------------------------------===//

static std::shared_ptr<const KnownGraph>
withSelfLoops(const KnownGraph &graph) {
  auto result = std::make_shared<KnownGraph>();
  for (size_t node = 0; node < graph.getNumNodes(); ++node) {
    for (int32_t source : graph.getSources(node))
      if (static_cast<size_t>(source) != node)
        result->sources.push_back(source);
    result->sources.push_back(node);
    result->rowPtr.push_back(result->sources.size());
  }
  return result;
}

GraphRange gnn::withSelfLoops(const GraphRange &graph, uint64_t number) {
  if (graph.known) {
    auto known = ::withSelfLoops(*graph.known);
    return {known->getDegrees(), known, number};
  }
  return {{1, (graph.degree + Interval::point(1)).upper}, nullptr, number};
}

//===----------------------------------------------------------------------===//
// Features
//===----------------------------------------------------------------------===//

/// Weighted means of rows, computed in `operations` operations each.
static FeatureRange relax(FeatureRange x, double operations,
                          const Rounding &rounding) {
  relaxAffine(x, operations, rounding);
  Interval total = Interval::point(0);
  for (Interval &channel : x.channels) {
    total = total + abs(channel);
    channel = rounding.relaxMean(channel, operations);
  }
  bool oneSign = llvm::all_of(
      x.channels, [](Interval each) { return each.isNonNegative(); });
  double magnitude =
      oneSign ? std::min(x.rowSum.upper, total.upper) : total.upper;
  x.rowSum = rounding.relax(x.rowSum, magnitude, operations);
  return x;
}

FeatureRange gnn::scaleRows(const FeatureRange &x, const RowWeights &scale,
                            const Rounding &rounding) {
  FeatureRange result = x;
  result.neighbourSum = std::nullopt;
  if (scale.range.isNonNegative()) {
    result.weights = multiplyWeights(x.weights, scale);
    return relax(std::move(result), 1, rounding);
  }
  result = x.flatten();
  result.rowSum = result.rowSum * scale.range;
  for (Interval &channel : result.channels)
    channel = channel * scale.range;
  return relax(std::move(result), 1, rounding);
}

/// A maximum or minimum of rows stays in the box, not in the bounds of the sum.
static FeatureRange selectFromRows(const FeatureRange &x, bool mayBeEmpty) {
  FeatureRange result = x.flatten();
  result.rowSum = {};
  result.neighbourSum = std::nullopt;
  if (mayBeEmpty)
    for (Interval &channel : result.channels)
      channel = hull(channel, Interval::point(0));
  return result;
}

static bool selects(ReductionKind kind) {
  return kind == ReductionKind::max || kind == ReductionKind::min;
}

FeatureRange gnn::aggregate(ReductionKind kind, const GraphRange &graph,
                            const FeatureRange &x, const Rounding &rounding) {
  if (selects(kind))
    return selectFromRows(x, graph.mayHaveEmptyRows());
  FeatureRange result = x;
  result.neighbourSum = std::nullopt;
  result.weights = reduceWeights(graph, x.weights, kind == ReductionKind::mean);
  return relax(std::move(result), graph.degree.upper + 1, rounding);
}

FeatureRange gnn::spreadHeads(const FeatureRange &heads, size_t channels) {
  FeatureRange result;
  FeatureRange flat = heads.flatten();
  size_t width = channels / flat.channels.size();
  for (size_t channel = 0; channel < channels; ++channel)
    result.channels.push_back(flat.channels[channel / width]);
  return result;
}

/// Convex combinations of rows, up to what the weights sum to. Heads have
/// weights of their own, and only one head keeps the bounds of whole rows.
static FeatureRange combineRows(const FeatureRange &x, Interval sum,
                                size_t heads, double operations,
                                const Rounding &rounding) {
  FeatureRange result = x.flatten();
  result.neighbourSum = std::nullopt;
  result.weights.range = sum;
  if (heads != 1)
    result.rowSum = {};
  return relax(std::move(result), operations, rounding);
}

FeatureRange gnn::aggregate(ReductionKind kind, const GraphRange &graph,
                            const FeatureRange &x, const FeatureRange &edges,
                            const Rounding &rounding) {
  if (kind == ReductionKind::sum && edges.neighbourSum &&
      edges.neighbourSum->graph == graph.number)
    return combineRows(x, edges.neighbourSum->sum, edges.channels.size(),
                       graph.degree.upper + 1, rounding);
  FeatureRange messages = x.flatten();
  messages.rowSum = {};
  FeatureRange heads = spreadHeads(edges, x.channels.size());
  for (auto [message, weight] : llvm::zip(messages.channels, heads.channels))
    message = message * weight;
  return aggregate(kind, graph, relax(std::move(messages), 1, rounding),
                   rounding);
}

/// exp(e - m) / (sum + 1e-16), of which each is at most 1 and the largest is
/// exactly 1 before it is divided.
FeatureRange gnn::softmaxOverRows(const GraphRange &graph, int64_t heads,
                                  const Rounding &rounding) {
  FeatureRange result;
  Interval one = rounding.round({1 - 1e-15, 1}, graph.degree.upper + 8);
  result.channels.assign(heads, {0, one.upper});
  Interval sum = graph.mayHaveEmptyRows() ? Interval{0, one.upper} : one;
  result.neighbourSum = {graph.number, sum};
  return result;
}

FeatureRange gnn::pool(ReductionKind kind, const SegmentRange &segments,
                       const FeatureRange &x, const Rounding &rounding) {
  GraphRange rows;
  rows.degree = segments.rows;
  FeatureRange result = aggregate(kind, rows, x, rounding);
  // Segments are no graph that has a number.
  result.weights.power = std::nullopt;
  return result;
}
