//===- LayerRanges.cpp - Bounds of the published layers -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each is the formula of dialects/GNN/GNNLayers.td, step by step, on bounds.
//
//===----------------------------------------------------------------------===//

#include "RangeFormulas.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// The steps, with the table and its rounding at hand.
class Steps {
public:
  explicit Steps(ValueRanges &ranges)
      : ranges(ranges), rounding(ranges.getRounding()) {}

  GraphRange graph(Value value, bool selfLoops) {
    GraphRange range = ranges.getGraph(value);
    return selfLoops ? withSelfLoops(range, ranges.makeGraphNumber()) : range;
  }

  /// x w^T; unknown where the weight is no parameter.
  FeatureRange multiply(const FeatureRange &x, Value weight) {
    int64_t outputs = cast<RankedTensorType>(weight.getType()).getDimSize(0);
    auto elements = ranges.getParameterElements(weight);
    if (!elements)
      return unknownFeatures(outputs);
    std::vector<double> values(elements->begin(), elements->end());
    return gnn::multiply(x, values, outputs, rounding);
  }

  FeatureRange withBias(FeatureRange x, Value bias) {
    return bias ? add(x, ranges.getFeatures(bias), rounding) : x;
  }

  ValueRanges &ranges;
  const Rounding &rounding;
};
} // namespace

void GCNConvOp::inferRanges(ValueRanges &ranges) {
  Steps steps(ranges);
  GraphRange graph = steps.graph(getGraph(), getAddSelfLoops());
  FeatureRange y = steps.multiply(ranges.getFeatures(getX()), getWeight());
  RowWeights norm;
  if (getNormalize())
    norm = inverseSqrtDegrees(graph, steps.rounding);
  y = scaleRows(y, norm, steps.rounding);
  y = aggregate(ReductionKind::sum, graph, y, steps.rounding);
  y = scaleRows(y, norm, steps.rounding);
  ranges.set(getResult(), steps.withBias(y, getBias()));
}

void SAGEConvOp::inferRanges(ValueRanges &ranges) {
  Steps steps(ranges);
  FeatureRange x = ranges.getFeatures(getX());
  FeatureRange y =
      aggregate(getAggr(), ranges.getGraph(getGraph()), x, steps.rounding);
  y = steps.withBias(steps.multiply(y, getWeight()), getBias());
  if (getRoot())
    y = add(y, steps.multiply(x, getRoot()), steps.rounding);
  if (getNormalize())
    y = l2Normalize(y, steps.rounding);
  ranges.set(getResult(), std::move(y));
}

void GATConvOp::inferRanges(ValueRanges &ranges) {
  Steps steps(ranges);
  GraphRange graph = steps.graph(getGraph(), getAddSelfLoops());
  FeatureRange z = steps.multiply(ranges.getFeatures(getX()), getWeight());
  FeatureRange y = aggregate(ReductionKind::sum, graph, z,
                             softmaxOverRows(graph, getHeads(), steps.rounding),
                             steps.rounding);
  if (!getConcat())
    y = meanOfHeads(y, getHeads(), steps.rounding);
  ranges.set(getResult(), steps.withBias(y, getBias()));
}

void GINConvOp::inferRanges(ValueRanges &ranges) {
  Steps steps(ranges);
  FeatureRange x = ranges.getFeatures(getX());
  FeatureRange y = aggregate(ReductionKind::sum, ranges.getGraph(getGraph()), x,
                             steps.rounding);
  Interval factor =
      Interval::point(1) + ranges.getFeatures(getEps()).channels.front();
  for (Interval &channel : x.channels)
    channel = steps.rounding.round(channel * factor, 2);
  x.rowSum = {};
  ranges.set(getResult(), add(y, x, steps.rounding));
}

/// Their core ops say more: `gnn-decompose-layers` comes first.
void GCNConvOp::inferDifference(DifferenceRanges &) {}
void SAGEConvOp::inferDifference(DifferenceRanges &) {}
void GATConvOp::inferDifference(DifferenceRanges &) {}
void GINConvOp::inferDifference(DifferenceRanges &) {}
