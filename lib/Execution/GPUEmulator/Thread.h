//===- Thread.h - A GPU thread and its warp ---------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_EXECUTION_GPUEMULATOR_THREAD_H
#define GNN_OPT_LIB_EXECUTION_GPUEMULATOR_THREAD_H

#include "Fiber.h"
#include "HostModule.h"

#include "llvm/ADT/SmallVector.h"

namespace mlir::gnn::emulator {

constexpr unsigned warpSize = 32;

/// Something that a thread did: an access, or a step from block to block.
struct Event {
  uint32_t site;
  /// Which way a branch went, or how many bytes an access has.
  uint32_t value;
  uint64_t address;
};

/// Copies to shared memory that are under way, oldest first.
struct AsyncCopy {
  void *destination;
  const void *source;
  uint32_t bytes;
  /// How many of the bytes are read; the rest is zero.
  uint32_t sourceBytes;
  uint32_t site;
  /// Which commit they belong to.
  uint32_t group;
};

struct Warp;

struct Thread {
  enum class State { Ready, AtBarrier, InWarpCall, Ended };

  Dim3 index;
  /// In the block, x fastest.
  uint32_t number = 0;
  Warp *warp = nullptr;
  State state = State::Ready;
  /// Where it waits.
  uint32_t site = 0;
  Fiber fiber;
  char *stack = nullptr;
  std::vector<Event> events;
  std::vector<AsyncCopy> copies;
  uint32_t copyGroup = 0;

  unsigned lane() const { return number % warpSize; }
};

/// An instruction that the lanes of a warp execute together: a shuffle, a vote.
struct WarpCall {
  uint32_t site;
  /// Who must come, and who has come.
  uint32_t mask;
  uint32_t arrived = 0;
  /// For each lane that came, its operands, eight bytes each, and the place of
  /// its result.
  const uint64_t *operands[warpSize] = {};
  void *results[warpSize] = {};

  bool has(unsigned lane) const { return arrived >> lane & 1; }
};

/// Computes the results of all lanes that arrived. Returns what is wrong about
/// the call, or null.
using WarpFunction = const char *(*)(WarpCall & call);

struct Warp {
  uint32_t number = 0;
  /// Lanes that have not ended.
  uint32_t live = 0;
  /// How often it has synchronised in this block.
  uint16_t syncs = 0;
  /// What it has done in this block, where that is counted.
  uint64_t steps = 0;
  struct Pending {
    WarpFunction function;
    WarpCall call;
  };
  llvm::SmallVector<Pending, 2> pending;
};

} // namespace mlir::gnn::emulator

#endif // GNN_OPT_LIB_EXECUTION_GPUEMULATOR_THREAD_H
