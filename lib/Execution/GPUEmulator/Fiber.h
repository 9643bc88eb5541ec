//===- Fiber.h - A call that can be left and entered again ------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A GPU thread waits in the middle of its kernel: at a barrier, at a shuffle.
// Each has a stack of its own; waiting is a switch to another stack.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_EXECUTION_GPUEMULATOR_FIBER_H
#define GNN_OPT_LIB_EXECUTION_GPUEMULATOR_FIBER_H

#include <cstddef>
#include <cstdint>
#include <memory>

namespace mlir::gnn::emulator {

/// The saved state of a suspended call. A fiber stays on the thread of the
/// operating system that made it.
class Fiber {
public:
  using Entry = void (*)();

  Fiber();
  ~Fiber();
  Fiber(const Fiber &) = delete;
  Fiber &operator=(const Fiber &) = delete;

  /// Makes the next switch to this fiber call `entry`, which must never return,
  /// on the stack [begin, begin + size).
  void reset(char *begin, size_t size, Entry entry);

  /// Suspends the running call in `from`, goes on with `to`.
  static void switchTo(Fiber &from, Fiber &to);

private:
  struct State;
  std::unique_ptr<State> state;
};

/// Memory for the stacks of a block's threads, each with a page below it that
/// traps what runs over.
class FiberStacks {
public:
  static constexpr size_t stackSize = 64 * 1024;

  ~FiberStacks();
  /// Room for `count` stacks. False where the system has no memory for them.
  bool reserve(unsigned count);
  char *get(unsigned index) const;

private:
  void release();

  char *memory = nullptr;
  unsigned capacity = 0;
};

} // namespace mlir::gnn::emulator

#endif // GNN_OPT_LIB_EXECUTION_GPUEMULATOR_FIBER_H
