//===- DifferenceFormulas.cpp - What evaluation adds to differences -------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RangeFormulas.h"

using namespace mlir;
using namespace mlir::gnn;

static constexpr Interval zero = Interval::point(0);

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

static bool areEqual(const RowWeights::DegreePower &a,
                     const RowWeights::DegreePower &b) {
  return a.graph == b.graph && a.degree == b.degree &&
         a.exponent == b.exponent && a.coefficient == b.coefficient;
}

static bool areEqual(const RowWeights &a, const RowWeights &b) {
  if (a.range != b.range || a.power.has_value() != b.power.has_value() ||
      !a.entries != !b.entries)
    return false;
  return (!a.power || areEqual(*a.power, *b.power)) &&
         (!a.entries || *a.entries == *b.entries);
}

/// What is lost to underflow is not scaled by the weights of rows. These are
/// products of at most four inverse roots of degrees below 2^32.
static Rounding underWeights(Rounding rounding, const RowWeights &weights) {
  if (!weights.isOne())
    rounding.underflow *= 0x1p64;
  return rounding;
}

static void shiftForm(FeatureRange &x, ArrayRef<Interval> errors) {
  if (!x.form)
    return;
  AffineForm form = *x.form;
  for (auto [offset, error] : llvm::zip(form.offset, errors))
    offset = offset + error;
  x.form = std::make_shared<const AffineForm>(std::move(form));
}

FeatureRange gnn::addErrors(FeatureRange difference, const FeatureRange &sizes,
                            double operations, const Rounding &rounding) {
  if (rounding.isNone())
    return difference;
  bool sameRows = areEqual(difference.weights, sizes.weights);
  FeatureRange result = sameRows ? std::move(difference) : difference.flatten();
  FeatureRange terms = sameRows ? sizes : sizes.flatten();
  Rounding scaled = underWeights(rounding, result.weights);
  std::vector<Interval> errors;
  Interval total = zero;
  for (auto [channel, size] : llvm::zip(result.channels, terms.channels)) {
    errors.push_back(scaled.relax(zero, size.getMagnitude(), operations));
    channel = channel + errors.back();
    total = total + errors.back();
  }
  result.rowSum = result.rowSum + total;
  result.neighbourSum = std::nullopt;
  shiftForm(result, errors);
  return result;
}

/// (f + g) / (1 - g) of what is computed, with g = gamma(operations).
RelativeBound gnn::addErrors(RelativeBound bound, double scale,
                             double operations, const Rounding &rounding) {
  Interval error = Interval::point(rounding.getGamma(operations));
  Interval rest = Interval::point(1) - error;
  if (!(rest.lower > 0))
    return {Interval::infinity, Interval::infinity};
  Interval lost = Interval::point(std::min(operations, rounding.maxTerms)) *
                  Interval::point(rounding.underflow);
  return {
      ((Interval::point(bound.factor) + error) * around(1 / rest.lower)).upper,
      (Interval::point(bound.absolute) * Interval::point(scale) + lost).upper};
}

//===----------------------------------------------------------------------===//
// Channel by channel
//===----------------------------------------------------------------------===//

FeatureRange gnn::absolute(const FeatureRange &x) {
  FeatureRange result = {{}, {0, Interval::infinity}, x.weights};
  bool oneSign = true;
  for (Interval channel : x.channels) {
    oneSign &= channel.isNonNegative();
    result.channels.push_back(abs(channel));
  }
  if (oneSign)
    result.rowSum = x.rowSum;
  return result;
}

FeatureRange gnn::multiplyChannels(const FeatureRange &x,
                                   const FeatureRange &y) {
  FeatureRange a = x.flatten(), b = y.flatten();
  FeatureRange result = unknownFeatures(0);
  for (auto [left, right] : llvm::zip(a.channels, b.channels))
    result.channels.push_back(left * right);
  return result;
}
