//===- NormRanges.cpp - Bounds of normalised rows -------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A normalisation guarantees more than its operand: rows that are divided by
// their norm, their deviation or their sum are bounded whatever they were.
//
//===----------------------------------------------------------------------===//

#include "RangeFormulas.h"

#include "llvm/ADT/STLExtras.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

static constexpr Interval zero = Interval::point(0);

//===----------------------------------------------------------------------===//
// Deviation and norm
//===----------------------------------------------------------------------===//

/// Of C numbers d, none is above sqrt(C) times the root of the mean square.
void LayerNormOp::inferRanges(ValueRanges &ranges) {
  if (getMode() != LayerNormMode::node)
    return;
  const Rounding &rounding = ranges.getRounding();
  FeatureRange y = unknownFeatures(getChannels(getResult()));
  double size = y.channels.size();
  Interval bound = rounding.round(around(std::sqrt(size)), size + 8);
  llvm::fill(y.channels, Interval{-bound.upper, bound.upper});
  if (getWeight()) {
    FeatureRange weight = ranges.getFeatures(getWeight());
    for (auto [channel, factor] : llvm::zip(y.channels, weight.channels))
      channel = rounding.round(channel * factor);
    y = add(y, ranges.getFeatures(getBias()), rounding);
  }
  ranges.set(getResult(), std::move(y));
}

/// No element is larger than the norm, and signs stay.
FeatureRange gnn::l2Normalize(const FeatureRange &x, const Rounding &rounding) {
  FeatureRange y = unknownFeatures(0);
  double one = rounding.round(Interval::point(1), x.channels.size() + 8).upper;
  for (Interval channel : x.flatten().channels)
    y.channels.push_back({channel.isNonNegative() ? 0 : -one,
                          channel.isNonPositive() ? 0 : one});
  return y;
}

void L2NormalizeOp::inferRanges(ValueRanges &ranges) {
  ranges.set(getResult(),
             l2Normalize(ranges.getFeatures(getX()), ranges.getRounding()));
}

//===----------------------------------------------------------------------===//
// Softmax
//===----------------------------------------------------------------------===//

static Interval exponential(Interval x) {
  return max({around(std::exp(x.lower)).lower, around(std::exp(x.upper)).upper},
             zero);
}

static Interval logarithm(Interval x) {
  return {around(std::log(x.lower)).lower, around(std::log(x.upper)).upper};
}

/// What exponentials are taken relative to, so that they are numbers: any
/// result is sound, and the largest finite bound is close.
static Interval findReference(ArrayRef<Interval> channels) {
  double reference = -Interval::infinity;
  for (Interval channel : channels)
    if (std::isfinite(channel.upper))
      reference = std::max(reference, channel.upper);
  return Interval::point(std::isfinite(reference) ? reference : 0);
}

/// -log(1 + sum over k != c of exp(x[k] - x[c])) for each c.
static std::vector<Interval> logShares(ArrayRef<Interval> channels) {
  Interval reference = findReference(channels);
  std::vector<Interval> terms;
  for (Interval channel : channels)
    terms.push_back(exponential(channel - reference));
  std::vector<Interval> shares;
  for (auto [channel, others] : llvm::zip_equal(channels, sumOthers(terms))) {
    Interval distance = logarithm(others) + reference - channel;
    shares.push_back(-logarithm(Interval::point(1) + exponential(distance)));
  }
  return shares;
}

/// At most 0, and the more below it the larger the other channels are.
void LogSoftmaxOp::inferRanges(ValueRanges &ranges) {
  const Rounding &rounding = ranges.getRounding();
  FeatureRange x = ranges.getFeatures(getX()).flatten();
  FeatureRange y = unknownFeatures(0);
  double operations = x.channels.size() + 16;
  for (auto [channel, share] :
       llvm::zip_equal(x.channels, logShares(x.channels))) {
    Interval exact = min(share, zero);
    // Near 0 what counts is the rounding of x - m, not that of the result.
    double magnitude = 1 + channel.getMagnitude() + std::abs(exact.lower);
    Interval relaxed = rounding.relax(exact, magnitude, operations);
    y.channels.push_back(min(relaxed, Interval::point(rounding.getGamma(16))));
  }
  ranges.set(getResult(), std::move(y));
}

//===----------------------------------------------------------------------===//
// Row sums
//===----------------------------------------------------------------------===//

/// z = x - m with m the least element of all, which is at least the least lower
/// bound and at most every upper bound. A sparse tensor's is an implicit zero.
FeatureRange gnn::shiftToZero(const FeatureRange &x, bool isSparse) {
  FeatureRange z = x.flatten();
  Interval least = {0, Interval::infinity};
  if (isSparse)
    least = zero;
  else
    for (auto [i, channel] : llvm::enumerate(z.channels))
      least = i ? min(least, channel) : channel;
  for (Interval &channel : z.channels)
    channel = max(channel - least, zero);
  z.rowSum = max(z.rowSum - least * Interval::point(z.channels.size()), zero);
  return z;
}

/// A lower bound of what divides z[c] = u, given what all others are at least.
static double getLeastDivisor(double u, double others, Interval rowSum) {
  double sum = (Interval::point(u) + Interval::point(others)).lower;
  return std::max({1.0, sum, rowSum.lower});
}

/// z / max(sum of z, 1): in [0, 1], as is the sum of a row. The quotient grows
/// with z[c], so that its bound is at the largest one.
void NormalizeFeaturesOp::inferRanges(ValueRanges &ranges) {
  FeatureRange z =
      shiftToZero(ranges.getFeatures(getX()), isSparse(getX().getType()));
  double size = z.channels.size();
  Interval least = zero;
  for (Interval channel : z.channels)
    least = least + Interval::point(channel.lower);
  const Rounding &rounding = ranges.getRounding();
  FeatureRange y = unknownFeatures(0);
  for (Interval channel : z.channels) {
    double others =
        std::max((least - Interval::point(channel.lower)).lower, 0.0);
    double divisor = getLeastDivisor(channel.upper, others, z.rowSum);
    double share = std::isinf(channel.upper)
                       ? 1
                       : std::min(around(channel.upper / divisor).upper, 1.0);
    y.channels.push_back(rounding.round({0, share}, size + 4));
  }
  Interval sum = {std::min(std::max(z.rowSum.lower, 0.0), 1.0), 1};
  y.rowSum = rounding.round(sum, size * 2 + 4);
  ranges.set(getResult(), std::move(y));
}
