//===- ArithmeticRanges.cpp - Bounds of sums, scales and batch norms ------===//
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

static constexpr Interval one = Interval::point(1);
/// Bounds of what is exact.
static constexpr Rounding exact = Rounding::none();

//===----------------------------------------------------------------------===//
// Sums and scales
//===----------------------------------------------------------------------===//

void AddOp::inferRanges(ValueRanges &ranges) {
  ranges.set(getResult(),
             add(ranges.getFeatures(getX()), ranges.getFeatures(getY()),
                 ranges.getRounding()));
}

/// x - x' + y - y', of which the second sum is one operation.
static void addDifferences(Value x, Value y, Value result,
                           DifferenceRanges &differences) {
  differences.set(result, addErrors(add(differences.getFeatures(x),
                                        differences.getFeatures(y), exact),
                                    differences.getSecond().getFeatures(result),
                                    1, differences.getRounding()));
}

void AddOp::inferDifference(DifferenceRanges &differences) {
  addDifferences(getX(), getY(), getResult(), differences);
}

void BiasAddOp::inferRanges(ValueRanges &ranges) {
  ranges.set(getResult(),
             add(ranges.getFeatures(getX()), ranges.getFeatures(getBias()),
                 ranges.getRounding()));
}

void BiasAddOp::inferDifference(DifferenceRanges &differences) {
  addDifferences(getX(), getBias(), getResult(), differences);
}

void ScaleRowsOp::inferRanges(ValueRanges &ranges) {
  ranges.set(getResult(),
             scaleRows(ranges.getFeatures(getX()),
                       ranges.getRowWeights(getScale()), ranges.getRounding()));
}

/// Where both models have the same scale, which follows from the graph alone,
/// up to how it is computed.
void ScaleRowsOp::inferDifference(DifferenceRanges &differences) {
  FeatureRange y =
      scaleRows(differences.getFeatures(getX()),
                differences.getFirst().getRowWeights(getScale()), exact);
  differences.set(getResult(),
                  addErrors(std::move(y),
                            differences.getSecond().getFeatures(getResult()),
                            10, differences.getRounding()));
  double scale =
      differences.getSecond().getRowWeights(getScale()).range.getMagnitude();
  if (auto relative = differences.findRelative(getX()))
    differences.setRelative(getResult(), addErrors(*relative, scale, 10,
                                                   differences.getRounding()));
}

/// Each channel of two features, by `combine`.
static FeatureRange zipChannels(const FeatureRange &x, const FeatureRange &y,
                                Interval (*combine)(Interval, Interval)) {
  FeatureRange a = x.flatten(), b = y.flatten();
  FeatureRange result = unknownFeatures(0);
  for (auto [left, right] : llvm::zip(a.channels, b.channels))
    result.channels.push_back(combine(left, right));
  return result;
}

void MaxOp::inferRanges(ValueRanges &ranges) {
  ranges.set(getResult(), zipChannels(ranges.getFeatures(getX()),
                                      ranges.getFeatures(getY()), &max));
}

/// max(a, c) - max(b, d) is between a - b and c - d.
void MaxOp::inferDifference(DifferenceRanges &differences) {
  differences.set(getResult(),
                  zipChannels(differences.getFeatures(getX()),
                              differences.getFeatures(getY()), &hull));
}

/// x + factor * y, off by a few operations.
static FeatureRange addMultiple(const FeatureRange &x, Interval factor,
                                const FeatureRange &y,
                                const Rounding &rounding) {
  FeatureRange a = x.flatten(), b = y.flatten();
  FeatureRange result = unknownFeatures(0);
  for (auto [left, right] : llvm::zip(a.channels, b.channels)) {
    Interval term = factor * right;
    double magnitude = left.getMagnitude() + term.getMagnitude();
    Interval sum = rounding.relax(left + term, magnitude, 3);
    if (left.isNonNegative() && term.isNonNegative())
      sum = max(sum, Interval::point(0));
    result.channels.push_back(sum);
  }
  return result;
}

static Interval getOnly(const FeatureRange &scalar) {
  return scalar.flatten().channels.front();
}

void AddScaledOp::inferRanges(ValueRanges &ranges) {
  Interval factor = one + getOnly(ranges.getFeatures(getEps()));
  ranges.set(getResult(),
             addMultiple(ranges.getFeatures(getX()), factor,
                         ranges.getFeatures(getY()), ranges.getRounding()));
}

/// With factors p and q, x + p y - x' - q y' = (x - x') + p (y - y')
/// + (p - q) y'.
void AddScaledOp::inferDifference(DifferenceRanges &differences) {
  ValueRanges &second = differences.getSecond();
  Interval factor = one + getOnly(differences.getFirst().getFeatures(getEps()));
  FeatureRange moved = addMultiple(differences.getFeatures(getX()), factor,
                                   differences.getFeatures(getY()), exact);
  FeatureRange y =
      addMultiple(moved, getOnly(differences.getFeatures(getEps())),
                  second.getFeatures(getY()), exact);
  FeatureRange sizes =
      addMultiple(absolute(second.getFeatures(getX())),
                  abs(one + getOnly(second.getFeatures(getEps()))),
                  absolute(second.getFeatures(getY())), exact);
  differences.set(getResult(),
                  addErrors(std::move(y), sizes, 4, differences.getRounding()));
}

void AddScaledRowsOp::inferRanges(ValueRanges &ranges) {
  ranges.set(getResult(),
             addMultiple(ranges.getFeatures(getX()),
                         ranges.getRowWeights(getScale()).range,
                         ranges.getFeatures(getY()), ranges.getRounding()));
}

/// Both models have the same scale, which follows from the graph alone.
void AddScaledRowsOp::inferDifference(DifferenceRanges &differences) {
  ValueRanges &second = differences.getSecond();
  Interval scale = differences.getFirst().getRowWeights(getScale()).range;
  FeatureRange moved = addMultiple(differences.getFeatures(getX()), scale,
                                   differences.getFeatures(getY()), exact);
  FeatureRange sizes =
      addMultiple(absolute(second.getFeatures(getX())), abs(scale),
                  absolute(second.getFeatures(getY())), exact);
  differences.set(getResult(), addErrors(std::move(moved), sizes, 2,
                                         differences.getRounding()));
}

//===----------------------------------------------------------------------===//
// Batch normalisation
//===----------------------------------------------------------------------===//

/// weight / sqrt(variance + epsilon), channel by channel; unknown where the
/// variance is not positive.
static FeatureRange getScales(BatchNormOp op, ValueRanges &ranges) {
  FeatureRange result = unknownFeatures(0);
  FeatureRange weight = ranges.getFeatures(op.getWeight());
  for (Interval variance : ranges.getFeatures(op.getVariance()).channels) {
    Interval sum = variance + toInterval(op.getEpsilon());
    Interval inverse = sum.lower > 0
                           ? ranges.getRounding().round(pow(sum, -0.5), 8)
                           : Interval();
    result.channels.push_back(weight.channels[result.channels.size()] *
                              inverse);
  }
  return result;
}

void BatchNormOp::inferRanges(ValueRanges &ranges) {
  FeatureRange y = ranges.getFeatures(getX()).flatten();
  y.rowSum = {};
  FeatureRange scales = getScales(*this, ranges);
  FeatureRange means = ranges.getFeatures(getMean());
  FeatureRange biases = ranges.getFeatures(getBias());
  for (auto [x, scale, mean, bias] : llvm::zip(
           y.channels, scales.channels, means.channels, biases.channels)) {
    double size =
        (x.getMagnitude() + mean.getMagnitude()) * scale.getMagnitude() +
        bias.getMagnitude();
    x = ranges.getRounding().relax((x - mean) * scale + bias,
                                   std::isnan(size) ? Interval::infinity : size,
                                   8);
  }
  ranges.set(getResult(), std::move(y));
}

/// s - t of the scales, exactly zero where they have the same parameters.
static std::vector<Interval> compareScales(BatchNormOp op,
                                           DifferenceRanges &differences) {
  auto s = getScales(op, differences.getFirst()).channels;
  auto t = getScales(op, differences.getSecond()).channels;
  auto weight = differences.getFeatures(op.getWeight()).channels;
  auto variance = differences.getFeatures(op.getVariance()).channels;
  for (auto [c, each] : llvm::enumerate(s))
    each = weight[c] == Interval::point(0) && variance[c] == Interval::point(0)
               ? Interval::point(0)
               : each - t[c];
  return s;
}

/// (|x| + |m|) s + |b|.
static FeatureRange getSizes(BatchNormOp op, ValueRanges &ranges) {
  FeatureRange centred = add(absolute(ranges.getFeatures(op.getX())),
                             absolute(ranges.getFeatures(op.getMean())), exact);
  return add(multiplyChannels(centred, absolute(getScales(op, ranges))),
             absolute(ranges.getFeatures(op.getBias())), exact);
}

/// With scales s and t, s (x - m) + b - t (x' - m') - b'
/// = s ((x - x') - (m - m')) + (s - t) (x' - m') + (b - b').
void BatchNormOp::inferDifference(DifferenceRanges &differences) {
  ValueRanges &second = differences.getSecond();
  FeatureRange y = differences.getFeatures(getX()).flatten();
  y.rowSum = {};
  auto scales = getScales(*this, differences.getFirst()).channels;
  auto changes = compareScales(*this, differences);
  auto mean = differences.getFeatures(getMean()).channels;
  auto means = second.getFeatures(getMean()).channels;
  auto x = second.getFeatures(getX()).flatten().channels;
  auto bias = differences.getFeatures(getBias()).channels;
  for (auto [c, each] : llvm::enumerate(y.channels))
    each =
        scales[c] * (each - mean[c]) + changes[c] * (x[c] - means[c]) + bias[c];
  differences.set(getResult(), addErrors(std::move(y), getSizes(*this, second),
                                         20, differences.getRounding()));
}
