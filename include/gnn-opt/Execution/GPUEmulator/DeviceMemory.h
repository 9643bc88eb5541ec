//===- DeviceMemory.h - The emulated device's memory ------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_EXECUTION_DEVICEMEMORY_H
#define GNN_OPT_EXECUTION_DEVICEMEMORY_H

#include "llvm/Support/Error.h"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace mlir::gnn::emulator {

/// A piece of memory that a kernel may touch.
struct Region {
  uintptr_t begin = 0;
  uintptr_t end = 0;
  /// For each byte, whether something has written it; null where all of it has
  /// a value from the start.
  uint8_t *written = nullptr;
  bool constant = false;
  /// For messages: "an allocation", or the name of a global.
  std::string name;
};

/// What cuMemAlloc and its like manage. Addresses are those of this process.
/// All functions may be called by several threads at once.
class DeviceMemory {
public:
  static constexpr uint64_t alignment = 256;

  explicit DeviceMemory(uint64_t capacity) : capacity(capacity) {}

  /// Null where less than `bytes` are left.
  void *allocate(uint64_t bytes);
  /// False for what allocate() did not give.
  bool free(void *address);

  /// Whether the range lies in one allocation.
  bool contains(const void *address, uint64_t bytes) const;
  /// Notes that a copy or a fill has written the range, which is contained.
  void markWritten(const void *address, uint64_t bytes);
  /// The first byte of the contained range that nothing has written, or
  /// `bytes`.
  uint64_t findUnwritten(const void *address, uint64_t bytes) const;

  /// The allocations of this moment, by address. Their written marks are
  /// shared, not copied.
  std::vector<Region> getRegions() const;

  uint64_t getCapacity() const { return capacity; }
  uint64_t getUsed() const;
  unsigned countAllocations() const;

private:
  struct Allocation {
    std::unique_ptr<char[]> storage;
    std::unique_ptr<uint8_t[]> written;
    uint64_t bytes;
  };
  using Allocations = std::map<uintptr_t, Allocation>;

  Allocations::const_iterator find(const void *address, uint64_t bytes) const;

  mutable std::mutex mutex;
  uint64_t capacity;
  uint64_t used = 0;
  Allocations allocations;
};

} // namespace mlir::gnn::emulator

#endif // GNN_OPT_EXECUTION_DEVICEMEMORY_H
