//===- LatencyTest.cpp - Repeated calls and peak memory -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/Latency.h"

#include "gnn-opt/Execution/LatencyComparison.h"
#include "gnn-opt/Execution/PeakMemory.h"
#include "test/Unit/Support/TestSupport.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>

using namespace mlir::gnn;
using namespace mlir::gnn::test;
using llvm::Error;

namespace {

TEST(Latency, WarmsUpAndRepeats) {
  int calls = 0;
  auto latency = measureLatency(
      [&]() -> Error {
        ++calls;
        return Error::success();
      },
      /*repeat=*/5, /*warmUp=*/3);
  ASSERT_TRUE(isOk(latency));
  EXPECT_EQ(calls, 8);
  ASSERT_EQ(latency->samples.size(), 5u);
  for (double sample : latency->samples)
    EXPECT_GE(sample, latency->min);
  EXPECT_GE(latency->min, 0);
  EXPECT_LE(latency->min, latency->median);
  EXPECT_LE(latency->median, latency->p95);
}

TEST(Latency, AnErrorEndsIt) {
  for (int failing : {1, 4}) {
    int calls = 0;
    auto latency = measureLatency(
        [&]() -> Error {
          if (++calls == failing)
            return llvm::createStringError(llvm::Twine("reason"));
          return Error::success();
        },
        /*repeat=*/5, /*warmUp=*/2);
    EXPECT_EQ(messageOf(std::move(latency)), "reason");
    EXPECT_EQ(calls, failing);
  }
}

TEST(Latency, NothingToTime) {
  auto nothing = [] { return Error::success(); };
  EXPECT_EQ(messageOf(measureLatency(nothing, /*repeat=*/0)),
            "expected at least one timed run but got 0");
}

TEST(LatencyComparison, RunsByTurns) {
  std::string order;
  auto program = [&](char name) {
    return [&order, name]() -> Error {
      order += name;
      return Error::success();
    };
  };
  LatencyComparison comparison(program('a'), program('b'));
  EXPECT_TRUE(std::isnan(comparison.getRatio()));
  for (int turn = 0; turn < 2; ++turn)
    ASSERT_FALSE(bool(comparison.addTurn(/*calls=*/2)));
  // The first of three is not timed.
  EXPECT_EQ(order, "aaabbbaaabbb");
  EXPECT_TRUE(comparison.getInterval().contains(comparison.getRatio()));
}

TEST(LatencyComparison, FindsTheRatioBesideABusyMachine) {
  // Each call of the candidate takes twice as long, and both ever longer.
  auto busy = std::chrono::microseconds(200);
  auto wait = [&](int times) {
    return [&busy, times]() -> Error {
      std::this_thread::sleep_for(times * busy);
      busy += std::chrono::microseconds(20);
      return Error::success();
    };
  };
  LatencyComparison comparison(wait(5), wait(10));
  for (int turn = 0; turn < 8; ++turn)
    ASSERT_FALSE(bool(comparison.addTurn(/*calls=*/1)));
  EXPECT_GT(comparison.getRatio(), 1.5);
  EXPECT_LT(comparison.getRatio(), 3.5);
}

TEST(LatencyComparison, AnErrorOfEitherEndsIt) {
  auto good = [] { return Error::success(); };
  auto bad = [] { return llvm::createStringError(llvm::Twine("reason")); };
  EXPECT_EQ(llvm::toString(LatencyComparison(good, bad).addTurn(3)), "reason");
  EXPECT_EQ(llvm::toString(LatencyComparison(bad, good).addTurn(3)), "reason");
  EXPECT_EQ(llvm::toString(LatencyComparison(good, good).addTurn(0)),
            "expected at least one timed run but got 0");
}

TEST(PeakMemory, GrowsWithTheProcess) {
  std::optional<uint64_t> before = getPeakResidentBytes();
  if (!before)
    GTEST_SKIP() << "the system does not tell";
  // More than all that was held so far, every page of it written.
  std::vector<char> block(*before + (16 << 20));
  std::fill(block.begin(), block.end(), 1);
  EXPECT_EQ(std::count(block.begin(), block.end(), 1),
            static_cast<ptrdiff_t>(block.size()));
  std::optional<uint64_t> after = getPeakResidentBytes();
  ASSERT_TRUE(after);
  EXPECT_GT(*after, *before + (8 << 20));
}

} // namespace
