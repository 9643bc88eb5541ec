//===- Interval.h - Bounds of real numbers, rounded outwards ----*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Closed intervals of extended reals. Every operation rounds outwards, so that
// the result holds whatever the operation makes of any elements of its
// operands; what double precision represents exactly stays exact, zero above
// all. See Moore, Kearfott and Cloud, "Introduction to interval analysis",
// 2009.
//
// Rounding adds what evaluation itself gets wrong: Higham, "Accuracy and
// stability of numerical algorithms", 2002, section 3.1.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_SUPPORT_INTERVAL_H
#define GNN_OPT_SUPPORT_INTERVAL_H

#include <limits>

namespace llvm {
class raw_ostream;
}

namespace mlir::gnn {

/// All x with lower <= x <= upper; by default all there are. No bound is NaN.
struct Interval {
  static constexpr double infinity = std::numeric_limits<double>::infinity();

  double lower = -infinity;
  double upper = infinity;

  static constexpr Interval point(double x) { return {x, x}; }

  bool contains(double x) const { return lower <= x && x <= upper; }
  bool isPoint() const { return lower == upper; }
  bool isBounded() const { return lower > -infinity && upper < infinity; }
  bool isNonNegative() const { return lower >= 0; }
  bool isNonPositive() const { return upper <= 0; }
  /// The largest absolute value.
  double getMagnitude() const;

  bool operator==(const Interval &) const = default;
};

Interval operator+(Interval a, Interval b);
Interval operator-(Interval a);
Interval operator-(Interval a, Interval b);
/// Zero times infinity is zero: bounds that are infinite stand for numbers.
Interval operator*(Interval a, Interval b);

/// The least interval that holds both.
Interval hull(Interval a, Interval b);
/// What is in both; `a` where nothing is, as after two bounds of one value that
/// no value has.
Interval intersect(Interval a, Interval b);

Interval max(Interval a, Interval b);
Interval min(Interval a, Interval b);
/// The absolute values.
Interval abs(Interval a);

/// `x`, which a library function computed with an error of at most `ulps` units
/// in the last place.
Interval around(double x, int ulps = 4);

/// x^exponent for x >= 0; 0 to a negative power is infinite.
Interval pow(Interval x, double exponent);

/// `[0, 1.5]`.
llvm::raw_ostream &operator<<(llvm::raw_ostream &os, Interval x);

/// How exactly a program computes. A result of k operations, each of which is
/// off by a relative `unit`, is off by at most gamma(k) = k unit / (1 - k unit)
/// times the sum of the absolute values of its terms, in any order of summation
/// and with fused operations or without.
struct Rounding {
  /// 2^-24 for float32; doubles are computed better than that.
  double unit = 0x1p-24;
  /// What an operation may lose by underflow, also where subnormal numbers are
  /// flushed to zero.
  double underflow = 0x1p-126;
  /// Longer sums are taken to have this many terms: the longest that bounds
  /// are sound for.
  double maxTerms = 0x1p16;

  /// Double precision, as the reference interpreter computes.
  static constexpr Rounding toDouble() { return {0x1p-53, 0x1p-1022, 0x1p31}; }
  /// Real arithmetic: nothing is rounded.
  static constexpr Rounding none() { return {0, 0}; }

  bool isNone() const { return unit == 0 && underflow == 0; }

  double getGamma(double operations) const;

  /// What may be computed for `exact`, a sum of `operations` operations on
  /// terms whose absolute values sum to at most `magnitude`. Terms that are all
  /// zero are summed exactly.
  Interval relax(Interval exact, double magnitude, double operations) const;

  /// The same for a weighted mean of terms that are each in `exact`: if they
  /// are of one sign, then so is what is computed.
  Interval relaxMean(Interval exact, double operations) const;

  /// What may be computed for `exact` where the error is relative to the
  /// result, as that of a single operation is.
  Interval round(Interval exact, double operations = 1) const;
};

} // namespace mlir::gnn

#endif // GNN_OPT_SUPPORT_INTERVAL_H
