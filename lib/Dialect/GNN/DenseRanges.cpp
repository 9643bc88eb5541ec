//===- DenseRanges.cpp - Bounds of dense algebra --------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RangeFormulas.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

using Elements = std::optional<std::vector<double>>;

static Elements getElements(ValueRanges &ranges, Value parameter) {
  auto elements = ranges.getParameterElements(parameter);
  if (!elements)
    return std::nullopt;
  return std::vector<double>(elements->begin(), elements->end());
}

/// first - second, or nothing where one of them has no values. Subtracting
/// float32 in double precision is off by a unit in the last place at most,
/// which `ofDifferences` covers.
static Elements subtract(DifferenceRanges &differences, Value parameter) {
  Elements first = getElements(differences.getFirst(), parameter);
  Elements second = getElements(differences.getSecond(), parameter);
  if (!first || !second || first->size() != second->size())
    return std::nullopt;
  for (auto [a, b] : llvm::zip(*first, *second))
    a -= b;
  return first;
}

//===----------------------------------------------------------------------===//
// Bounds
//===----------------------------------------------------------------------===//

void LinearOp::inferRanges(ValueRanges &ranges) {
  Elements weight = getElements(ranges, getWeight());
  if (!weight)
    return;
  FeatureRange y = multiply(ranges.getFeatures(getX()), *weight,
                            getChannels(getResult()), ranges.getRounding());
  if (getBias())
    y = add(y, ranges.getFeatures(getBias()), ranges.getRounding());
  ranges.set(getResult(), std::move(y));
}

/// Weights that are not parameters are unknown; `gnn-fold-parameters` makes
/// parameters of them.
void TransposeOp::inferRanges(ValueRanges &) {}

void HeadDotOp::inferRanges(ValueRanges &ranges) {
  if (Elements vector = getElements(ranges, getVector()))
    ranges.set(getResult(),
               dotHeads(ranges.getFeatures(getX()), *vector,
                        getChannels(getResult()), ranges.getRounding()));
}

void HeadMeanOp::inferRanges(ValueRanges &ranges) {
  ranges.set(getResult(), meanOfHeads(ranges.getFeatures(getX()), getHeads(),
                                      ranges.getRounding()));
}

void ConcatOp::inferRanges(ValueRanges &ranges) {
  SmallVector<FeatureRange> parts;
  for (Value input : getInputs())
    parts.push_back(ranges.getFeatures(input));
  ranges.set(getResult(), concatenate(parts));
}

void ToDenseOp::inferRanges(ValueRanges &ranges) {
  ranges.set(getResult(), ranges.getFeatures(getX()));
}

//===----------------------------------------------------------------------===//
// Differences
//===----------------------------------------------------------------------===//

/// A matrix of differences is itself rounded.
static constexpr Rounding ofDifferences = Rounding::toDouble();
/// Bounds of what is exact.
static constexpr Rounding exact = Rounding::none();

/// The sum of the absolute values of the terms of x w^T.
static FeatureRange getSizes(const FeatureRange &x, ArrayRef<double> weight,
                             int64_t outputs) {
  FeatureRange sizes = {{}, {}, x.weights};
  size_t inputs = x.channels.size();
  for (int64_t output = 0; output < outputs; ++output)
    sizes.channels.push_back(Interval::point(
        getProductMagnitude(x, weight.slice(output * inputs, inputs))));
  return sizes;
}

/// What a relative bound of x says of x w^T.
static FeatureRange boundRelatively(RelativeBound bound,
                                    const FeatureRange &sizes,
                                    ArrayRef<double> weight) {
  FeatureRange result = sizes.flatten();
  size_t inputs = weight.size() / std::max<size_t>(result.channels.size(), 1);
  for (auto [output, size] : llvm::enumerate(result.channels)) {
    Interval sum = Interval::point(0);
    for (double each : weight.slice(output * inputs, inputs))
      sum = sum + Interval::point(std::abs(each));
    double most = (size * Interval::point(bound.factor) +
                   sum * Interval::point(bound.absolute))
                      .upper;
    size = {-most, most};
  }
  return result;
}

/// W (a - b) alone; `sizes` of the terms W b.
static FeatureRange moveProduct(LinearOp op, ArrayRef<double> weight,
                                const FeatureRange &sizes,
                                DifferenceRanges &differences) {
  FeatureRange moved = multiply(differences.getFeatures(op.getX()), weight,
                                sizes.channels.size(), exact);
  auto relative = differences.findRelative(op.getX());
  if (!relative)
    return moved;
  moved = moved.flatten();
  FeatureRange limits = boundRelatively(*relative, sizes, weight);
  for (auto [channel, limit] : llvm::zip(moved.channels, limits.channels))
    channel = intersect(channel, limit);
  return moved;
}

/// W a - V b = W (a - b) + (W - V) b.
void LinearOp::inferDifference(DifferenceRanges &differences) {
  Elements weight = getElements(differences.getFirst(), getWeight());
  Elements change = subtract(differences, getWeight());
  if (!weight || !change)
    return;
  int64_t outputs = getChannels(getResult());
  const Rounding &rounding = differences.getRounding();
  FeatureRange second = differences.getSecond().getFeatures(getX());
  FeatureRange sizes = getSizes(second, *weight, outputs);
  FeatureRange moved = moveProduct(*this, *weight, sizes, differences);
  FeatureRange y = addErrors(
      add(moved, multiply(second, *change, outputs, ofDifferences), exact),
      sizes, second.channels.size() + 1, rounding);
  if (getBias())
    y = addErrors(add(y, differences.getFeatures(getBias()), exact),
                  differences.getSecond().getFeatures(getResult()), 1,
                  rounding);
  differences.set(getResult(), std::move(y));
}

void TransposeOp::inferDifference(DifferenceRanges &) {}

static std::vector<double> absoluteOf(ArrayRef<double> vector) {
  std::vector<double> result;
  for (double each : vector)
    result.push_back(std::abs(each));
  return result;
}

void HeadDotOp::inferDifference(DifferenceRanges &differences) {
  Elements vector = getElements(differences.getFirst(), getVector());
  Elements change = subtract(differences, getVector());
  if (!vector || !change)
    return;
  int64_t heads = getChannels(getResult());
  FeatureRange second = differences.getSecond().getFeatures(getX());
  FeatureRange y =
      add(dotHeads(differences.getFeatures(getX()), *vector, heads, exact),
          dotHeads(second, *change, heads, ofDifferences), exact);
  FeatureRange sizes =
      dotHeads(absolute(second), absoluteOf(*vector), heads, exact);
  differences.set(getResult(),
                  addErrors(std::move(y), sizes, second.channels.size() + 1,
                            differences.getRounding()));
}

void HeadMeanOp::inferDifference(DifferenceRanges &differences) {
  FeatureRange sizes = meanOfHeads(
      absolute(differences.getSecond().getFeatures(getX())), getHeads(), exact);
  differences.set(
      getResult(),
      addErrors(meanOfHeads(differences.getFeatures(getX()), getHeads(), exact),
                sizes, getHeads() + 2, differences.getRounding()));
}

void ConcatOp::inferDifference(DifferenceRanges &differences) {
  SmallVector<FeatureRange> parts;
  for (Value input : getInputs())
    parts.push_back(differences.getFeatures(input));
  differences.set(getResult(), concatenate(parts));
}

void ToDenseOp::inferDifference(DifferenceRanges &differences) {
  differences.set(getResult(), differences.getFeatures(getX()));
  if (auto relative = differences.findRelative(getX()))
    differences.setRelative(getResult(), *relative);
}
