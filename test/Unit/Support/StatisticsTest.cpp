//===- StatisticsTest.cpp - Summaries of a sample of numbers --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Support/Statistics.h"

#include "gtest/gtest.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace mlir::gnn;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(Statistics, KnownSample) {
  // Mean and deviations are numpy's for this sample, ddof=1.
  std::vector<double> sample = {2, 4, 4, 4, 5, 5, 7, 9};
  EXPECT_DOUBLE_EQ(mean(sample), 5.0);
  EXPECT_DOUBLE_EQ(minimum(sample), 2.0);
  EXPECT_DOUBLE_EQ(maximum(sample), 9.0);
  EXPECT_DOUBLE_EQ(median(sample), 4.5);
  EXPECT_DOUBLE_EQ(standardDeviation(sample), std::sqrt(32.0 / 7.0));
  EXPECT_DOUBLE_EQ(standardError(sample), std::sqrt(4.0 / 7.0));
}

TEST(Statistics, PercentilesInterpolateLikeNumpy) {
  std::vector<double> sample = {40, 10, 20, 30};
  EXPECT_DOUBLE_EQ(percentile(sample, 0), 10);
  EXPECT_DOUBLE_EQ(percentile(sample, 100), 40);
  EXPECT_DOUBLE_EQ(percentile(sample, 25), 17.5);
  EXPECT_DOUBLE_EQ(percentile(sample, 95), 38.5);
  EXPECT_DOUBLE_EQ(median({3, 1, 2}), 2);
  EXPECT_DOUBLE_EQ(percentile({7}, 95), 7);
}

TEST(Statistics, InfinitiesDoNotBecomeNaN) {
  EXPECT_EQ(median({1, 2, kInfinity}), 2);
  EXPECT_EQ(median({kInfinity, kInfinity, 1}), kInfinity);
  EXPECT_EQ(percentile({1, kInfinity}, 0), 1);
}

TEST(Statistics, TooSmallSamplesAnswerNaN) {
  EXPECT_TRUE(std::isnan(mean({})));
  EXPECT_TRUE(std::isnan(minimum({})));
  EXPECT_TRUE(std::isnan(maximum({})));
  EXPECT_TRUE(std::isnan(median({})));
  EXPECT_TRUE(std::isnan(standardDeviation({1})));
  EXPECT_TRUE(std::isnan(standardError({})));
  EXPECT_TRUE(std::isnan(percentile({1}, -1)));
  EXPECT_TRUE(std::isnan(percentile({1}, 101)));
}

TEST(Statistics, NaNIsNotSwallowed) {
  std::vector<double> sample = {1, std::nan(""), 3};
  for (double answer :
       {mean(sample), minimum(sample), maximum(sample), median(sample),
        percentile(sample, 95), standardError(sample)})
    EXPECT_TRUE(std::isnan(answer));
}

/// Ranks of published tables of distribution-free intervals for medians, such
/// as Conover, "Practical nonparametric statistics", 1999.
TEST(Statistics, IntervalsOfTheMedianAreOrderStatistics) {
  auto ranks = [](int size) {
    std::vector<double> sample;
    for (int i = size; i > 0; --i)
      sample.push_back(i);
    MedianInterval interval = medianInterval(sample);
    return std::pair(interval.low, interval.high);
  };
  EXPECT_EQ(ranks(1), std::pair(1.0, 1.0));
  EXPECT_EQ(ranks(6), std::pair(1.0, 6.0));
  EXPECT_EQ(ranks(8), std::pair(1.0, 8.0));
  EXPECT_EQ(ranks(9), std::pair(2.0, 8.0));
  EXPECT_EQ(ranks(20), std::pair(6.0, 15.0));
  EXPECT_EQ(ranks(100), std::pair(40.0, 61.0));
  EXPECT_TRUE(std::isnan(medianInterval({}).low));
  EXPECT_FALSE(medianInterval({std::nan("")}).contains(0));
}

/// Of many samples, at least 95 % have the median between the ends.
TEST(Statistics, IntervalsOfTheMedianHoldIt) {
  std::mt19937 engine(3);
  std::exponential_distribution<double> draw;
  for (int size : {6, 9, 24}) {
    int held = 0;
    constexpr int trials = 2000;
    for (int trial = 0; trial < trials; ++trial) {
      std::vector<double> sample(size);
      for (double &value : sample)
        value = draw(engine);
      held += medianInterval(sample).contains(std::log(2.0));
    }
    // Three standard errors of a share of 95 %.
    EXPECT_GE(held, 0.95 * trials - 3 * std::sqrt(0.95 * 0.05 * trials));
  }
}

TEST(Statistics, PairingRemovesTheCommonSpread) {
  auto difference = pairedDifference({10, 50, 90}, {11, 52, 93});
  ASSERT_TRUE(difference);
  EXPECT_DOUBLE_EQ(difference->mean, 2);
  EXPECT_DOUBLE_EQ(difference->standardError, 1 / std::sqrt(3.0));
  EXPECT_FALSE(pairedDifference({1, 2}, {1}));
}

/// The order of a sample never matters, a shift moves and a factor scales.
TEST(Statistics, ShiftAndScale) {
  std::mt19937_64 random(3);
  std::normal_distribution<double> normal;
  for (int round = 0; round < 100; ++round) {
    std::vector<double> sample(2 + random() % 20);
    for (double &value : sample)
      value = normal(random);
    std::vector<double> moved;
    for (double value : sample)
      moved.push_back(3 * value + 5);
    std::shuffle(moved.begin(), moved.end(), random);
    EXPECT_NEAR(median(moved), 3 * median(sample) + 5, 1e-12);
    EXPECT_NEAR(percentile(moved, 95), 3 * percentile(sample, 95) + 5, 1e-12);
    EXPECT_NEAR(standardError(moved), 3 * standardError(sample), 1e-12);
    EXPECT_LE(minimum(sample), median(sample));
    EXPECT_LE(median(sample), percentile(sample, 95));
  }
}

} // namespace
