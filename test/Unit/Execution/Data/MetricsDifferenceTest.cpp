//===- MetricsDifferenceTest.cpp - How two models' logits differ ----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/Metrics.h"

#include "test/Unit/Support/TestSupport.h"

#include <cmath>

using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {

LogitsDifference compare(std::vector<double> logits,
                         std::vector<double> reference) {
  int64_t rows = logits.size() / 2;
  auto result = compareLogits({logits, rows, 2}, {reference, rows, 2});
  EXPECT_TRUE(isOk(result));
  return result ? *result : LogitsDifference{-1, -1, -1};
}

TEST(LogitsDifference, LargestAndRelativeToTheReference) {
  LogitsDifference result = compare({1, 3, 0, -4}, {1, 2, 0.5, -4});
  EXPECT_DOUBLE_EQ(result.maxAbs, 1);
  EXPECT_DOUBLE_EQ(result.maxRel, 0.25);
  EXPECT_EQ(result.changedPredictions, 0);
}

TEST(LogitsDifference, ChangedPredictions) {
  EXPECT_EQ(compare({1, 0, 0, 1}, {0, 1, 0, 1}).changedPredictions, 1);
  // A tie goes to the first class on both sides.
  EXPECT_EQ(compare({1, 1, 0, 0}, {1, 1, 0, 1}).changedPredictions, 1);
}

TEST(LogitsDifference, Zero) {
  EXPECT_EQ(compare({0, 0}, {0, 0}).maxRel, 0);
  EXPECT_EQ(compare({1, 0}, {0, 0}).maxRel, INFINITY);
  EXPECT_EQ(compare({}, {}).maxAbs, 0);
}

TEST(LogitsDifference, Infinities) {
  LogitsDifference same = compare({-INFINITY, 1}, {-INFINITY, 1});
  EXPECT_EQ(same.maxAbs, 0);
  EXPECT_EQ(same.maxRel, 0);
  LogitsDifference lost = compare({-INFINITY, 1}, {-5, 1});
  EXPECT_EQ(lost.maxAbs, INFINITY);
  EXPECT_EQ(lost.maxRel, INFINITY);
}

/// An equal infinity must not hide a finite difference elsewhere.
TEST(LogitsDifference, ScaleIsTheLargestFiniteReference) {
  EXPECT_DOUBLE_EQ(compare({-INFINITY, 2}, {-INFINITY, 1}).maxRel, 1);
}

TEST(LogitsDifference, ErrorsAreNamed) {
  std::vector<double> two = {1, 2}, nan = {1, NAN};
  EXPECT_EQ(messageOf(compareLogits({two, 1, 2}, {two, 2, 1})),
            "expected logits of the reference's shape [2, 1] but got [1, 2]");
  EXPECT_EQ(messageOf(compareLogits({nan, 1, 2}, {two, 1, 2})),
            "expected numbers but the logit of row 0, class 1 is nan");
  EXPECT_EQ(messageOf(compareLogits({two, 1, 2}, {nan, 1, 2})),
            "reference: expected numbers but the logit of row 0, class 1 is "
            "nan");
}

} // namespace
