//===- NormalizerTest.cpp - Normalised scores by hand ---------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/Normalizer.h"

#include "gtest/gtest.h"

#include <cmath>

using namespace mlir::gnn;

static void expectNear(llvm::ArrayRef<double> actual,
                       llvm::ArrayRef<double> expected) {
  ASSERT_EQ(actual.size(), expected.size());
  for (size_t i = 0; i < actual.size(); ++i)
    EXPECT_NEAR(actual[i], expected[i], 1e-12) << "at " << i;
}

TEST(NormalizerTest, EachIsItsFormula) {
  std::vector<double> scores = {3, 1, 4};
  EXPECT_EQ(normalizeScores(scores, Normalizer::none), scores);
  expectNear(normalizeScores(scores, Normalizer::sum),
             {3. / 8, 1. / 8, 4. / 8});
  expectNear(normalizeScores(scores, Normalizer::mean),
             {9. / 8, 3. / 8, 12. / 8});
  expectNear(normalizeScores(scores, Normalizer::max), {0.75, 0.25, 1});
  // About 8/3: 1/3, -5/3, 4/3, of variance (1 + 25 + 16) / 27.
  double deviation = std::sqrt(42. / 27);
  expectNear(normalizeScores(scores, Normalizer::gaussian),
             {1. / 3 / deviation, -5. / 3 / deviation, 4. / 3 / deviation});
  expectNear(normalizeScores(scores, Normalizer::lamp), {9. / 25, 1. / 26, 1});
}

TEST(NormalizerTest, LampOrdersTiesByNumber) {
  // One of the best has 1, so that no group is emptied first.
  expectNear(normalizeScores({2, 2}, Normalizer::lamp), {0.5, 1});
}

TEST(NormalizerTest, NothingAndZerosStayAsTheyAre) {
  for (Normalizer each :
       {Normalizer::none, Normalizer::sum, Normalizer::mean, Normalizer::max,
        Normalizer::gaussian, Normalizer::lamp}) {
    EXPECT_TRUE(normalizeScores({}, each).empty());
    expectNear(normalizeScores({0, 0}, each), {0, 0});
  }
  expectNear(normalizeScores({5, 5}, Normalizer::gaussian), {0, 0});
}

TEST(NormalizerTest, LargeScoresDoNotOverflow) {
  expectNear(normalizeScores({1e308, 1e308}, Normalizer::sum), {0.5, 0.5});
  expectNear(normalizeScores({1e308, 1e308}, Normalizer::lamp), {0.5, 1});
}

TEST(NormalizerTest, NamesAreReadAndListed) {
  EXPECT_EQ(parseNormalizer("gaussian"), Normalizer::gaussian);
  EXPECT_EQ(parseNormalizer("Sum"), std::nullopt);
  EXPECT_EQ(listNormalizers(), "none, sum, mean, max, gaussian, lamp");
}
