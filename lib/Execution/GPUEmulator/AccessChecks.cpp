//===- AccessChecks.cpp - What an access may not do -----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Multiprocessor.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"

#include <cstring>

using namespace mlir::gnn::emulator;

void Multiprocessor::access(const void *address, uint64_t bytes,
                            uint32_t site) {
  check(address, bytes, site);
  count(address, bytes, site);
}

void Multiprocessor::count(const void *address, uint64_t bytes, uint32_t site) {
  if (grid->options.count && bytes)
    running->events.push_back(
        {site, uint32_t(bytes), reinterpret_cast<uintptr_t>(address)});
}

void Multiprocessor::check(const void *address, uint64_t bytes, uint32_t at) {
  if (!grid->options.check || !bytes)
    return;
  const Site &site = grid->host.sites[at];
  auto begin = reinterpret_cast<uintptr_t>(address);
  if (begin % site.alignment)
    fail(site, llvm::Twine("misaligned: the address is no multiple of ") +
                   llvm::Twine(site.alignment) + " bytes");
  if (shared.contains(address))
    return checkShared(address, bytes, site);
  auto stack = reinterpret_cast<uintptr_t>(running->stack);
  if (begin - stack < FiberStacks::stackSize)
    return;
  checkGlobal(begin, bytes, site);
}

//===----------------------------------------------------------------------===//
// Shared memory
//===----------------------------------------------------------------------===//

/// Whether a range from `offset` lies in a static buffer or in the dynamic
/// memory behind them.
static bool isInBuffer(const Grid &grid, uint64_t offset, uint64_t bytes) {
  if (offset >= grid.info.dynamicOffset)
    return offset + bytes <= grid.getSharedBytes();
  return llvm::any_of(grid.info.shared, [&](const SharedBuffer &buffer) {
    return offset >= buffer.offset &&
           offset + bytes <= buffer.offset + buffer.bytes;
  });
}

/// The last buffer that begins before the place, for messages.
static std::string describeShared(const Grid &grid, uint64_t offset) {
  const SharedBuffer *nearest = nullptr;
  for (const SharedBuffer &buffer : grid.info.shared)
    if (buffer.offset <= offset)
      nearest = &buffer;
  if (!nearest || offset >= grid.info.dynamicOffset)
    return llvm::formatv("{0} bytes into {1} bytes of dynamic shared memory",
                         int64_t(offset - grid.info.dynamicOffset),
                         grid.size.dynamicShared);
  return llvm::formatv("{0} bytes into the {1} bytes of shared buffer {2}",
                       offset - nearest->offset, nearest->bytes, nearest->name);
}

void Multiprocessor::checkShared(const void *address, uint64_t bytes,
                                 const Site &site) {
  uint64_t offset = static_cast<const char *>(address) - shared.getBase();
  if (!isInBuffer(*grid, offset, bytes)) {
    reason = "out of bounds: " + describeShared(*grid, offset);
    fail(site, reason);
  }
  auto wrong =
      shared.access(address, {site.kind, bytes, uint16_t(running->number),
                              running->warp->syncs});
  if (!wrong)
    return;
  reason = std::move(*wrong);
  fail(site, reason);
}

//===----------------------------------------------------------------------===//
// Global memory
//===----------------------------------------------------------------------===//

/// The last region that begins at or before the address; null where there is
/// none.
const Region *Multiprocessor::findRegion(uintptr_t begin) {
  const std::vector<Region> &regions = grid->regions;
  if (lastRegion < regions.size() && regions[lastRegion].begin <= begin &&
      begin < regions[lastRegion].end)
    return &regions[lastRegion];
  auto it = llvm::upper_bound(regions, begin,
                              [](uintptr_t address, const Region &region) {
                                return address < region.begin;
                              });
  if (it == regions.begin())
    return nullptr;
  lastRegion = it - regions.begin() - 1;
  return &regions[lastRegion];
}

void Multiprocessor::checkGlobal(uintptr_t begin, uint64_t bytes,
                                 const Site &site) {
  const Region *region = findRegion(begin);
  if (!region)
    fail(site, "out of bounds: the address belongs to no memory of the device");
  if (begin + bytes > region->end) {
    reason = llvm::formatv("out of bounds: {0} bytes into the {1} bytes of {2}",
                           begin - region->begin, region->end - region->begin,
                           region->name);
    fail(site, reason);
  }
  if (site.kind != Site::Kind::Load && region->constant)
    fail(site, "writes the constant " + region->name);
  if (!region->written)
    return;
  uint8_t *written = region->written + (begin - region->begin);
  if (site.kind != Site::Kind::Store && std::memchr(written, 0, bytes)) {
    reason = llvm::formatv(
        "reads global memory that nothing has written: {0} bytes into the {1} "
        "bytes of {2}",
        begin - region->begin, region->end - region->begin, region->name);
    fail(site, reason);
  }
  if (site.kind != Site::Kind::Load)
    std::memset(written, 1, bytes);
}

static llvm::StringRef getName(Site::Kind kind) {
  switch (kind) {
  case Site::Kind::Load:
    return "load";
  case Site::Kind::Store:
    return "store";
  case Site::Kind::Atomic:
    return "atomic";
  case Site::Kind::Branch:
    return "branch";
  case Site::Kind::Wait:
    return "call";
  }
  llvm_unreachable("all kinds have a name");
}

void Multiprocessor::fail(const Site &site, const llvm::Twine &what) {
  const Thread &thread = *running;
  grid->fail(llvm::formatv(
      "kernel {0}, block ({1}, {2}, {3}), thread ({4}, {5}, {6}): {7} {8}, at "
      "'{9}'",
      site.function, block.x, block.y, block.z, thread.index.x, thread.index.y,
      thread.index.z, getName(site.kind), what.str(), site.instruction));
  suspendForever();
}
