//===- TimeModelTest.cpp - What bounds an op, and by how much -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AnalysisFixture.h"

#include "gnn-opt/Analysis/Cost.h"
#include "gnn-opt/Analysis/TimeModel.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
/// Round numbers: a second is a billion of anything.
const Machine plain = {
    .name = "plain",
    .cores = 2,
    .tiledMultiplyAdds = 1e9,
    .sparseMultiplyAdds = 1e9,
    .exponentials = 1e9,
    .loopSeconds = 1e-6,
    .forkSeconds = 2e-6,
    .rowSeconds = 1e-9,
    .indexSeconds = 1e-9,
    .levels = {{"cache", 1e6, true, {1e9, 2e9}, {1e9, 2e9}},
               {"memory", 1e15, true, {1e8, 1e8}, {1e7, 1e7}}}};

class TimeModelTest : public AnalysisTest {
protected:
  TimeContext on(unsigned threads) const {
    return {plain, threads, GatherProfile::uniform()};
  }
};
} // namespace

TEST_F(TimeModelTest, ComputeIsSharedByThreads) {
  Cost cost{.multiplyAdds = 1'000'000, .tiledMultiplyAdds = 1'000'000};
  TimeEstimate one = estimateTime(cost, on(1)), two = estimateTime(cost, on(2));
  EXPECT_EQ(one.getBound(), "compute");
  EXPECT_NEAR(one.getSeconds(), 1e-3 + 1e-6, 1e-12);
  EXPECT_NEAR(two.getSeconds(), 0.5e-3 + 3e-6, 1e-12);
  // There are two cores.
  EXPECT_NEAR(estimateTime(cost, on(7)).getSeconds(), two.getSeconds(), 1e-12);
}

TEST_F(TimeModelTest, BytesCostWhereTheyAre) {
  Cost near{.bytesRead = 100'000}, far{.bytesRead = 10'000'000};
  EXPECT_NEAR(estimateTime(near, on(2)).inOrder, 0.5e-4, 1e-12);
  EXPECT_NEAR(estimateTime(far, on(2)).inOrder, 0.1, 1e-12);
  EXPECT_EQ(estimateTime(far, on(2)).getBound(), "bandwidth");
}

TEST_F(TimeModelTest, GatheredRowsMissAsTheGraphSays) {
  // Rows of which the cache's share of 3/4 holds a quarter.
  Cost cost{.bytesRead = 8'000'000,
            .bytesGathered = 8'000'000,
            .gatheredFrom = 3'000'000};
  TimeEstimate time = estimateTime(cost, on(1));
  EXPECT_NEAR(time.overlappedGathers, 8e6 / 1e9, 1e-9);
  EXPECT_NEAR(time.awaitedGathers, 0.75 * (8e6 / 1e7 - 8e6 / 1e9), 1e-9);
  EXPECT_EQ(time.getBound(), "gather");
}

TEST_F(TimeModelTest, NearGathersOverlapWithCompute) {
  Cost cost{.multiplyAdds = 1'000'000,
            .bytesRead = 500'000,
            .bytesGathered = 500'000,
            .gatheredFrom = 1000};
  EXPECT_NEAR(estimateTime(cost, on(1)).getSeconds(), 1e-3 + 1e-6, 1e-9);
}

TEST_F(TimeModelTest, NarrowRowsAreGatheredByTheLine) {
  Cost cost{.bytesRead = 32'000,
            .bytesGathered = 32'000,
            .gatheredFrom = 1000,
            .listedIndices = 1000};
  EXPECT_NEAR(estimateTime(cost, on(1)).overlappedGathers, 64e3 / 1e9, 1e-12);
}

TEST_F(TimeModelTest, NothingIsBoundByStartingThreads) {
  EXPECT_EQ(estimateTime(Cost(), on(2)).getBound(), "parallel loop");
  EXPECT_DOUBLE_EQ(estimateTime(Cost(), on(1)).getSeconds(), 1e-6);
  EXPECT_DOUBLE_EQ(estimateTime(Cost(), on(2)).getSeconds(), 3e-6);
}

/// The last vector of a row's scores is half empty, however wide vectors are.
TEST_F(TimeModelTest, WideVectorsLeaveMoreOfThemEmpty) {
  parse(R"mlir(
func.func @f(%g: !gnn.graph, %x: tensor<?x8xf32>, %s: tensor<?x1xf32>, %t: tensor<?x1xf32>) -> tensor<?x8xf32> {
  %0 = gnn.attention %g, %x, %s, %t {negative_slope = 0.2 : f64} : (!gnn.graph, tensor<?x8xf32>, tensor<?x1xf32>, tensor<?x1xf32>) -> tensor<?x8xf32>
  return %0 : tensor<?x8xf32>
}
)mlir");
  auto seconds = [&](int64_t elements) {
    Machine machine = plain;
    machine.vectorElements = elements;
    return estimateSeconds(module->lookupSymbol<func::FuncOp>("f"),
                           {.nodes = 1000, .edges = 5000},
                           {machine, 1, GatherProfile::uniform()});
  };
  EXPECT_NEAR(seconds(16) - seconds(8), 4 * 1000 / 1e9, 1e-9);
}

/// Dots of heads are computed of the rows that a product has just written.
TEST_F(TimeModelTest, HeadDotsReadRowsThatAreNear) {
  parse(R"mlir(
func.func @near(%x: tensor<?x8xf32>, %w: tensor<8x8xf32>, %a: tensor<1x2x4xf32>) -> (tensor<?x8xf32>, tensor<?x2xf32>) {
  %0 = gnn.linear %x, %w : (tensor<?x8xf32>, tensor<8x8xf32>) -> tensor<?x8xf32>
  %1 = gnn.head_dot %0, %a : (tensor<?x8xf32>, tensor<1x2x4xf32>) -> tensor<?x2xf32>
  return %0, %1 : tensor<?x8xf32>, tensor<?x2xf32>
}
func.func @far(%x: tensor<?x8xf32>, %w: tensor<8x8xf32>, %a: tensor<1x2x4xf32>) -> (tensor<?x8xf32>, tensor<?x2xf32>) {
  %0 = gnn.linear %x, %w : (tensor<?x8xf32>, tensor<8x8xf32>) -> tensor<?x8xf32>
  %1 = gnn.head_dot %x, %a : (tensor<?x8xf32>, tensor<1x2x4xf32>) -> tensor<?x2xf32>
  return %0, %1 : tensor<?x8xf32>, tensor<?x2xf32>
}
)mlir");
  auto seconds = [&](StringRef name) {
    return estimateSeconds(module->lookupSymbol<func::FuncOp>(name),
                           {.nodes = 1000}, on(1));
  };
  // An array of 32 kB that is read, and a loop.
  EXPECT_NEAR(seconds("far") - seconds("near"), 32e3 / 1e9 + 1e-6, 1e-9);
}

/// The activation behind a product is computed on its rows.
TEST_F(TimeModelTest, FusedOpsCostNoLoop) {
  parse(R"mlir(
func.func @f(%x: tensor<?x8xf32>, %w: tensor<8x8xf32>) -> tensor<?x8xf32> {
  %0 = gnn.linear %x, %w : (tensor<?x8xf32>, tensor<8x8xf32>) -> tensor<?x8xf32>
  %1 = gnn.relu %0 : tensor<?x8xf32>
  return %1 : tensor<?x8xf32>
}
func.func @g(%x: tensor<?x8xf32>, %w: tensor<8x8xf32>) -> (tensor<?x8xf32>, tensor<?x8xf32>) {
  %0 = gnn.linear %x, %w : (tensor<?x8xf32>, tensor<8x8xf32>) -> tensor<?x8xf32>
  %1 = gnn.relu %0 : tensor<?x8xf32>
  return %0, %1 : tensor<?x8xf32>, tensor<?x8xf32>
}
)mlir");
  auto seconds = [&](StringRef name) {
    return estimateSeconds(module->lookupSymbol<func::FuncOp>(name),
                           {.nodes = 1000}, on(1));
  };
  // Two more arrays of 32 kB, one of them written, and a loop.
  EXPECT_NEAR(seconds("g") - seconds("f"), 3 * 32e3 / 1e9 + 1e-6, 1e-9);
}

static constexpr StringLiteral sumAndProduct = R"mlir(
func.func @fused(%g: !gnn.graph, %x: tensor<?x8xf32>, %w: tensor<8x8xf32>) -> tensor<?x8xf32> {
  %0 = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  %1 = gnn.relu %0 : tensor<?x8xf32>
  %2 = gnn.linear %1, %w : (tensor<?x8xf32>, tensor<8x8xf32>) -> tensor<?x8xf32>
  return %2 : tensor<?x8xf32>
}
func.func @stored(%g: !gnn.graph, %x: tensor<?x8xf32>, %w: tensor<8x8xf32>) -> (tensor<?x8xf32>, tensor<?x8xf32>) {
  %0 = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  %1 = gnn.relu %0 : tensor<?x8xf32>
  %2 = gnn.linear %1, %w : (tensor<?x8xf32>, tensor<8x8xf32>) -> tensor<?x8xf32>
  return %1, %2 : tensor<?x8xf32>, tensor<?x8xf32>
}
)mlir";

/// The rows of an aggregate that a product alone reads are not stored.
TEST_F(TimeModelTest, FusedProductsReadNoRows) {
  parse(sumAndProduct);
  auto seconds = [&](StringRef name) {
    return estimateSeconds(module->lookupSymbol<func::FuncOp>(name),
                           {.nodes = 1000}, on(1));
  };
  // An array of 32 kB that is written and read, and a loop.
  EXPECT_NEAR(seconds("stored") - seconds("fused"), 3 * 32e3 / 1e9 + 1e-6,
              1e-9);
}

/// A product that is only added to another is multiplied in its tiles, wherever
/// it stands.
TEST_F(TimeModelTest, JoinedProductsAreNotStored) {
  parse(R"mlir(
func.func @joined(%x: tensor<?x8xf32>, %v: tensor<8x8xf32>, %w: tensor<8x8xf32>) -> tensor<?x8xf32> {
  %0 = gnn.linear %x, %v : (tensor<?x8xf32>, tensor<8x8xf32>) -> tensor<?x8xf32>
  %1 = gnn.linear %x, %w : (tensor<?x8xf32>, tensor<8x8xf32>) -> tensor<?x8xf32>
  %2 = gnn.add %0, %1 : tensor<?x8xf32>
  return %2 : tensor<?x8xf32>
}
func.func @stored(%x: tensor<?x8xf32>, %v: tensor<8x8xf32>, %w: tensor<8x8xf32>)
    -> (tensor<?x8xf32>, tensor<?x8xf32>, tensor<?x8xf32>) {
  %0 = gnn.linear %x, %v : (tensor<?x8xf32>, tensor<8x8xf32>) -> tensor<?x8xf32>
  %1 = gnn.linear %x, %w : (tensor<?x8xf32>, tensor<8x8xf32>) -> tensor<?x8xf32>
  %2 = gnn.add %0, %1 : tensor<?x8xf32>
  return %0, %1, %2 : tensor<?x8xf32>, tensor<?x8xf32>, tensor<?x8xf32>
}
)mlir");
  auto seconds = [&](StringRef name) {
    return estimateSeconds(module->lookupSymbol<func::FuncOp>(name),
                           {.nodes = 1000}, on(1));
  };
  // One array of 32 kB that is written and two that are read, the sum's, and
  // two loops.
  EXPECT_NEAR(seconds("stored") - seconds("joined"), 6 * 32e3 / 1e9 + 2e-6,
              1e-9);
}

/// The caller's features are copied, those of a product written as bf16.
TEST_F(TimeModelTest, RoundedFeaturesAreHalfTheBytes) {
  parse(R"mlir(
func.func @given(%g: !gnn.graph, %x: tensor<?x64xf32>) -> tensor<?x64xf32> {
  %0 = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x64xf32>) -> tensor<?x64xf32>
  return %0 : tensor<?x64xf32>
}
func.func @made(%g: !gnn.graph, %x: tensor<?x64xf32>, %w: tensor<64x64xf32>) -> tensor<?x64xf32> {
  %0 = gnn.linear %x, %w : (tensor<?x64xf32>, tensor<64x64xf32>) -> tensor<?x64xf32>
  %1 = gnn.aggregate sum %g, %0 : (!gnn.graph, tensor<?x64xf32>) -> tensor<?x64xf32>
  return %1 : tensor<?x64xf32>
}
)mlir");
  auto saved = [&](StringRef name) {
    auto function = module->lookupSymbol<func::FuncOp>(name);
    Workload workload{.nodes = 100, .edges = 10'000};
    TimeContext rounded = on(1);
    rounded.features = FeatureType::BF16;
    return estimateSeconds(function, workload, on(1)) -
           estimateSeconds(function, workload, rounded);
  };
  // Of 2.56 MB that are gathered; the copy is 25.6 kB read and 12.8 kB written.
  EXPECT_NEAR(saved("given"), (1.28e6 - 25.6e3 - 2 * 12.8e3) / 1e9, 1e-9);
  EXPECT_NEAR(saved("made"), (1.28e6 + 2 * 12.8e3) / 1e9, 1e-9);
}

class BuiltInMachineTest : public testing::TestWithParam<const char *> {};

TEST_P(BuiltInMachineTest, HasEveryRate) {
  Machine machine = llvm::cantFail(Machine::find(GetParam()));
  ASSERT_GE(machine.levels.size(), 2u);
  EXPECT_GE(machine.vectorElements, 8);
  for (const MemoryLevel &level : machine.levels) {
    EXPECT_GT(level.read.core, 0) << level.name;
    EXPECT_GE(level.read.total, level.read.core) << level.name;
    EXPECT_GE(level.gather.total, level.gather.core) << level.name;
  }
}

INSTANTIATE_TEST_SUITE_P(, BuiltInMachineTest, testing::Values("zen3", "zen5"));

TEST(MachineTest, AMissingFileIsNamed) {
  auto machine = Machine::find("/nonexistent/machine.json");
  ASSERT_FALSE(bool(machine));
  EXPECT_NE(llvm::toString(machine.takeError()).find("machine.json"),
            std::string::npos);
}
