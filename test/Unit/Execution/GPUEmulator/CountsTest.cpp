//===- CountsTest.cpp - Traffic against what is known of the pattern ------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EmulatorFixture.h"

using namespace mlir::gnn::emulator;

namespace {
class CountsTest : public EmulatorTest {
protected:
  CountsTest() { options.count = true; }

  /// out[i] = in[i * stride], in `type` of `bytes`.
  static std::string gather(llvm::StringRef type, int stride, int align) {
    return kernel("k", "ptr %in, ptr %out",
                  ("  %j = mul i32 %i, " + llvm::Twine(stride) +
                   "\n  %from = getelementptr " + type +
                   ", ptr %in, i32 %j\n  %to = getelementptr " + type +
                   ", ptr %out, i32 %i\n  %v = load " + type +
                   ", ptr %from, align " + llvm::Twine(align) + "\n  store " +
                   type + " %v, ptr %to, align " + llvm::Twine(align) +
                   "\n  ret void\n")
                      .str());
  }

  /// Every thread reads element tid * stride of shared memory.
  static std::string sharedStride(int stride) {
    return kernel("k", "ptr %out",
                  R"(
  %own = getelementptr float, ptr addrspace(3) @tile, i32 %tid
  %j = mul i32 %tid, )" +
                      std::to_string(stride) + R"(
  %other = getelementptr float, ptr addrspace(3) @tile, i32 %j
  store float 1.0, ptr addrspace(3) %other, align 4
  %v = load float, ptr addrspace(3) %other, align 4
  %to = getelementptr float, ptr %out, i32 %i
  store float %v, ptr %to, align 4
  ret void
)");
  }

  LaunchSize warps(unsigned count) { return {{1, 1, 1}, {32 * count, 1, 1}}; }
};

TEST_F(CountsTest, NeighbouringFloats) {
  std::vector<float> values(64, 1);
  float *in = upload<float>(values), *out = allocate<float>(64);
  load(gather("float", 1, 4));
  ASSERT_EQ(launch(warps(2), in, out), "");
  EXPECT_EQ(counts().launches, 1u);
  EXPECT_EQ(counts().loads.requests, 2u);
  EXPECT_EQ(counts().loads.sectors, 8u);
  EXPECT_EQ(counts().loads.idealSectors, 8u);
  EXPECT_EQ(counts().stores.sectors, 8u);
  // The load, the store, and the end of the only block, in either warp.
  EXPECT_EQ(counts().longestWarp, 3u);
}

TEST_F(CountsTest, EveryEighthFloat) {
  std::vector<float> values(256, 1);
  float *in = upload<float>(values), *out = allocate<float>(32);
  load(gather("float", 8, 4));
  ASSERT_EQ(launch(warps(1), in, out), "");
  EXPECT_EQ(counts().loads.sectors, 32u);
  EXPECT_EQ(counts().loads.idealSectors, 4u);
}

TEST_F(CountsTest, AllLanesReadOneFloat) {
  std::vector<float> values(1, 1);
  float *in = upload<float>(values), *out = allocate<float>(32);
  load(gather("float", 0, 4));
  ASSERT_EQ(launch(warps(1), in, out), "");
  EXPECT_EQ(counts().loads.sectors, 1u);
  EXPECT_EQ(counts().loads.idealSectors, 1u);
}

TEST_F(CountsTest, Vectors) {
  std::vector<float> values(128, 1);
  float *in = upload<float>(values), *out = allocate<float>(128);
  load(gather("<4 x float>", 1, 16));
  ASSERT_EQ(launch(warps(1), in, out), "");
  EXPECT_EQ(counts().loads.requests, 1u);
  EXPECT_EQ(counts().loads.sectors, 16u);
  EXPECT_EQ(counts().loads.idealSectors, 16u);
}

TEST_F(CountsTest, BanksOfAColumn) {
  float *out = allocate<float>(32);
  load(sharedStride(32));
  ASSERT_EQ(launch(warps(1), out), "");
  EXPECT_EQ(counts().shared.maxWays, 32u);
  load(sharedStride(33));
  ASSERT_EQ(launch(warps(1), out), "");
  EXPECT_EQ(counts().shared.maxWays, 1u);
  EXPECT_EQ(counts().shared.passes, counts().shared.idealPasses);
  load(sharedStride(2));
  ASSERT_EQ(launch(warps(1), out), "");
  EXPECT_EQ(counts().shared.maxWays, 2u);
}

/// Loops of different length within a warp: lanes that are done wait for the
/// others, and all store together.
TEST_F(CountsTest, DivergentLoop) {
  std::vector<float> values(1024, 1);
  float *in = upload<float>(values), *out = allocate<float>(64);
  load(kernel("k", "ptr %in, ptr %out", R"(
  br label %outer
outer:
  %round = phi i32 [0, %entry], [%nextround, %latch]
  br label %loop
loop:
  %k = phi i32 [0, %outer], [%next, %loop]
  %at = mul i32 %k, 32
  %j = add i32 %at, %tid
  %from = getelementptr float, ptr %in, i32 %j
  %v = load float, ptr %from, align 4
  %next = add i32 %k, 1
  %more = icmp slt i32 %k, %tid
  br i1 %more, label %loop, label %latch
latch:
  %row = mul i32 %round, 32
  %o = add i32 %row, %tid
  %to = getelementptr float, ptr %out, i32 %o
  store float %v, ptr %to, align 4
  %nextround = add i32 %round, 1
  %again = icmp slt i32 %nextround, 2
  br i1 %again, label %outer, label %end
end:
  ret void
)"));
  ASSERT_EQ(launch(warps(1), in, out), "");
  // Both rounds: 32 iterations of the longest lane.
  EXPECT_EQ(counts().loads.requests, 64u);
  EXPECT_EQ(counts().stores.requests, 2u);
  EXPECT_EQ(counts().stores.sectors, 8u);
  // All iterations but the last leave a lane behind.
  EXPECT_EQ(counts().branches.divergent, 62u);
  EXPECT_EQ(counts().branches.executed, 66u);
  // A load and a branch for each of them, and less than five more in a round.
  EXPECT_GE(counts().longestWarp, 128u);
  EXPECT_LE(counts().longestWarp, 128u + 2 * 5);
}

TEST_F(CountsTest, NothingIsCountedUnasked) {
  options.count = false;
  std::vector<float> values(32, 1);
  float *in = upload<float>(values), *out = allocate<float>(32);
  load(gather("float", 1, 4));
  ASSERT_EQ(launch(warps(1), in, out), "");
  EXPECT_EQ(counts().launches, 1u);
  EXPECT_EQ(counts().loads.requests, 0u);
}
} // namespace
