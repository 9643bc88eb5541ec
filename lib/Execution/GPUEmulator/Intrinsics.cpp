//===- Intrinsics.cpp - The emulated intrinsics by name -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Intrinsics.h"

#include "Multiprocessor.h"

#include "llvm/ADT/StringMap.h"

using namespace mlir::gnn::emulator;

static llvm::StringMap<EmulatedIntrinsic> collect() {
  llvm::StringMap<EmulatedIntrinsic> all;
  for (llvm::ArrayRef<EmulatedIntrinsic> family :
       {getIndexIntrinsics(), getSynchronizationIntrinsics(),
        getMathIntrinsics(), getShuffleIntrinsics(), getVoteIntrinsics(),
        getAsyncCopyIntrinsics(), getMatrixIntrinsics(),
        getRoundingIntrinsics()})
    for (const EmulatedIntrinsic &intrinsic : family)
      all[intrinsic.name] = intrinsic;
  return all;
}

const EmulatedIntrinsic *
mlir::gnn::emulator::findIntrinsic(llvm::StringRef name) {
  static const llvm::StringMap<EmulatedIntrinsic> intrinsics = collect();
  auto it = intrinsics.find(name);
  return it == intrinsics.end() ? nullptr : &it->second;
}

static void noteAccess(const void *address, uint64_t bytes, uint32_t site) {
  Multiprocessor::current().access(address, bytes, site);
}

static void noteBranch(uint32_t site, uint32_t taken) {
  Multiprocessor::current().branch(site, taken);
}

static char *sharedBase() { return Multiprocessor::current().getSharedBase(); }

static void enterWarpCall(uint32_t site, WarpFunction function, uint32_t mask,
                          const uint64_t *operands, void *result) {
  Multiprocessor::current().callWarp(site, function, mask, operands, result);
}

llvm::ArrayRef<EmulatorFunction> mlir::gnn::emulator::getEmulatorFunctions() {
  static const EmulatorFunction functions[] = {
      {"gnn_emulator_access", reinterpret_cast<void *>(noteAccess)},
      {"gnn_emulator_branch", reinterpret_cast<void *>(noteBranch)},
      {"gnn_emulator_shared_base", reinterpret_cast<void *>(sharedBase)},
      {"gnn_emulator_call_warp", reinterpret_cast<void *>(enterWarpCall)},
  };
  return functions;
}
