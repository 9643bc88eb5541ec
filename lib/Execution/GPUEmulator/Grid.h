//===- Grid.h - A launch of a kernel ----------------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_EXECUTION_GPUEMULATOR_GRID_H
#define GNN_OPT_LIB_EXECUTION_GPUEMULATOR_GRID_H

#include "HostModule.h"

#include <atomic>

namespace mlir::gnn::emulator {

/// What all blocks of a launch share. Read by several processors at once, and
/// written only through fail() and add().
class Grid {
public:
  using Kernel = void (*)(void **parameters);

  Grid(const HostModule &host, const KernelInfo &info, LaunchSize size,
       EmulatorOptions options)
      : host(host), info(info), size(size), options(options) {}

  const HostModule &host;
  const KernelInfo &info;
  const LaunchSize size;
  const EmulatorOptions options;
  Kernel kernel = nullptr;
  void **parameters = nullptr;
  /// All that may be touched but shared memory, by address.
  std::vector<Region> regions;

  uint64_t getSharedBytes() const {
    return info.dynamicOffset + size.dynamicShared;
  }

  /// Takes the next block; false where none is left, or the launch has failed.
  bool takeBlock(Dim3 &block);

  /// Keeps the first failure.
  void fail(std::string message);
  bool hasFailed() const { return failed; }
  const std::string &getFailure() const { return failure; }

  void add(const KernelCounts &more);
  const KernelCounts &getCounts() const { return counts; }

private:
  std::atomic<uint64_t> nextBlock = 0;
  std::atomic<bool> failed = false;
  std::mutex mutex;
  std::string failure;
  KernelCounts counts;
};

} // namespace mlir::gnn::emulator

#endif // GNN_OPT_LIB_EXECUTION_GPUEMULATOR_GRID_H
