//===- DeviceMemory.cpp - The emulated device's memory --------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/GPUEmulator/DeviceMemory.h"

#include "llvm/Support/MathExtras.h"

#include <cstring>
#include <new>

using namespace mlir::gnn::emulator;

void *DeviceMemory::allocate(uint64_t bytes) {
  std::lock_guard lock(mutex);
  if (bytes > capacity - used)
    return nullptr;
  // One byte more: allocations of no bytes have addresses too.
  Allocation allocation{
      std::unique_ptr<char[]>(new (std::nothrow) char[bytes + alignment]),
      std::unique_ptr<uint8_t[]>(new (std::nothrow) uint8_t[bytes + 1]()),
      bytes};
  if (!allocation.storage || !allocation.written)
    return nullptr;
  auto address = llvm::alignTo(
      reinterpret_cast<uintptr_t>(allocation.storage.get()), alignment);
  used += bytes;
  allocations.emplace(address, std::move(allocation));
  return reinterpret_cast<void *>(address);
}

bool DeviceMemory::free(void *address) {
  std::lock_guard lock(mutex);
  auto it = allocations.find(reinterpret_cast<uintptr_t>(address));
  if (it == allocations.end())
    return false;
  used -= it->second.bytes;
  allocations.erase(it);
  return true;
}

DeviceMemory::Allocations::const_iterator
DeviceMemory::find(const void *address, uint64_t bytes) const {
  auto begin = reinterpret_cast<uintptr_t>(address);
  auto it = allocations.upper_bound(begin);
  if (it == allocations.begin())
    return allocations.end();
  --it;
  uint64_t offset = begin - it->first;
  bool inside =
      offset <= it->second.bytes && bytes <= it->second.bytes - offset;
  return inside ? it : allocations.end();
}

bool DeviceMemory::contains(const void *address, uint64_t bytes) const {
  std::lock_guard lock(mutex);
  return find(address, bytes) != allocations.end();
}

void DeviceMemory::markWritten(const void *address, uint64_t bytes) {
  std::lock_guard lock(mutex);
  auto it = find(address, bytes);
  if (it != allocations.end())
    std::memset(it->second.written.get() +
                    (reinterpret_cast<uintptr_t>(address) - it->first),
                1, bytes);
}

uint64_t DeviceMemory::findUnwritten(const void *address,
                                     uint64_t bytes) const {
  std::lock_guard lock(mutex);
  auto it = find(address, bytes);
  if (it == allocations.end())
    return 0;
  const uint8_t *written = it->second.written.get() +
                           (reinterpret_cast<uintptr_t>(address) - it->first);
  const void *hole = std::memchr(written, 0, bytes);
  return hole ? static_cast<const uint8_t *>(hole) - written : bytes;
}

std::vector<Region> DeviceMemory::getRegions() const {
  std::lock_guard lock(mutex);
  std::vector<Region> regions;
  for (const auto &[address, allocation] : allocations)
    regions.push_back({address, address + allocation.bytes,
                       allocation.written.get(), false, "an allocation"});
  return regions;
}

uint64_t DeviceMemory::getUsed() const {
  std::lock_guard lock(mutex);
  return used;
}

unsigned DeviceMemory::countAllocations() const {
  std::lock_guard lock(mutex);
  return allocations.size();
}
