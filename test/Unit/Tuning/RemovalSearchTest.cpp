//===- RemovalSearchTest.cpp - The least removal that is enough -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Tuning/RemovalSearch.h"

#include "gtest/gtest.h"

#include <cmath>
#include <set>

using namespace mlir::gnn;

namespace {

/// Costs 1 - removed / steps; counts what is asked for.
struct Linear {
  int64_t steps;
  std::multiset<int64_t> asked = {};

  llvm::Expected<double> operator()(int64_t removed) {
    asked.insert(removed);
    return 1 - double(removed) / double(steps);
  }
};

TEST(RemovalSearch, FindsTheLeastFromEveryGuess) {
  for (int64_t steps : {1, 2, 7, 64})
    for (int64_t least = 0; least <= steps; ++least)
      for (int64_t guess = -1; guess <= steps + 1; ++guess) {
        Linear cost{steps};
        double target = 1 - (double(least) - 0.5) / double(steps);
        auto found = findLeastRemoval(steps, guess, target,
                                      [&](int64_t r) { return cost(r); });
        ASSERT_TRUE(bool(found));
        EXPECT_TRUE(found->met);
        EXPECT_EQ(found->removed, least);
        EXPECT_DOUBLE_EQ(found->cost, 1 - double(least) / double(steps));
        for (int64_t each : cost.asked)
          EXPECT_EQ(cost.asked.count(each), 1u);
        EXPECT_LE(cost.asked.size(),
                  2 + size_t(std::ceil(std::log2(steps + 1))));
      }
}

TEST(RemovalSearch, SaysHowNearItCame) {
  Linear cost{8};
  auto found = findLeastRemoval(8, 3, -0.5, [&](int64_t r) { return cost(r); });
  ASSERT_TRUE(bool(found));
  EXPECT_FALSE(found->met);
  EXPECT_EQ(found->removed, 8);
  EXPECT_DOUBLE_EQ(found->cost, 0);
}

TEST(RemovalSearch, NothingToRemove) {
  auto one = [](int64_t) -> llvm::Expected<double> { return 1.0; };
  auto enough = findLeastRemoval(0, 0, 1.0, one);
  ASSERT_TRUE(bool(enough));
  EXPECT_TRUE(enough->met);
  auto tooMuch = findLeastRemoval(0, 0, 0.5, one);
  ASSERT_TRUE(bool(tooMuch));
  EXPECT_FALSE(tooMuch->met);
}

TEST(RemovalSearch, AnErrorEndsIt) {
  int calls = 0;
  auto found =
      findLeastRemoval(8, 4, 0.5, [&](int64_t) -> llvm::Expected<double> {
        ++calls;
        return llvm::createStringError("reason");
      });
  EXPECT_EQ(llvm::toString(found.takeError()), "reason");
  EXPECT_EQ(calls, 1);
}

} // namespace
