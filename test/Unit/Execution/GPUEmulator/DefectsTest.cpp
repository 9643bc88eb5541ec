//===- DefectsTest.cpp - The emulator finds what is wrong with a kernel ---===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EmulatorFixture.h"

using namespace mlir::gnn::emulator;

namespace {
constexpr llvm::StringLiteral barrier =
    "  call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0)\n";

/// Each kernel is good until one thing about it is changed.
class DefectsTest : public EmulatorTest {
protected:
  /// out[i] = in[i + step], for i below limit.
  static std::string shift(int step, llvm::StringRef limit) {
    return kernel("k", "ptr %in, ptr %out, i32 %n", R"(
  %inside = icmp slt i32 %i, )" + limit.str() + R"(
  br i1 %inside, label %then, label %end
then:
  %j = add i32 %i, )" + std::to_string(step) + R"(
  %from = getelementptr float, ptr %in, i32 %j
  %to = getelementptr float, ptr %out, i32 %i
  %v = load float, ptr %from, align 4
  store float %v, ptr %to, align 4
  br label %end
end:
  ret void
)");
  }

  /// out[i] = in[the mirrored i of the block], through shared memory.
  static std::string mirror(llvm::StringRef between) {
    return kernel("k", "ptr %in, ptr %out", R"(
  %from = getelementptr float, ptr %in, i32 %i
  %to = getelementptr float, ptr %out, i32 %i
  %v = load float, ptr %from, align 4
  %own = getelementptr float, ptr addrspace(3) @tile, i32 %tid
  store float %v, ptr addrspace(3) %own, align 4
)" + between.str() + R"(
  %last = sub i32 %size, 1
  %m = sub i32 %last, %tid
  %other = getelementptr float, ptr addrspace(3) @tile, i32 %m
  %w = load float, ptr addrspace(3) %other, align 4
  store float %w, ptr %to, align 4
  ret void
)");
  }

  std::vector<float> input() {
    std::vector<float> values(256);
    for (size_t i = 0; i < values.size(); ++i)
      values[i] = i;
    return values;
  }
  LaunchSize size{{2, 1, 1}, {128, 1, 1}};
};

TEST_F(DefectsTest, GoodKernels) {
  float *in = upload<float>(input()), *out = allocate<float>(256);
  load(shift(0, "%n"));
  EXPECT_EQ(launch(size, in, out, 256), "");
  EXPECT_EQ(out[255], 255);
  load(mirror(barrier));
  EXPECT_EQ(launch(size, in, out), "");
  EXPECT_EQ(out[0], 127);
  EXPECT_EQ(out[255], 128);
}

TEST_F(DefectsTest, OffByOneLoad) {
  float *in = upload<float>(input()), *out = allocate<float>(256);
  load(shift(1, "%n"));
  std::string message = launch(size, in, out, 256);
  EXPECT_TRUE(mentions(message, "load out of bounds: 1024 bytes into the 1024 "
                                "bytes of an allocation"));
  EXPECT_TRUE(mentions(message, "block (1, 0, 0), thread (127, 0, 0)"));
  EXPECT_TRUE(mentions(message, "%v = load float, ptr %from"));
}

TEST_F(DefectsTest, OffByOneStore) {
  float *in = upload<float>(input()), *out = allocate<float>(255);
  load(shift(0, "%n"));
  EXPECT_TRUE(mentions(launch(size, in, out, 256), "store out of bounds"));
}

TEST_F(DefectsTest, OffByOneInSharedMemory) {
  float *in = upload<float>(input()), *out = allocate<float>(256);
  std::string text = mirror(barrier);
  // Thread 0 reads element `size * 9 - 96`, one behind the last of 1056.
  text.replace(text.find("sub i32 %size, 1"), 16, "add i32 %size, 928");
  load(text);
  EXPECT_TRUE(mentions(launch(size, in, out),
                       "4224 bytes into the 4224 bytes of shared buffer tile"));
}

TEST_F(DefectsTest, RemovedBarrier) {
  float *in = upload<float>(input()), *out = allocate<float>(256);
  load(mirror(""));
  std::string message = launch(size, in, out);
  // Within the first warp, the mirrored thread has not written yet.
  EXPECT_TRUE(mentions(message, "reads shared memory that nothing"));
}

TEST_F(DefectsTest, RemovedBarrierBeforeTheNextRound) {
  float *in = upload<float>(input()), *out = allocate<float>(256);
  // Written once more after the other half has been read.
  std::string text = mirror(barrier);
  text.replace(text.find("  store float %w"), 0,
               "  store float %w, ptr addrspace(3) %own, align 4\n");
  load(text);
  EXPECT_TRUE(mentions(launch(size, in, out), "without a barrier between"));
}

TEST_F(DefectsTest, WarpSynchronisationIsNoBarrier) {
  float *in = upload<float>(input()), *out = allocate<float>(256);
  std::string warp = "  call void @llvm.nvvm.bar.warp.sync(i32 -1)\n";
  load(mirror(warp));
  EXPECT_NE(launch(size, in, out), "");
  // For one warp it is.
  load(mirror(warp));
  EXPECT_EQ(launch({{8, 1, 1}, {32, 1, 1}}, in, out), "");
}

TEST_F(DefectsTest, DivergentBarrier) {
  float *in = upload<float>(input()), *out = allocate<float>(256);
  load(kernel("k", "ptr %in, ptr %out", R"(
  %some = icmp slt i32 %tid, 96
  br i1 %some, label %then, label %end
then:
  call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0)
  br label %end
end:
  ret void
)"));
  std::string message = launch(size, in, out);
  EXPECT_TRUE(mentions(message, "divergent barrier in block"));
  EXPECT_TRUE(mentions(message, "96 of 128 threads wait at the barrier"));
  EXPECT_TRUE(mentions(message, "32 of 128 threads have ended"));
}

TEST_F(DefectsTest, BarriersInBothBranches) {
  float *in = upload<float>(input()), *out = allocate<float>(256);
  load(kernel("k", "ptr %in, ptr %out", R"(
  %some = icmp slt i32 %tid, 64
  br i1 %some, label %then, label %else
then:
  call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0)
  br label %end
else:
  call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0)
  br label %end
end:
  ret void
)"));
  std::string message = launch(size, in, out);
  EXPECT_TRUE(mentions(message, "64 of 128 threads wait at the barrier"));
}

TEST_F(DefectsTest, DivergentShuffle) {
  float *in = upload<float>(input()), *out = allocate<float>(256);
  load(kernel("k", "ptr %in, ptr %out", R"(
  %some = icmp slt i32 %tid, 16
  br i1 %some, label %then, label %else
then:
  %v = call float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float 1.0, i32 1, i32 31)
  br label %end
else:
  call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0)
  br label %end
end:
  ret void
)"));
  EXPECT_TRUE(mentions(launch({{1, 1, 1}, {32, 1, 1}}, in, out),
                       "divergent warp instruction"));
}

TEST_F(DefectsTest, UnwrittenOutput) {
  float *in = upload<float>(input()), *out = allocate<float>(256);
  load(shift(0, "255"));
  EXPECT_EQ(launch(size, in, out, 256), "");
  // Whoever copies the result finds out.
  EXPECT_EQ(memory.findUnwritten(out, 1024), 1020u);
}

TEST_F(DefectsTest, ReadOfWhatNothingWrote) {
  float *in = allocate<float>(256), *out = allocate<float>(256);
  load(shift(0, "%n"));
  EXPECT_TRUE(mentions(launch(size, in, out, 256),
                       "reads global memory that nothing has written"));
}

TEST_F(DefectsTest, Misaligned) {
  float *in = upload<float>(input()), *out = allocate<float>(256);
  load(shift(0, "%n"));
  auto *odd = reinterpret_cast<char *>(in) + 2;
  EXPECT_TRUE(mentions(launch(size, odd, out, 128), "misaligned"));
}

TEST_F(DefectsTest, UnknownInstructionsAreNamed) {
  EXPECT_TRUE(
      mentions(loadError("declare void @llvm.nvvm.nanosleep(i32)\n" +
                         kernel("k", "",
                                "  call void @llvm.nvvm.nanosleep(i32 1)\n"
                                "  ret void\n")),
               "kernel k: the emulator does not know 'llvm.nvvm.nanosleep'"));
  EXPECT_TRUE(
      mentions(loadError("declare float @__nv_expf(float)\n" +
                         kernel("k", "",
                                "  %v = call float @__nv_expf(float 1.0)\n"
                                "  ret void\n")),
               "does not know '__nv_expf'"));
  EXPECT_TRUE(mentions(loadError(kernel("k", "",
                                        "  call void asm \"trap;\", \"\"()\n"
                                        "  ret void\n")),
                       "does not know 'trap;'"));
}

TEST_F(DefectsTest, BadLaunches) {
  load(shift(0, "%n"));
  EXPECT_TRUE(mentions(launch({{1, 1, 1}, {2048, 1, 1}}),
                       "expected 1 to 1024 threads a block but got 2048"));
  EXPECT_TRUE(
      mentions(launch({{0, 1, 1}, {32, 1, 1}}), "expected at least one block"));
}

TEST_F(DefectsTest, NotForAGPU) {
  auto loaded = EmulatedModule::load(
      "target triple = \"x86_64-pc-linux-gnu\"\n", options);
  ASSERT_FALSE(bool(loaded));
  EXPECT_TRUE(mentions(llvm::toString(loaded.takeError()),
                       "expected kernels for nvptx64"));
}

TEST_F(DefectsTest, WithoutChecksNothingIsWatched) {
  options.check = false;
  float *in = upload<float>(input()), *out = allocate<float>(256);
  load(mirror(barrier));
  EXPECT_EQ(launch(size, in, out), "");
  EXPECT_EQ(out[0], 127);
}
} // namespace
