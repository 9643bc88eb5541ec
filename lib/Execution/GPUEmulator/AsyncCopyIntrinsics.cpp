//===- AsyncCopyIntrinsics.cpp - Copies from global to shared memory ------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Intrinsics.h"
#include "Multiprocessor.h"

#include <algorithm>

using namespace mlir::gnn::emulator;

template <uint32_t bytes>
static void copyAll(void *destination, const void *source, uint32_t site) {
  Multiprocessor::current().startCopy(
      {destination, source, bytes, bytes, site, /*group=*/0});
}

/// The form that reads some of the bytes and fills up with zeros.
template <uint32_t bytes>
static void copyPart(void *destination, const void *source, uint32_t given,
                     uint32_t site) {
  Multiprocessor::current().startCopy({destination, source, bytes,
                                       std::min(given, bytes), site,
                                       /*group=*/0});
}

static void commit() { Multiprocessor::current().commitCopies(); }

static void waitFor(uint32_t groups) {
  Multiprocessor::current().waitForCopies(groups);
}

static void waitForAll() {
  Multiprocessor::current().commitCopies();
  Multiprocessor::current().waitForCopies(0);
}

llvm::ArrayRef<EmulatedIntrinsic>
mlir::gnn::emulator::getAsyncCopyIntrinsics() {
  static const EmulatedIntrinsic intrinsics[] = {
      copy("llvm.nvvm.cp.async.ca.shared.global.4", copyAll<4>),
      copy("llvm.nvvm.cp.async.ca.shared.global.8", copyAll<8>),
      copy("llvm.nvvm.cp.async.ca.shared.global.16", copyAll<16>),
      copy("llvm.nvvm.cp.async.cg.shared.global.16", copyAll<16>),
      copy("llvm.nvvm.cp.async.ca.shared.global.4.s", copyPart<4>),
      copy("llvm.nvvm.cp.async.ca.shared.global.8.s", copyPart<8>),
      copy("llvm.nvvm.cp.async.ca.shared.global.16.s", copyPart<16>),
      copy("llvm.nvvm.cp.async.cg.shared.global.16.s", copyPart<16>),
      plain("llvm.nvvm.cp.async.commit.group", commit),
      plain("llvm.nvvm.cp.async.wait.group", waitFor),
      plain("llvm.nvvm.cp.async.wait.all", waitForAll),
  };
  return intrinsics;
}
