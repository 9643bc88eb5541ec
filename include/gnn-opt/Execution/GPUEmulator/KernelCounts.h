//===- KernelCounts.h - What a kernel did to memory -------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_EXECUTION_KERNELCOUNTS_H
#define GNN_OPT_EXECUTION_KERNELCOUNTS_H

#include <cstdint>

namespace mlir::gnn::emulator {

/// A request is what the lanes of a warp that execute an access together ask of
/// memory. Memory answers in sectors of 32 bytes.
struct GlobalCounts {
  uint64_t requests = 0;
  /// Distinct sectors that a request touches.
  uint64_t sectors = 0;
  /// The distinct bytes of each request in as few sectors as could hold them.
  uint64_t idealSectors = 0;

  GlobalCounts &operator+=(const GlobalCounts &other);
};

/// Shared memory has 32 banks of 4 bytes. Lanes that ask one bank for different
/// words wait for each other; 8 and 16 bytes a lane go by half and quarter
/// warps.
struct SharedCounts {
  uint64_t requests = 0;
  /// Passes over the banks; equal to `idealPasses` without conflicts.
  uint64_t passes = 0;
  uint64_t idealPasses = 0;
  /// The most words that one pass wanted of one bank.
  uint64_t maxWays = 0;

  SharedCounts &operator+=(const SharedCounts &other);
};

struct BranchCounts {
  /// Conditional branches that a warp executed, and those whose lanes parted.
  uint64_t executed = 0;
  uint64_t divergent = 0;

  BranchCounts &operator+=(const BranchCounts &other);
};

struct KernelCounts {
  uint64_t launches = 0;
  GlobalCounts loads;
  GlobalCounts stores;
  SharedCounts shared;
  BranchCounts branches;
  /// Accesses and ends of blocks of code that a warp executes, one after the
  /// other: the most that a warp of any launch did.
  uint64_t longestWarp = 0;

  KernelCounts &operator+=(const KernelCounts &other);
};

} // namespace mlir::gnn::emulator

#endif // GNN_OPT_EXECUTION_KERNELCOUNTS_H
