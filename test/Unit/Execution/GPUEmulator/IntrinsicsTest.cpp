//===- IntrinsicsTest.cpp - GPU instructions give what PTX says -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EmulatorFixture.h"

#include <cmath>

using namespace mlir::gnn::emulator;

namespace {
class IntrinsicsTest : public EmulatorTest {
protected:
  /// out[i] = the float %r or the i32 %r.
  static std::string stores(llvm::StringRef type, llvm::StringRef body) {
    return kernel("k", "ptr %out",
                  (body + "  %to = getelementptr " + type +
                   ", ptr %out, i32 %i\n  store " + type +
                   " %r, ptr %to, align 4\n  ret void\n")
                      .str());
  }

  template <typename Element>
  std::vector<Element> run(llvm::StringRef type, llvm::StringRef body,
                           LaunchSize size = {{1, 1, 1}, {32, 1, 1}}) {
    size_t count = size.grid.size() * size.block.size();
    auto *out = allocate<Element>(count);
    load(stores(type, body));
    EXPECT_EQ(launch(size, out), "");
    return std::vector<Element>(out, out + count);
  }
};

TEST_F(IntrinsicsTest, Indices) {
  auto got =
      run<int32_t>("i32", "  %r = add i32 %i, 0\n", {{5, 1, 1}, {96, 1, 1}});
  for (int i = 0; i < 5 * 96; ++i)
    ASSERT_EQ(got[i], i);
}

TEST_F(IntrinsicsTest, ButterflySum) {
  std::string body = "  %f0 = sitofp i32 %tid to float\n";
  for (int step = 0; step < 5; ++step) {
    std::string from = "%f" + std::to_string(step), n = std::to_string(step);
    body += "  %s" + n +
            " = call float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float " +
            from + ", i32 " + std::to_string(16 >> step) + ", i32 31)\n";
    body += "  %f" + std::to_string(step + 1) + " = fadd float " + from +
            ", %s" + n + "\n";
  }
  auto got = run<float>("float", body + "  %r = fadd float %f5, 0.0\n",
                        {{3, 1, 1}, {64, 1, 1}});
  for (int i = 0; i < 3 * 64; ++i)
    ASSERT_EQ(got[i], i % 64 < 32 ? 496 : 496 + 1024);
}

TEST_F(IntrinsicsTest, ShuffleDownInSegmentsOfEight) {
  // Segments of 8: the mask of their numbers in bits 8 to 12.
  auto got = run<int32_t>("i32", R"(
  %p = call {i32, i1} @llvm.nvvm.shfl.sync.down.i32p(i32 -1, i32 %tid, i32 3, i32 6175)
  %v = extractvalue {i32, i1} %p, 0
  %b = extractvalue {i32, i1} %p, 1
  %w = add i32 %v, 100
  %r = select i1 %b, i32 %w, i32 %v
)");
  for (int i = 0; i < 32; ++i)
    ASSERT_EQ(got[i], i % 8 < 5 ? i + 3 + 100 : i) << i;
}

TEST_F(IntrinsicsTest, BroadcastFromALane) {
  auto got = run<int32_t>("i32", "  %r = call i32 @llvm.nvvm.shfl.sync.idx.i32"
                                 "(i32 -1, i32 %tid, i32 7, i32 31)\n");
  for (int i = 0; i < 32; ++i)
    ASSERT_EQ(got[i], 7);
}

TEST_F(IntrinsicsTest, Votes) {
  auto got = run<uint32_t>("i32", R"(
  %odd = trunc i32 %tid to i1
  %r = call i32 @llvm.nvvm.vote.ballot.sync(i32 -1, i1 %odd)
)");
  EXPECT_EQ(got[5], 0xaaaaaaaau);
  auto all = run<int32_t>("i32", R"(
  %small = icmp slt i32 %tid, 31
  %a = call i1 @llvm.nvvm.vote.all.sync(i32 -1, i1 %small)
  %r = zext i1 %a to i32
)");
  EXPECT_EQ(all[0], 0);
}

TEST_F(IntrinsicsTest, Exponential) {
  auto got = run<float>("float", R"(
  %f = sitofp i32 %tid to float
  %h = fmul float %f, 0.25
  %r = call float @llvm.nvvm.ex2.approx.ftz.f32(float %h)
)");
  for (int i = 0; i < 32; ++i)
    ASSERT_FLOAT_EQ(got[i], std::exp2(i * 0.25f));
}

TEST_F(IntrinsicsTest, ConstantsOfTheModule) {
  load("@table = internal unnamed_addr constant [4 x float] [float 1.0, float "
       "2.0, float 3.0, float 4.0], align 16\n" +
       kernel("k", "ptr %out", R"(
  %from = getelementptr [4 x float], ptr @table, i32 0, i32 %i
  %to = getelementptr float, ptr %out, i32 %i
  %v = load float, ptr %from, align 4
  store float %v, ptr %to, align 4
  ret void
)"));
  auto *out = allocate<float>(5);
  ASSERT_EQ(launch({{1, 1, 1}, {4, 1, 1}}, out), "");
  EXPECT_EQ(out[3], 4);
  EXPECT_TRUE(mentions(launch({{1, 1, 1}, {5, 1, 1}}, out),
                       "16 bytes into the 16 bytes of global table"));
}

TEST_F(IntrinsicsTest, AtomicsOfManyBlocks) {
  load(kernel("k", "ptr %sum", R"(
  %old = atomicrmw fadd ptr %sum, float 1.0 monotonic
  ret void
)"));
  auto *sum = upload<float>({0});
  ASSERT_EQ(launch({{100, 1, 1}, {64, 1, 1}}, sum), "");
  EXPECT_EQ(*sum, 6400);
}
} // namespace
