//===- ElementwiseRanges.cpp - Bounds of activations and arithmetic -------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function f of one element has bounds of its values and bounds of its slope:
// by the mean value theorem f(a) - f(b) is a slope between a and b times a - b.
//
//===----------------------------------------------------------------------===//

#include "RangeFormulas.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

static constexpr Interval zero = Interval::point(0), one = Interval::point(1);

/// Library functions and approximations of them are off by no more operations.
static constexpr double functionOperations = 16;

//===----------------------------------------------------------------------===//
// Activations: values
//===----------------------------------------------------------------------===//

static Interval applyMonotone(Interval x, double (*function)(double),
                              const Rounding &rounding) {
  Interval exact = {around(function(x.lower)).lower,
                    around(function(x.upper)).upper};
  return rounding.round(exact, functionOperations);
}

static double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

static Interval negativePart(Interval x) { return min(x, zero); }

static Interval valueOf(ReluOp, Interval x, const Rounding &) {
  return max(x, zero);
}

/// Linear on both sides of zero, whatever the slope.
Interval gnn::leakyRelu(Interval x, Interval slope, const Rounding &rounding) {
  Interval negative = rounding.round(slope * negativePart(x));
  if (x.isNonPositive())
    return negative;
  return hull(max(x, zero), x.isNonNegative() ? max(x, zero) : negative);
}

static Interval valueOf(LeakyReluOp op, Interval x, const Rounding &rounding) {
  return leakyRelu(x, toInterval(op.getNegativeSlope()), rounding);
}

static Interval valueOf(EluOp op, Interval x, const Rounding &rounding) {
  Interval exponential = applyMonotone(
      negativePart(x), [](double e) { return std::expm1(e); }, rounding);
  Interval negative =
      rounding.round(toInterval(op.getAlpha()) * min(exponential, zero));
  if (x.isNonPositive())
    return negative;
  return hull(max(x, zero), x.isNonNegative() ? max(x, zero) : negative);
}

static double gelu(double x, bool tanhApproximation) {
  if (std::isinf(x))
    return x > 0 ? x : 0;
  double inner =
      tanhApproximation
          ? std::tanh(0.7978845608028654 * (x + 0.044715 * x * x * x))
          : std::erf(x * 0.7071067811865476);
  return x / 2 * (1 + inner);
}

/// Of what |x| (1 + erf(x)) is off by a unit: further out it is 0 or x.
static double getCancelled(Interval x) {
  return std::min(x.getMagnitude(), 16.0);
}

/// Falls to its least value, which is above -0.1701, between -0.76 and -0.75,
/// and rises from there. Far out on the left 1 + erf(x) loses all its digits,
/// here as well.
static Interval valueOf(GeluOp op, Interval x, const Rounding &rounding) {
  bool approximation = op.getTanhApproximation();
  Interval exact = hull(around(gelu(x.lower, approximation), 64),
                        around(gelu(x.upper, approximation), 64));
  if (x.lower <= -0.75 && x.upper >= -0.76)
    exact = hull(exact, Interval::point(-0.1701));
  double cancelled = getCancelled(x);
  exact = Rounding::toDouble().relax(exact, cancelled, functionOperations);
  return rounding.round(rounding.relax(exact, cancelled, functionOperations),
                        functionOperations);
}

static Interval valueOf(SigmoidOp, Interval x, const Rounding &rounding) {
  return max(applyMonotone(x, &sigmoid, rounding), zero);
}

static Interval valueOf(TanhOp, Interval x, const Rounding &rounding) {
  return applyMonotone(x, [](double e) { return std::tanh(e); }, rounding);
}

static Interval valueOf(DropoutOp, Interval x, const Rounding &) { return x; }

//===----------------------------------------------------------------------===//
// Activations: slopes
//===----------------------------------------------------------------------===//

/// `negative` left of zero, 1 right of it.
Interval gnn::slopeAround(Interval x, Interval negative) {
  if (x.isNonNegative())
    return one;
  return x.isNonPositive() ? negative : hull(negative, one);
}

static Interval slopeOf(ReluOp, Interval x) { return slopeAround(x, zero); }

static Interval slopeOf(LeakyReluOp op, Interval x) {
  return slopeAround(x, toInterval(op.getNegativeSlope()));
}

static Interval slopeOf(EluOp op, Interval x) {
  Interval negative = negativePart(x);
  Interval exponential = {around(std::exp(negative.lower)).lower,
                          around(std::exp(negative.upper)).upper};
  return slopeAround(x, toInterval(op.getAlpha()) * max(exponential, zero));
}

/// Its slope is extreme at -sqrt(2) and sqrt(2), and 1.129 there.
static Interval slopeOf(GeluOp, Interval) { return {-0.13, 1.13}; }

/// y (1 - y) and 1 - y^2.
static Interval slopeOf(SigmoidOp, Interval) { return {0, 0.25}; }
static Interval slopeOf(TanhOp, Interval) { return {0, 1}; }
static Interval slopeOf(DropoutOp, Interval) { return one; }

//===----------------------------------------------------------------------===//
// Activations
//===----------------------------------------------------------------------===//

static bool isIdentity(ValueRangeOpInterface op, ValueRanges &ranges) {
  for (int64_t c = 0, e = getChannels(op->getResult(0)); c < e; ++c)
    if (!op.isIdentityAt(ranges, c))
      return false;
  return true;
}

/// The identity keeps what is known of whole rows too.
template <typename OpT> static void activate(OpT op, ValueRanges &ranges) {
  FeatureRange x = ranges.getFeatures(op.getX());
  if (!isIdentity(op, ranges)) {
    x = unknownFeatures(0);
    for (Interval channel : ranges.getFeatures(op.getX()).flatten().channels)
      x.channels.push_back(valueOf(op, channel, ranges.getRounding()));
  }
  ranges.set(op.getResult(), std::move(x));
}

/// What evaluation is off by relatively.
template <typename OpT> static double sizeOf(OpT, Interval, Interval value) {
  return value.getMagnitude();
}
static double sizeOf(GeluOp, Interval x, Interval value) {
  return getCancelled(x) + value.getMagnitude();
}
static double sizeOf(ReluOp, Interval, Interval) { return 0; }

/// Zero where the activation is the identity.
template <typename OpT>
static FeatureRange getSizes(OpT op, ValueRanges &ranges) {
  FeatureRange sizes = ranges.getFeatures(op.getX()).flatten();
  for (auto [c, x] : llvm::enumerate(sizes.channels)) {
    Interval value = valueOf(op, x, ranges.getRounding());
    x = Interval::point(op.isIdentityAt(ranges, c) ? 0 : sizeOf(op, x, value));
  }
  return sizes;
}

/// The identity keeps all that is known.
template <typename OpT>
static void keepIdentity(OpT op, DifferenceRanges &differences) {
  if (!isIdentity(op, differences.getFirst()) ||
      !isIdentity(op, differences.getSecond()))
    return;
  if (const auto *changes = differences.findSoftmax(op.getX()))
    differences.setSoftmax(op.getResult(), std::vector(*changes));
  if (auto relative = differences.findRelative(op.getX()))
    differences.setRelative(op.getResult(), *relative);
}

template <typename OpT>
static void activate(OpT op, DifferenceRanges &differences) {
  FeatureRange a = differences.getFirst().getFeatures(op.getX()).flatten();
  FeatureRange b = differences.getSecond().getFeatures(op.getX()).flatten();
  FeatureRange difference = differences.getFeatures(op.getX()).flatten();
  difference.rowSum = {};
  for (auto [x, y, each] :
       llvm::zip(a.channels, b.channels, difference.channels))
    each = each * slopeOf(op, hull(x, y));
  differences.set(op.getResult(),
                  addErrors(std::move(difference),
                            getSizes(op, differences.getSecond()),
                            functionOperations, differences.getRounding()));
  keepIdentity(op, differences);
}

#define GNN_ACTIVATION(Op)                                                     \
  void Op::inferRanges(ValueRanges &ranges) { activate(*this, ranges); }       \
  void Op::inferDifference(DifferenceRanges &differences) {                    \
    activate(*this, differences);                                              \
  }
GNN_ACTIVATION(ReluOp)
GNN_ACTIVATION(LeakyReluOp)
GNN_ACTIVATION(EluOp)
GNN_ACTIVATION(GeluOp)
GNN_ACTIVATION(SigmoidOp)
GNN_ACTIVATION(TanhOp)
GNN_ACTIVATION(DropoutOp)
#undef GNN_ACTIVATION

#define GNN_IDENTITY_RIGHT_OF_ZERO(Op)                                         \
  bool Op::isIdentityAt(ValueRanges &ranges, int64_t channel) {                \
    return ranges.getChannel(getX(), channel).isNonNegative();                 \
  }
GNN_IDENTITY_RIGHT_OF_ZERO(ReluOp)
GNN_IDENTITY_RIGHT_OF_ZERO(LeakyReluOp)
GNN_IDENTITY_RIGHT_OF_ZERO(EluOp)
#undef GNN_IDENTITY_RIGHT_OF_ZERO

bool DropoutOp::isIdentityAt(ValueRanges &, int64_t) { return true; }
