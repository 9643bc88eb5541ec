//===- Multiprocessor.h - Runs blocks, one at a time ------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_EXECUTION_GPUEMULATOR_MULTIPROCESSOR_H
#define GNN_OPT_LIB_EXECUTION_GPUEMULATOR_MULTIPROCESSOR_H

#include "Grid.h"
#include "SharedMemory.h"
#include "Thread.h"

namespace mlir::gnn::emulator {

/// One thread of the CPU that runs the threads of a block in turn, each until
/// it must wait for others. Kernels reach it through current().
class Multiprocessor {
public:
  /// Runs blocks of the grid until none is left.
  void run(Grid &grid);

  /// The processor whose kernel calls.
  static Multiprocessor &current();

  // What kernels ask for.
  const Thread &getThread() const { return *running; }
  Dim3 getBlock() const { return block; }
  const LaunchSize &getSize() const { return grid->size; }
  char *getSharedBase() { return shared.getBase(); }

  void waitAtBarrier(uint32_t site);
  /// Waits for the lanes of `mask`; the last of them computes all results.
  void callWarp(uint32_t site, WarpFunction function, uint32_t mask,
                const uint64_t *operands, void *result);
  /// The lanes of `mask` wait for each other, which orders their accesses.
  void synchronizeWarp(uint32_t site, uint32_t mask);
  void access(const void *address, uint64_t bytes, uint32_t site);
  void branch(uint32_t site, uint32_t taken);
  void startCopy(AsyncCopy copy);
  void commitCopies();
  /// Ends all but the youngest `groups` commits of this thread.
  void waitForCopies(uint32_t groups);

private:
  void begin();
  void runBlock();
  bool runWarp(Warp &warp);
  void resume(Thread &thread);
  static void enterThread();
  void endThread();
  [[noreturn]] void suspendForever();
  void wait(Thread::State state, uint32_t site);

  bool releaseBarrier();
  void completeCalls(Warp &warp);
  void complete(Warp &warp, unsigned index);
  std::string describeStuck() const;

  void check(const void *address, uint64_t bytes, uint32_t site);
  void count(const void *address, uint64_t bytes, uint32_t site);
  void checkGlobal(uintptr_t begin, uint64_t bytes, const Site &site);
  void checkShared(const void *address, uint64_t bytes, const Site &site);
  const Region *findRegion(uintptr_t begin);
  /// Ends the launch; never returns to the kernel.
  [[noreturn]] void fail(const Site &site, const llvm::Twine &what);

  void countWarp(Warp &warp);

  Grid *grid = nullptr;
  Dim3 block;
  std::vector<Thread> threads;
  std::vector<Warp> warps;
  FiberStacks stacks;
  Fiber scheduler;
  Thread *running = nullptr;
  SharedMemory shared;
  KernelCounts counts;
  /// The region that was found last.
  size_t lastRegion = 0;
  /// What is wrong about the access; kept here because the stack of a thread
  /// that fails is never unwound.
  std::string reason;
};

} // namespace mlir::gnn::emulator

#endif // GNN_OPT_LIB_EXECUTION_GPUEMULATOR_MULTIPROCESSOR_H
