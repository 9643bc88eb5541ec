//===- CountWarp.cpp - What the lanes of a warp did together --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Multiprocessor.h"

#include "llvm/ADT/SmallSet.h"

#include <algorithm>
#include <array>

using namespace mlir::gnn::emulator;

static constexpr uint64_t sectorBytes = 32;
static constexpr uint64_t bankBytes = 4;
static constexpr uint64_t banks = 32;

namespace {
/// What some lanes did at one site, together.
struct Request {
  std::array<const Event *, warpSize> events;
  unsigned size = 0;
};
} // namespace

/// Distinct units of `unit` bytes that the accesses touch.
static uint64_t countDistinct(const Request &request, uint64_t unit) {
  llvm::SmallVector<uint64_t, 2 * warpSize> touched;
  for (unsigned i = 0; i < request.size; ++i) {
    const Event &event = *request.events[i];
    uint64_t last = (event.address + event.value - 1) / unit;
    for (uint64_t u = event.address / unit; u <= last; ++u)
      touched.push_back(u);
  }
  llvm::sort(touched);
  return std::unique(touched.begin(), touched.end()) - touched.begin();
}

/// Bytes that at least one lane touches.
static uint64_t countDistinctBytes(const Request &request) {
  llvm::SmallVector<std::pair<uint64_t, uint64_t>, warpSize> ranges;
  for (unsigned i = 0; i < request.size; ++i)
    ranges.push_back({request.events[i]->address,
                      request.events[i]->address + request.events[i]->value});
  llvm::sort(ranges);
  uint64_t bytes = 0, end = 0;
  for (auto [first, last] : ranges) {
    bytes += last > end ? last - std::max(first, end) : 0;
    end = std::max(end, last);
  }
  return bytes;
}

static void countGlobal(const Request &request, GlobalCounts &counts) {
  ++counts.requests;
  counts.sectors += countDistinct(request, sectorBytes);
  counts.idealSectors +=
      llvm::divideCeil(countDistinctBytes(request), sectorBytes);
}

/// The most distinct words that some lanes want of one bank.
static uint64_t countWays(llvm::ArrayRef<const Event *> lanes) {
  llvm::SmallVector<uint64_t, 2 * warpSize> words;
  for (const Event *event : lanes)
    for (uint64_t b = 0; b < std::max<uint64_t>(event->value, 1);
         b += bankBytes)
      words.push_back((event->address + b) / bankBytes);
  llvm::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
  std::array<uint64_t, banks> wanted = {};
  uint64_t most = 0;
  for (uint64_t word : words)
    most = std::max(most, ++wanted[word % banks]);
  return most;
}

static void countShared(const Request &request, SharedCounts &counts) {
  uint64_t widest = bankBytes;
  for (unsigned i = 0; i < request.size; ++i)
    widest = std::max<uint64_t>(widest, request.events[i]->value);
  // As many lanes at once as fill the banks.
  unsigned together = std::max<uint64_t>(1, banks * bankBytes / widest);
  ++counts.requests;
  llvm::ArrayRef<const Event *> lanes(request.events.data(), request.size);
  for (; !lanes.empty();
       lanes = lanes.drop_front(std::min<size_t>(together, lanes.size()))) {
    uint64_t ways = countWays(lanes.take_front(together));
    counts.passes += ways;
    ++counts.idealPasses;
    counts.maxWays = std::max(counts.maxWays, ways);
  }
}

/// A branch whose lanes go several ways. Steps that are no choice have zero for
/// a direction.
static void countBranch(const Request &request, BranchCounts &counts) {
  uint32_t first = request.events[0]->value;
  if (first == 0)
    return;
  ++counts.executed;
  for (unsigned i = 1; i < request.size; ++i)
    if (request.events[i]->value != first) {
      ++counts.divergent;
      return;
    }
}

/// Lanes have been run one after the other; this plays back what they did the
/// way a warp does it: those that are furthest behind go on, together, so that
/// lanes meet again where their ways do.
void Multiprocessor::countWarp(Warp &warp) {
  if (!grid->options.count)
    return;
  size_t first = size_t(warp.number) * warpSize;
  size_t last = std::min(first + warpSize, threads.size());
  std::array<size_t, warpSize> position = {};
  while (true) {
    Request request;
    uint32_t site = UINT32_MAX;
    for (size_t i = first; i < last; ++i) {
      const std::vector<Event> &events = threads[i].events;
      size_t next = position[i - first];
      if (next == events.size() || events[next].site > site)
        continue;
      if (events[next].site < site)
        request.size = 0;
      site = events[next].site;
      request.events[request.size++] = &events[next];
    }
    if (request.size == 0)
      break;
    ++warp.steps;
    for (size_t i = first; i < last; ++i) {
      size_t &next = position[i - first];
      if (next < threads[i].events.size() &&
          threads[i].events[next].site == site)
        ++next;
    }
    const Site &place = grid->host.sites[site];
    bool isShared = shared.contains(
        reinterpret_cast<const void *>(request.events[0]->address));
    if (place.kind == Site::Kind::Branch)
      countBranch(request, counts.branches);
    else if (isShared)
      countShared(request, counts.shared);
    else
      countGlobal(request, place.kind == Site::Kind::Load ? counts.loads
                                                          : counts.stores);
  }
  for (size_t i = first; i < last; ++i)
    threads[i].events.clear();
  counts.longestWarp = std::max(counts.longestWarp, warp.steps);
}
