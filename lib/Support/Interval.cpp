//===- Interval.cpp - Bounds of real numbers, rounded outwards ------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Support/Interval.h"

#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <cmath>

using namespace mlir::gnn;

static constexpr double infinity = Interval::infinity;
static constexpr double largest = std::numeric_limits<double>::max();

static double below(double x) { return std::nextafter(x, -infinity); }
static double above(double x) { return std::nextafter(x, infinity); }

//===----------------------------------------------------------------------===//
// Directed rounding, by the exact error of an operation
//===----------------------------------------------------------------------===//

/// At most a + b, by Knuth's TwoSum.
static double addDown(double a, double b) {
  if (a == -infinity || b == -infinity)
    return -infinity;
  double sum = a + b;
  if (std::isinf(sum))
    return std::isinf(a) || std::isinf(b) ? sum : std::min(sum, largest);
  double other = sum - a;
  double error = (a - (sum - other)) + (b - other);
  return error < 0 ? below(sum) : sum;
}

/// At most a * b. Products that may have lost digits to underflow move too, but
/// not past zero.
static double multiplyDown(double a, double b) {
  if (a == 0 || b == 0)
    return 0;
  double product = a * b;
  if (std::isinf(product))
    return std::isinf(a) || std::isinf(b) ? product
                                          : std::min(product, largest);
  if (std::abs(product) < 0x1p-900)
    return (a > 0) == (b > 0) ? std::max(below(product), 0.0) : below(product);
  return std::fma(a, b, -product) < 0 ? below(product) : product;
}

static double multiplyUp(double a, double b) { return -multiplyDown(-a, b); }

//===----------------------------------------------------------------------===//
// Intervals
//===----------------------------------------------------------------------===//

double Interval::getMagnitude() const {
  return std::max(std::abs(lower), std::abs(upper));
}

Interval mlir::gnn::operator+(Interval a, Interval b) {
  return {addDown(a.lower, b.lower), -addDown(-a.upper, -b.upper)};
}

Interval mlir::gnn::operator-(Interval a) { return {-a.upper, -a.lower}; }

Interval mlir::gnn::operator-(Interval a, Interval b) { return a + -b; }

Interval mlir::gnn::operator*(Interval a, Interval b) {
  return {
      std::min({multiplyDown(a.lower, b.lower), multiplyDown(a.lower, b.upper),
                multiplyDown(a.upper, b.lower),
                multiplyDown(a.upper, b.upper)}),
      std::max({multiplyUp(a.lower, b.lower), multiplyUp(a.lower, b.upper),
                multiplyUp(a.upper, b.lower), multiplyUp(a.upper, b.upper)})};
}

Interval mlir::gnn::hull(Interval a, Interval b) {
  return {std::min(a.lower, b.lower), std::max(a.upper, b.upper)};
}

Interval mlir::gnn::intersect(Interval a, Interval b) {
  Interval both = {std::max(a.lower, b.lower), std::min(a.upper, b.upper)};
  return both.lower <= both.upper ? both : a;
}

Interval mlir::gnn::max(Interval a, Interval b) {
  return {std::max(a.lower, b.lower), std::max(a.upper, b.upper)};
}

Interval mlir::gnn::min(Interval a, Interval b) {
  return {std::min(a.lower, b.lower), std::min(a.upper, b.upper)};
}

Interval mlir::gnn::abs(Interval a) {
  return max(max(a, -a), Interval::point(0));
}

Interval mlir::gnn::around(double x, int ulps) {
  if (std::isnan(x))
    return {};
  Interval result = Interval::point(x);
  for (int i = 0; i < ulps; ++i)
    result = {below(result.lower), above(result.upper)};
  return result;
}

Interval mlir::gnn::pow(Interval x, double exponent) {
  Interval a = around(std::pow(x.lower, exponent));
  Interval b = around(std::pow(x.upper, exponent));
  return max(hull(a, b), Interval::point(0));
}

llvm::raw_ostream &mlir::gnn::operator<<(llvm::raw_ostream &os, Interval x) {
  return os << llvm::format("[%.6g, %.6g]", x.lower + 0.0, x.upper + 0.0);
}

//===----------------------------------------------------------------------===//
// Rounding
//===----------------------------------------------------------------------===//

double Rounding::getGamma(double operations) const {
  double error = std::min(operations, maxTerms) * unit;
  // Its own rounding, twice over.
  return error < 1 ? error / (1 - error) * (1 + 0x1p-50) : infinity;
}

Interval Rounding::relax(Interval exact, double magnitude,
                         double operations) const {
  if (magnitude == 0)
    return exact;
  Interval error =
      Interval::point(getGamma(operations)) * Interval::point(magnitude) +
      Interval::point(std::min(operations, maxTerms)) *
          Interval::point(underflow);
  return exact + Interval{-error.upper, error.upper};
}

Interval Rounding::relaxMean(Interval exact, double operations) const {
  if (exact.isNonNegative() || exact.isNonPositive())
    return round(exact, operations);
  return relax(exact, exact.getMagnitude(), operations);
}

Interval Rounding::round(Interval exact, double operations) const {
  auto move = [&](double bound) {
    Interval moved = relax(Interval::point(bound), std::abs(bound), operations);
    return bound > 0 ? max(moved, Interval::point(0))
                     : min(moved, Interval::point(0));
  };
  return {move(exact.lower).lower, move(exact.upper).upper};
}
