//===- EmulatorFixture.cpp - Kernels in LLVM IR, launched on buffers ------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EmulatorFixture.h"

using namespace mlir::gnn::emulator;

static constexpr llvm::StringLiteral preamble = R"(
target triple = "nvptx64-nvidia-cuda"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
@tile = internal addrspace(3) global [1056 x float] undef, align 16
declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()
declare i32 @llvm.nvvm.read.ptx.sreg.ctaid.x()
declare i32 @llvm.nvvm.read.ptx.sreg.ntid.x()
declare void @llvm.nvvm.barrier.cta.sync.aligned.all(i32)
declare void @llvm.nvvm.bar.warp.sync(i32)
declare float @llvm.nvvm.shfl.sync.bfly.f32(i32, float, i32, i32)
declare {i32, i1} @llvm.nvvm.shfl.sync.down.i32p(i32, i32, i32, i32)
declare i32 @llvm.nvvm.shfl.sync.idx.i32(i32, i32, i32, i32)
declare i32 @llvm.nvvm.vote.ballot.sync(i32, i1)
declare i1 @llvm.nvvm.vote.all.sync(i32, i1)
declare float @llvm.nvvm.ex2.approx.ftz.f32(float)
declare float @llvm.fma.f32(float, float, float)
declare void @llvm.nvvm.cp.async.ca.shared.global.4(ptr addrspace(3), ptr addrspace(1))
declare void @llvm.nvvm.cp.async.commit.group()
declare void @llvm.nvvm.cp.async.wait.group(i32 immarg)
declare {float, float, float, float} @llvm.nvvm.mma.m16n8k8.row.col.tf32(i32, i32, i32, i32, i32, i32, float, float, float, float)
declare {float, float, float, float} @llvm.nvvm.mma.sp.m16n8k32.row.col.bf16(i32, i32, i32, i32, i32, i32, i32, i32, float, float, float, float, i32, i32 immarg)
declare i32 @llvm.nvvm.f2tf32.rna(float)
declare <2 x bfloat> @llvm.nvvm.ff2bf16x2.rn(float, float)
declare {float, float, float, float} @llvm.nvvm.mma.m16n8k16.row.col.bf16(i32, i32, i32, i32, i32, i32, float, float, float, float)
)";

EmulatorTest::EmulatorTest() : memory(1 << 20) {
  // Several, whatever this machine has.
  options.threads = 2;
}

std::string EmulatorTest::kernel(llvm::StringRef name,
                                 llvm::StringRef parameters,
                                 llvm::StringRef body) {
  return ("define ptx_kernel void @" + name + "(" + parameters + R"() {
entry:
  %tid = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  %block = call i32 @llvm.nvvm.read.ptx.sreg.ctaid.x()
  %size = call i32 @llvm.nvvm.read.ptx.sreg.ntid.x()
  %first = mul i32 %block, %size
  %i = add i32 %first, %tid
)" + body +
          "}\n")
      .str();
}

void EmulatorTest::load(const llvm::Twine &kernels) {
  auto loaded = EmulatedModule::load((preamble + kernels).str(), options);
  ASSERT_TRUE(bool(loaded)) << llvm::toString(loaded.takeError());
  module = std::move(*loaded);
}

std::string EmulatorTest::loadError(const llvm::Twine &kernels) {
  auto loaded = EmulatedModule::load((preamble + kernels).str(), options);
  return loaded ? "" : llvm::toString(loaded.takeError());
}

std::string EmulatorTest::launchSlots(const LaunchSize &size, void **slots) {
  if (llvm::Error error = module->launch("k", size, slots, memory))
    return llvm::toString(std::move(error));
  return "";
}

::testing::AssertionResult
mlir::gnn::emulator::mentions(const std::string &message,
                              llvm::StringRef words) {
  if (llvm::StringRef(message).contains(words))
    return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure()
         << "expected '" << words.str() << "' in '" << message << "'";
}
