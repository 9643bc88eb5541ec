//===- AsyncCopiesTest.cpp - Copies beside the threads, and their defects -===//
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
constexpr llvm::StringLiteral wait =
    "  call void @llvm.nvvm.cp.async.wait.group(i32 0)\n";

class AsyncCopiesTest : public EmulatorTest {
protected:
  std::vector<float> input() {
    std::vector<float> values(256);
    for (size_t i = 0; i < values.size(); ++i)
      values[i] = i;
    return values;
  }

  /// out[i] = sum over three rounds of in[64 round + 63 - i]. While a round
  /// reads one of two buffers, the values of the next come to the other.
  /// `between` stands where a round ends.
  static std::string rounds(const llvm::Twine &between) {
    auto copy = [](llvm::StringRef n) {
      return ("  %from" + n + " = getelementptr float, ptr %in, i32 %at" + n +
              "\n  %global" + n + " = addrspacecast ptr %from" + n +
              " to ptr addrspace(1)\n  %place" + n +
              " = getelementptr float, ptr addrspace(3) @tile, i32 %to" + n +
              "\n  call void @llvm.nvvm.cp.async.ca.shared.global.4(ptr "
              "addrspace(3) %place" +
              n + ", ptr addrspace(1) %global" + n +
              ")\n  call void @llvm.nvvm.cp.async.commit.group()\n")
          .str();
    };
    return kernel("k", "ptr %in, ptr %out",
                  "  %at0 = add i32 %tid, 0\n  %to0 = add i32 %tid, 0\n" +
                      copy("0") + wait.str() + barrier.str() + R"(
  %mirrored = sub i32 63, %tid
  br label %loop
loop:
  %round = phi i32 [0, %entry], [%next, %loop]
  %sum = phi float [0.0, %entry], [%added, %loop]
  %next = add i32 %round, 1
  %after = mul i32 %next, 64
  %at1 = add i32 %after, %tid
  %odd = and i32 %round, 1
  %buffer = mul i32 %odd, 64
  %other = sub i32 64, %buffer
  %to1 = add i32 %other, %tid
)" + copy("1") + R"(
  %where = add i32 %buffer, %mirrored
  %own = getelementptr float, ptr addrspace(3) @tile, i32 %where
  %v = load float, ptr addrspace(3) %own, align 4
  %added = fadd float %sum, %v
)" + between.str() + R"(
  %again = icmp slt i32 %next, 3
  br i1 %again, label %loop, label %end
end:
  %to = getelementptr float, ptr %out, i32 %tid
  store float %added, ptr %to, align 4
  ret void
)");
  }

  std::string runRounds(const llvm::Twine &between) {
    float *in = upload<float>(input());
    out = allocate<float>(64);
    load(rounds(between));
    return launch({{1, 1, 1}, {64, 1, 1}}, in, out);
  }
  float *out = nullptr;
};

TEST_F(AsyncCopiesTest, ForgottenWait) {
  float *in = upload<float>(input()), *out = allocate<float>(256);
  auto body = [](llvm::StringRef wait) {
    return kernel("k", "ptr %in, ptr %out", R"(
  %from = getelementptr float, ptr %in, i32 %i
  %to = getelementptr float, ptr %out, i32 %i
  %global = addrspacecast ptr %from to ptr addrspace(1)
  %own = getelementptr float, ptr addrspace(3) @tile, i32 %tid
  call void @llvm.nvvm.cp.async.ca.shared.global.4(ptr addrspace(3) %own, ptr addrspace(1) %global)
  call void @llvm.nvvm.cp.async.commit.group()
)" + wait.str() + R"(
  %w = load float, ptr addrspace(3) %own, align 4
  store float %w, ptr %to, align 4
  ret void
)");
  };
  load(body("  call void @llvm.nvvm.cp.async.wait.group(i32 0)\n"));
  EXPECT_EQ(launch({{2, 1, 1}, {128, 1, 1}}, in, out), "");
  EXPECT_EQ(out[200], 200);
  load(body("  call void @llvm.nvvm.cp.async.wait.group(i32 1)\n"));
  EXPECT_TRUE(mentions(launch({{2, 1, 1}, {128, 1, 1}}, in, out),
                       "nothing has waited for it"));
}

TEST_F(AsyncCopiesTest, TwoBuffers) {
  ASSERT_EQ(runRounds(wait + barrier), "");
  EXPECT_EQ(out[0], 63 + 127 + 191);
  EXPECT_EQ(out[63], 0 + 64 + 128);
}

TEST_F(AsyncCopiesTest, ForgottenWaitBetweenRounds) {
  EXPECT_TRUE(mentions(runRounds(barrier), "nothing has waited for it"));
}

TEST_F(AsyncCopiesTest, WaitThatLeavesTheLastCopyOut) {
  EXPECT_TRUE(
      mentions(runRounds("  call void @llvm.nvvm.cp.async.wait.group(i32 1)\n" +
                         barrier),
               "nothing has waited for it"));
}

/// What a thread has waited for, others do not see without a barrier.
TEST_F(AsyncCopiesTest, ForgottenBarrierBetweenRounds) {
  EXPECT_NE(runRounds(wait), "");
}

/// A copy may reach its place while others still read there.
TEST_F(AsyncCopiesTest, BarrierBeforeTheLastRead) {
  std::string text = rounds(wait + barrier);
  size_t begin = text.find("  %own = "), end = text.find("  %added");
  std::string read = text.substr(begin, end - begin);
  text.erase(begin, end - begin);
  size_t add = text.find("  %added"), line = text.find('\n', add) + 1;
  std::string sum = text.substr(add, line - add);
  text.erase(add, line - add);
  text.replace(text.find("  %again"), 0, read + sum);
  load(text);
  float *in = upload<float>(input());
  out = allocate<float>(64);
  EXPECT_TRUE(mentions(launch({{1, 1, 1}, {64, 1, 1}}, in, out),
                       "without a barrier between"));
}
} // namespace
