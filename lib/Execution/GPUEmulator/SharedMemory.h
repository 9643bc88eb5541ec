//===- SharedMemory.h - The shared memory of a block ------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_EXECUTION_GPUEMULATOR_SHAREDMEMORY_H
#define GNN_OPT_LIB_EXECUTION_GPUEMULATOR_SHAREDMEMORY_H

#include "HostModule.h"

#include <optional>

namespace mlir::gnn::emulator {

/// Who touches shared memory, and when.
struct SharedAccess {
  Site::Kind kind;
  uint64_t bytes;
  /// The thread's number in the block; its warp is a 32nd of it.
  uint16_t thread;
  /// How often this warp has synchronised within the block.
  uint16_t warpSyncs;
};

/// Remembers for every two bytes who has written and who has read since the
/// last barrier. One block at a time.
class SharedMemory {
public:
  /// A new block. `bytes` holds all buffers and what is dynamic.
  void begin(uint64_t bytes, bool check);
  /// All threads have met; what was done before is ordered before what follows.
  void synchronize() { ++epoch; }

  char *getBase() { return base; }
  bool contains(const void *address) const {
    return address >= base && address < base + size;
  }

  /// What is wrong about an access at this place, beside its bounds; nothing
  /// where it is good.
  std::optional<std::string> access(const void *address,
                                    const SharedAccess &access);

  /// An asynchronous copy to this place begins: until it ends, whatever is read
  /// there is an error, also by the thread that copies.
  void beginCopy(const void *address, uint64_t bytes) {
    setArriving(address, bytes, epoch);
  }
  void endCopy(const void *address, uint64_t bytes) {
    setArriving(address, bytes, 0);
  }

private:
  static constexpr uint64_t granule = 2;
  /// Readers that are more than one thread: of one warp, and of several.
  static constexpr uint16_t severalOfWarp = 0x8000, several = 0xffff;

  struct Cell {
    uint32_t writeEpoch = 0;
    uint32_t readEpoch = 0;
    /// When the copy began that is under way; 0 where there is none.
    uint32_t copyEpoch = 0;
    uint16_t writer = 0;
    uint16_t writeSyncs = 0;
    uint16_t reader = 0;
    uint16_t readSyncs = 0;
    bool atomic = false;
  };

  std::optional<std::string> read(Cell &cell, const SharedAccess &access);
  std::optional<std::string> write(Cell &cell, const SharedAccess &access);
  void noteReader(Cell &cell, const SharedAccess &access);
  void setArriving(const void *address, uint64_t bytes, uint32_t since);

  std::vector<char> storage;
  std::vector<Cell> cells;
  char *base = nullptr;
  uint64_t size = 0;
  /// Counts barriers and blocks, so that nothing must be cleared between them.
  uint32_t epoch = 0;
  uint32_t firstEpoch = 0;
};

} // namespace mlir::gnn::emulator

#endif // GNN_OPT_LIB_EXECUTION_GPUEMULATOR_SHAREDMEMORY_H
