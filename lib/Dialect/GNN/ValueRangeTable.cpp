//===- ValueRangeTable.cpp - The bounds of all values ---------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"
#include "gnn-opt/Dialect/GNN/ValueRanges.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

Interval KnownGraph::getDegrees() const {
  if (getNumNodes() == 0)
    return Interval::point(0);
  Interval degrees = {Interval::infinity, -Interval::infinity};
  for (size_t node = 0; node < getNumNodes(); ++node)
    degrees = hull(degrees, Interval::point(getSources(node).size()));
  return degrees;
}

FeatureRange FeatureRange::flatten() const {
  if (weights.isOne())
    return {channels, rowSum};
  FeatureRange flat = {{}, weights.range * rowSum};
  for (Interval channel : channels)
    flat.channels.push_back(weights.range * channel);
  return flat;
}

//===----------------------------------------------------------------------===//
// ValueRanges
//===----------------------------------------------------------------------===//

/// Points for the elements of a parameter; unknown for any other value. One
/// that is not finite bounds nothing.
static FeatureRange makeEntries(ValueRanges &ranges, Value value) {
  FeatureRange range;
  auto elements = ranges.getParameterElements(value);
  range.channels.resize(elements ? elements->size() : getChannels(value));
  if (elements)
    for (auto [entry, element] : llvm::zip(range.channels, *elements))
      if (std::isfinite(element))
        entry = Interval::point(element);
  return range;
}

FeatureRange ValueRanges::getFeatures(Value value) {
  if (const auto *known = find<FeatureRange>(value))
    return *known;
  return makeEntries(*this, value);
}

RowWeights ValueRanges::getRowWeights(Value value) {
  const auto *known = find<RowWeights>(value);
  return known ? *known : RowWeights{{}};
}

GraphRange ValueRanges::getGraph(Value value) {
  if (const auto *known = find<GraphRange>(value))
    return *known;
  GraphRange unknown;
  unknown.number = makeGraphNumber();
  set(value, unknown);
  return unknown;
}

SegmentRange ValueRanges::getSegments(Value value) {
  const auto *known = find<SegmentRange>(value);
  return known ? *known : SegmentRange();
}

Interval ValueRanges::getChannel(Value features, int64_t channel) {
  if (const auto *known = find<FeatureRange>(features))
    return known->weights.range * known->channels[channel];
  return {};
}

void ValueRanges::set(Value value, FeatureRange range) {
  ranges[value] = std::move(range);
}
void ValueRanges::set(Value value, RowWeights range) {
  ranges[value] = std::move(range);
}
void ValueRanges::set(Value value, GraphRange range) {
  ranges[value] = std::move(range);
}
void ValueRanges::set(Value value, SegmentRange range) {
  ranges[value] = range;
}

std::optional<ArrayRef<float>> ValueRanges::getParameterElements(Value value) {
  GlobalOp parameter = getParameter(value);
  if (!parameter)
    return std::nullopt;
  auto [entry, isNew] = parameters.try_emplace(parameter.getOperation());
  if (isNew && hasParameterValues(parameter))
    if (auto elements = getParameterValues(parameter); succeeded(elements))
      entry->second = std::move(*elements);
  if (!entry->second)
    return std::nullopt;
  return ArrayRef<float>(*entry->second);
}

void ValueRanges::setParameterElements(GlobalOp parameter,
                                       std::vector<float> elements) {
  parameters[parameter.getOperation()] = std::move(elements);
}

//===----------------------------------------------------------------------===//
// DifferenceRanges
//===----------------------------------------------------------------------===//

/// The difference of the bounds of both: all that is known of a value that no
/// op has compared.
static FeatureRange subtract(const FeatureRange &first,
                             const FeatureRange &second) {
  FeatureRange a = first.flatten(), b = second.flatten();
  FeatureRange result = {{}, a.rowSum - b.rowSum};
  for (auto [x, y] : llvm::zip(a.channels, b.channels))
    result.channels.push_back(x - y);
  return result;
}

FeatureRange DifferenceRanges::subtractRanges(Value value) {
  return subtract(first.getFeatures(value), second.getFeatures(value));
}

FeatureRange DifferenceRanges::getFeatures(Value value) {
  auto known = differences.find(value);
  return known != differences.end() ? known->second : subtractRanges(value);
}

static bool mayDiffer(ArrayRef<Interval> channels) {
  return llvm::any_of(channels,
                      [](Interval each) { return each != Interval::point(0); });
}

static double getLargestWidth(ArrayRef<Interval> channels) {
  double largest = 0;
  for (Interval each : channels)
    largest = std::max(largest, each.upper - each.lower);
  return largest;
}

/// What both models allow is never exceeded; where rows are weighted that shows
/// only once they are flat.
void DifferenceRanges::set(Value value, FeatureRange range) {
  if (range.weights.isOne()) {
    FeatureRange apart = subtractRanges(value);
    if (getLargestWidth(range.channels) > 2 * getLargestWidth(apart.channels))
      widened.insert(value);
    for (auto [channel, limit] : llvm::zip(range.channels, apart.channels))
      channel = intersect(channel, limit);
  }
  differences[value] = std::move(range);
}

void DifferenceRanges::setEqual(Value value) {
  FeatureRange zero;
  zero.channels.assign(getChannels(value), Interval::point(0));
  zero.rowSum = Interval::point(0);
  set(value, std::move(zero));
}

void DifferenceRanges::setRelative(Value value, RelativeBound bound) {
  relative[value] = bound;
}

std::optional<RelativeBound> DifferenceRanges::findRelative(Value value) const {
  auto known = relative.find(value);
  if (known == relative.end())
    return std::nullopt;
  return known->second;
}

void DifferenceRanges::setSoftmax(Value edges,
                                  std::vector<SoftmaxChange> changes) {
  softmaxes[edges] = std::move(changes);
}

const std::vector<SoftmaxChange> *
DifferenceRanges::findSoftmax(Value edges) const {
  auto known = softmaxes.find(edges);
  return known == softmaxes.end() ? nullptr : &known->second;
}

bool DifferenceRanges::isWidened(Value result) {
  if (differences.count(result))
    return widened.contains(result);
  return isFeatures(result.getType()) &&
         mayDiffer(subtractRanges(result).channels);
}
