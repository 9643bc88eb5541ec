//===- IntervalTest.cpp - Intervals hold what they must -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// long double has 64 bits of significand, more than two doubles' sum or product
// lose at the exponents drawn here: it says what the exact result is.
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Support/Interval.h"

#include "gtest/gtest.h"

#include <cmath>
#include <random>

using namespace mlir::gnn;

static constexpr double infinity = Interval::infinity;

namespace {
class IntervalTest : public testing::Test {
protected:
  double draw() {
    static const double special[] = {0, -1, 1, 0.1, 1e-30, -1e30, 3};
    if (engine() % 4 == 0)
      return special[engine() % std::size(special)];
    return std::ldexp(std::normal_distribution<double>()(engine),
                      int(engine() % 20) - 10);
  }

  Interval drawInterval() {
    double a = draw(), b = engine() % 5 ? draw() : a;
    return {std::min(a, b), std::max(a, b)};
  }

  double drawFrom(Interval x) {
    if (engine() % 3 == 0)
      return engine() % 2 ? x.lower : x.upper;
    double part = std::uniform_real_distribution<double>()(engine);
    return std::clamp(x.lower + part * (x.upper - x.lower), x.lower, x.upper);
  }

  static void expectHolds(Interval x, long double value) {
    EXPECT_LE((long double)(x.lower), value);
    EXPECT_GE((long double)(x.upper), value);
  }

  std::mt19937 engine{7};
};
} // namespace

TEST_F(IntervalTest, HoldsSumsAndProducts) {
  for (int i = 0; i < 100000; ++i) {
    Interval x = drawInterval(), y = drawInterval();
    long double a = drawFrom(x), b = drawFrom(y);
    expectHolds(x + y, a + b);
    expectHolds(x - y, a - b);
    expectHolds(x * y, a * b);
    expectHolds(max(x, y), std::max(a, b));
    expectHolds(min(x, y), std::min(a, b));
    expectHolds(abs(x), std::abs(a));
    expectHolds(hull(x, y), a);
  }
}

TEST_F(IntervalTest, KeepsWhatIsExact) {
  Interval half = Interval::point(0.5), zero = Interval::point(0);
  EXPECT_EQ(half + half, Interval::point(1));
  EXPECT_EQ(half * half, Interval::point(0.25));
  EXPECT_EQ(half - half, zero);
  EXPECT_EQ(zero * Interval{}, zero);
  Interval tenth = Interval::point(0.1);
  EXPECT_FALSE((tenth * tenth).isPoint());
  EXPECT_FALSE((tenth + Interval::point(0.2)).isPoint());
}

TEST_F(IntervalTest, EndsAtTheLargestNumber) {
  double largest = std::numeric_limits<double>::max();
  Interval big = Interval::point(largest);
  EXPECT_EQ((big + big).lower, largest);
  EXPECT_EQ((big + big).upper, infinity);
  EXPECT_EQ((big * -big).upper, -largest);
  Interval all;
  EXPECT_EQ(all + all, all);
  EXPECT_EQ(all * Interval::point(2), all);
}

TEST_F(IntervalTest, NeverRoundsPastZero) {
  Interval tiny = Interval::point(std::numeric_limits<double>::min());
  EXPECT_GE((tiny * tiny).lower, 0);
  EXPECT_GT((tiny * tiny).upper, 0);
  EXPECT_LE((tiny * -tiny).upper, 0);
}

TEST_F(IntervalTest, IntersectsToTheFirstWhereNothingIsCommon) {
  Interval low = {0, 1}, high = {2, 3};
  EXPECT_EQ(intersect(low, high), low);
  EXPECT_EQ(intersect(low, {0.5, 3}), (Interval{0.5, 1}));
}

TEST_F(IntervalTest, HoldsPowers) {
  for (int i = 0; i < 10000; ++i) {
    Interval x = abs(drawInterval());
    double a = drawFrom(x);
    expectHolds(pow(x, 0.5), std::sqrt((long double)a));
    if (x.lower > 0)
      expectHolds(pow(x, -0.5), 1 / std::sqrt((long double)a));
  }
  EXPECT_EQ(pow({0, infinity}, 0.5), (Interval{0, infinity}));
}

TEST_F(IntervalTest, HoldsSumsInFloat32) {
  Rounding rounding;
  for (int i = 0; i < 2000; ++i) {
    int terms = 1 + engine() % 300;
    float computed = 0;
    long double exact = 0, magnitude = 0;
    for (int t = 0; t < terms; ++t) {
      float w = std::clamp(draw(), -1e9, 1e9), x = draw();
      x = std::clamp(x, -1e9f, 1e9f);
      computed = computed + w * x;
      exact += (long double)w * x;
      magnitude += std::abs((long double)w * x);
    }
    Interval bound = rounding.relax(around(exact), magnitude, terms + 1);
    EXPECT_TRUE(bound.contains(computed));
    EXPECT_TRUE(bound.contains(exact));
  }
}

TEST_F(IntervalTest, HoldsMeansInFloat32AndTheirSigns) {
  Rounding rounding;
  for (int i = 0; i < 2000; ++i) {
    Interval x = drawInterval();
    x = {float(x.lower), std::max(float(x.lower), float(x.upper))};
    int terms = 1 + engine() % 300;
    float sum = 0;
    for (int t = 0; t < terms; ++t)
      sum += std::clamp(float(drawFrom(x)), float(x.lower), float(x.upper));
    Interval bound = rounding.relaxMean(x, terms + 1);
    EXPECT_TRUE(bound.contains(sum / terms)) << x.lower << " " << x.upper;
    EXPECT_EQ(bound.isNonNegative(), x.isNonNegative());
    EXPECT_EQ(bound.isNonPositive(), x.isNonPositive());
  }
}

TEST_F(IntervalTest, RoundsNothingWhereNothingIsRounded) {
  Rounding exact = {0, 0};
  Interval x = {-1, 2};
  EXPECT_EQ(exact.relax(x, infinity, 10), x);
  EXPECT_EQ(exact.round({}, 10), Interval());
  EXPECT_EQ(Rounding().round(Interval::point(0), 10), Interval::point(0));
  EXPECT_EQ(Rounding().getGamma(0x1p30), Rounding().getGamma(0x1p16));
}
