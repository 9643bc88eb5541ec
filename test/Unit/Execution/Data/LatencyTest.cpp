//===- LatencyTest.cpp - Repeated calls and peak memory -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/Latency.h"

#include "gnn-opt/Execution/PeakMemory.h"
#include "test/Unit/Support/TestSupport.h"

#include <algorithm>

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

TEST(Latency, PairsRunByTurns) {
  std::string order;
  auto program = [&](char name) {
    return [&order, name]() -> Error {
      order += name;
      return Error::success();
    };
  };
  auto pair = compareLatency(program('a'), program('b'), /*repeat=*/3,
                             /*warmUp=*/1);
  ASSERT_TRUE(isOk(pair));
  EXPECT_EQ(order, "abababab");
  EXPECT_EQ(pair->baseline.samples.size(), 3u);
  EXPECT_EQ(pair->candidate.samples.size(), 3u);
  EXPECT_DOUBLE_EQ(pair->ratio, pair->candidate.median / pair->baseline.median);
}

TEST(Latency, AnErrorOfEitherEndsAPair) {
  auto good = [] { return Error::success(); };
  auto bad = [] { return llvm::createStringError(llvm::Twine("reason")); };
  EXPECT_EQ(messageOf(compareLatency(good, bad, 3)), "reason");
  EXPECT_EQ(messageOf(compareLatency(bad, good, 3)), "reason");
  EXPECT_EQ(messageOf(compareLatency(good, good, 0)),
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
