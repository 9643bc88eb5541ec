//===- SynchronizationIntrinsics.cpp - Barriers and fences ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Intrinsics.h"
#include "Multiprocessor.h"

using namespace mlir::gnn::emulator;

/// One barrier is as good as sixteen: threads that wait at different places
/// never meet.
static void synchronizeBlock(uint32_t barrier, uint32_t site) {
  Multiprocessor::current().waitAtBarrier(site);
}

static void synchronizeWarp(uint32_t mask, uint32_t site) {
  Multiprocessor::current().synchronizeWarp(site, mask);
}

/// Threads of a block never run at the same time, and the processors of a CPU
/// keep the order of atomic operations.
static void fence() {}

llvm::ArrayRef<EmulatedIntrinsic>
mlir::gnn::emulator::getSynchronizationIntrinsics() {
  static const EmulatedIntrinsic intrinsics[] = {
      placed("llvm.nvvm.barrier.cta.sync.aligned.all", synchronizeBlock),
      placed("llvm.nvvm.barrier.cta.sync.all", synchronizeBlock),
      placed("llvm.nvvm.bar.warp.sync", synchronizeWarp),
      plain("llvm.nvvm.membar.cta", fence),
      plain("llvm.nvvm.membar.gl", fence),
  };
  return intrinsics;
}
