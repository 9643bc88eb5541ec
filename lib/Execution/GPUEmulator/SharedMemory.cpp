//===- SharedMemory.cpp - The shared memory of a block --------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SharedMemory.h"

#include "llvm/ADT/Twine.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir::gnn::emulator;

/// Banks are told from addresses.
static constexpr uint64_t baseAlignment = 256;
static constexpr unsigned warpShift = 5;

void SharedMemory::begin(uint64_t bytes, bool check) {
  if (storage.size() < bytes + baseAlignment)
    storage.resize(bytes + baseAlignment);
  base = reinterpret_cast<char *>(llvm::alignTo(
      reinterpret_cast<uintptr_t>(storage.data()), baseAlignment));
  size = bytes;
  if (check && cells.size() < bytes / granule + 1)
    cells.resize(bytes / granule + 1);
  firstEpoch = ++epoch;
}

std::optional<std::string> SharedMemory::access(const void *address,
                                                const SharedAccess &access) {
  uint64_t offset = static_cast<const char *>(address) - base;
  uint64_t last = (offset + access.bytes - 1) / granule;
  for (uint64_t i = offset / granule; i <= last; ++i) {
    if (access.kind != Site::Kind::Store)
      if (auto wrong = read(cells[i], access))
        return wrong;
    if (access.kind != Site::Kind::Load)
      if (auto wrong = write(cells[i], access))
        return wrong;
  }
  return std::nullopt;
}

void SharedMemory::setArriving(const void *address, uint64_t bytes,
                               uint32_t since) {
  uint64_t offset = static_cast<const char *>(address) - base;
  for (uint64_t i = offset / granule; i <= (offset + bytes - 1) / granule; ++i)
    cells[i].copyEpoch = since;
}

/// Whether what thread `other` did when its warp had synchronised `syncs` times
/// is ordered before the access by a synchronisation of their warp.
static bool isOrdered(uint16_t other, uint16_t syncs,
                      const SharedAccess &access) {
  return other >> warpShift == access.thread >> warpShift &&
         syncs < access.warpSyncs;
}

std::optional<std::string> SharedMemory::read(Cell &cell,
                                              const SharedAccess &access) {
  if (cell.writeEpoch < firstEpoch)
    return "reads shared memory that nothing in the block has written";
  if (cell.copyEpoch >= firstEpoch)
    return ("reads shared memory that a copy of thread " +
            llvm::Twine(cell.writer) +
            " of the block is on its way to; nothing has waited for it")
        .str();
  bool atomic = access.kind == Site::Kind::Atomic;
  bool conflicts = cell.writeEpoch == epoch && cell.writer != access.thread &&
                   !(atomic && cell.atomic) &&
                   !isOrdered(cell.writer, cell.writeSyncs, access);
  if (conflicts)
    return ("reads shared memory that thread " + llvm::Twine(cell.writer) +
            " of the block has written without a barrier between")
        .str();
  if (!atomic)
    noteReader(cell, access);
  return std::nullopt;
}

void SharedMemory::noteReader(Cell &cell, const SharedAccess &access) {
  uint16_t warp = access.thread >> warpShift;
  bool first = cell.readEpoch != epoch || cell.reader == access.thread;
  bool sameWarp =
      cell.reader != several &&
      (cell.reader & severalOfWarp ? (cell.reader & ~severalOfWarp) == warp
                                   : cell.reader >> warpShift == warp);
  cell.readEpoch = epoch;
  if (first || (sameWarp && cell.readSyncs < access.warpSyncs))
    cell.reader = access.thread;
  else
    cell.reader = sameWarp ? severalOfWarp | warp : several;
  cell.readSyncs = access.warpSyncs;
}

std::optional<std::string> SharedMemory::write(Cell &cell,
                                               const SharedAccess &access) {
  bool atomic = access.kind == Site::Kind::Atomic;
  bool overwrites = cell.writeEpoch == epoch && cell.writer != access.thread &&
                    !(atomic && cell.atomic) &&
                    !isOrdered(cell.writer, cell.writeSyncs, access);
  if (overwrites)
    return ("writes shared memory that thread " + llvm::Twine(cell.writer) +
            " of the block has written without a barrier between")
        .str();
  bool wasRead = cell.readEpoch == epoch && cell.reader != access.thread;
  if (wasRead && cell.reader != several) {
    uint16_t reader = cell.reader & severalOfWarp
                          ? (cell.reader & ~severalOfWarp) << warpShift
                          : cell.reader;
    wasRead = !isOrdered(reader, cell.readSyncs, access);
  }
  if (wasRead)
    return "writes shared memory that another thread of the block has read "
           "without a barrier between";
  cell.writeEpoch = epoch;
  cell.writer = access.thread;
  cell.writeSyncs = access.warpSyncs;
  cell.atomic = atomic;
  return std::nullopt;
}
