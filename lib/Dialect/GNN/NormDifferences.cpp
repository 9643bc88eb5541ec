//===- NormDifferences.cpp - Normalised rows of two models ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A normalisation divides by a function of the row that changes by no more than
// a norm of the row's change:
//
//   a / n - b / m = ((a - b) - (b / m) (n - m)) / n
//
// with n a Euclidean norm, a deviation or a sum. The proofs are in
// docs/rationale/difference-bounds.md.
//
//===----------------------------------------------------------------------===//

#include "RangeFormulas.h"

#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::gnn;

static constexpr Interval zero = Interval::point(0);

//===----------------------------------------------------------------------===//
// Quotients
//===----------------------------------------------------------------------===//

Interval gnn::divideDifference(Interval numerator, Interval quotient,
                               Interval divisor, double least) {
  double inverse = least > 0 ? around(1 / least).upper : Interval::infinity;
  return (numerator - quotient * divisor) * Interval{0, inverse};
}

Interval gnn::getNorm(ArrayRef<Interval> row) {
  Interval sum = zero;
  for (Interval each : row) {
    Interval size = abs(each);
    size.lower = std::max({0.0, each.lower, -each.upper});
    sum = sum + size * size;
  }
  Interval norm = squareRoot(sum);
  // The root is rounded outwards of what is zero too.
  return {sum.lower == 0 ? 0 : norm.lower, sum.upper == 0 ? 0 : norm.upper};
}

double gnn::getLostNorm(double count, const Rounding &rounding) {
  return rounding.isNone() ? 0
                           : squareRoot(Interval::point(2 * count) *
                                        Interval::point(rounding.underflow))
                                 .upper;
}

Interval gnn::sumUp(ArrayRef<Interval> row) {
  Interval sum = zero;
  for (Interval each : row)
    sum = sum + each;
  return sum;
}

/// What is in front of it, and what is behind: a difference would lose digits.
std::vector<Interval> gnn::sumOthers(ArrayRef<Interval> row) {
  std::vector<Interval> sums;
  Interval before = zero, behind = zero;
  for (Interval each : row) {
    sums.push_back(before);
    before = before + each;
  }
  for (auto [each, sum] : llvm::reverse(llvm::zip_equal(row, sums))) {
    sum = sum + behind;
    behind = behind + each;
  }
  return sums;
}

/// The difference of norms is at most the norm of the difference.
void L2NormalizeOp::inferDifference(DifferenceRanges &differences) {
  const Rounding &rounding = differences.getRounding();
  FeatureRange y = differences.getFeatures(getX()).flatten();
  double size = y.channels.size();
  Interval change = upTo((Interval::point(getNorm(y.channels).upper) +
                          Interval::point(getLostNorm(size, rounding)))
                             .upper);
  double least =
      getNorm(differences.getFirst().getFeatures(getX()).flatten().channels)
          .lower;
  FeatureRange quotients = differences.getSecond().getFeatures(getResult());
  for (auto [channel, quotient] : llvm::zip(y.channels, quotients.channels))
    channel = divideDifference(channel, quotient, change,
                               std::max(least, (1 - 1e-15) * 1e-12));
  y.rowSum = {};
  differences.set(getResult(),
                  addErrors(std::move(y), quotients, size + 8, rounding));
}

//===----------------------------------------------------------------------===//
// Row sums
//===----------------------------------------------------------------------===//

/// max(sum of z, 1) with z = x less the least of all elements.
static double getLeastDivisor(const FeatureRange &x, bool isSparse) {
  FeatureRange z = shiftToZero(x, isSparse);
  return std::max({1.0, sumUp(z.channels).lower, z.rowSum.lower});
}

static Interval hullOf(ArrayRef<Interval> channels) {
  Interval all = {Interval::infinity, -Interval::infinity};
  for (Interval each : channels)
    all = hull(all, each);
  return all;
}

/// The least element of all changes by no more than any does; a sparse tensor's
/// is an implicit zero.
void NormalizeFeaturesOp::inferDifference(DifferenceRanges &differences) {
  FeatureRange y = differences.getFeatures(getX()).flatten();
  Interval least = isSparse(getX().getType()) ? zero : hullOf(y.channels);
  for (Interval &channel : y.channels)
    channel = channel == zero && least == zero ? zero : channel - least;
  Interval divisor = hull(zero, sumUp(y.channels));
  double leastDivisor = getLeastDivisor(
      differences.getFirst().getFeatures(getX()), isSparse(getX().getType()));
  FeatureRange quotients = differences.getSecond().getFeatures(getResult());
  for (auto [channel, quotient] : llvm::zip(y.channels, quotients.channels))
    channel = divideDifference(channel, quotient, divisor, leastDivisor);
  double operations = y.channels.size() + 8;
  // Of the same x, differences, sums and quotients are off relatively.
  if (llvm::all_of(y.channels, [](Interval each) { return each == zero; }))
    differences.setRelative(
        getResult(),
        addErrors(RelativeBound(), 1, operations, differences.getRounding()));
  y.rowSum = {};
  differences.set(getResult(), addErrors(std::move(y), quotients, operations,
                                         differences.getRounding()));
}
