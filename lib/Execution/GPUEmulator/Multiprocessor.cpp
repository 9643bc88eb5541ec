//===- Multiprocessor.cpp - Runs blocks, one at a time --------------------===//
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

static thread_local Multiprocessor *currentProcessor = nullptr;

Multiprocessor &Multiprocessor::current() { return *currentProcessor; }

//===----------------------------------------------------------------------===//
// Blocks
//===----------------------------------------------------------------------===//

void Multiprocessor::run(Grid &newGrid) {
  grid = &newGrid;
  currentProcessor = this;
  counts = {};
  lastRegion = 0;
  if (!stacks.reserve(grid->size.block.size()))
    return grid->fail("no memory for the stacks of a block's threads");
  threads = std::vector<Thread>(grid->size.block.size());
  warps.resize(llvm::divideCeil(threads.size(), warpSize));
  while (grid->takeBlock(block))
    runBlock();
  grid->add(counts);
  currentProcessor = nullptr;
}

static Dim3 getIndex(uint32_t number, Dim3 size) {
  return {number % size.x, number / size.x % size.y, number / size.x / size.y};
}

void Multiprocessor::begin() {
  shared.begin(grid->getSharedBytes(), grid->options.check);
  for (auto [number, warp] : llvm::enumerate(warps)) {
    warp.number = number;
    warp.live = 0;
    warp.syncs = 0;
    warp.steps = 0;
    warp.pending.clear();
  }
  for (auto [number, thread] : llvm::enumerate(threads)) {
    thread.number = number;
    thread.index = getIndex(number, grid->size.block);
    thread.warp = &warps[number / warpSize];
    thread.warp->live |= 1u << thread.lane();
    thread.state = Thread::State::Ready;
    thread.events.clear();
    thread.copies.clear();
    thread.copyGroup = 0;
    thread.stack = stacks.get(number);
    thread.fiber.reset(thread.stack, FiberStacks::stackSize, enterThread);
  }
}

void Multiprocessor::runBlock() {
  begin();
  while (!grid->hasFailed()) {
    bool progress = false;
    for (Warp &warp : warps)
      progress |= runWarp(warp);
    if (llvm::all_of(warps, [](const Warp &warp) { return !warp.live; }))
      return;
    if (!progress && !grid->hasFailed() && !releaseBarrier())
      return grid->fail(describeStuck());
  }
}

/// Runs the lanes until each of them waits for another warp, or has ended.
bool Multiprocessor::runWarp(Warp &warp) {
  bool progress = false, again = true;
  size_t first = size_t(warp.number) * warpSize;
  size_t last = std::min(first + warpSize, threads.size());
  while (again && !grid->hasFailed()) {
    again = false;
    for (size_t i = first; i < last; ++i) {
      if (threads[i].state != Thread::State::Ready)
        continue;
      resume(threads[i]);
      again = true;
    }
    progress |= again;
  }
  countWarp(warp);
  return progress;
}

//===----------------------------------------------------------------------===//
// Threads
//===----------------------------------------------------------------------===//

void Multiprocessor::resume(Thread &thread) {
  if (grid->hasFailed())
    return;
  running = &thread;
  Fiber::switchTo(scheduler, thread.fiber);
}

void Multiprocessor::enterThread() {
  Multiprocessor &processor = current();
  processor.grid->kernel(processor.grid->parameters);
  processor.endThread();
}

void Multiprocessor::endThread() {
  waitForCopies(0);
  running->state = Thread::State::Ended;
  running->warp->live &= ~(1u << running->lane());
  completeCalls(*running->warp);
  suspendForever();
}

void Multiprocessor::suspendForever() {
  Fiber::switchTo(running->fiber, scheduler);
  llvm_unreachable("a thread that has ended is not resumed");
}

void Multiprocessor::wait(Thread::State state, uint32_t site) {
  running->state = state;
  running->site = site;
  Fiber::switchTo(running->fiber, scheduler);
}

//===----------------------------------------------------------------------===//
// Barriers
//===----------------------------------------------------------------------===//

void Multiprocessor::waitAtBarrier(uint32_t site) {
  wait(Thread::State::AtBarrier, site);
}

/// Lets all threads go on that wait at the same barrier; false where one is
/// elsewhere.
bool Multiprocessor::releaseBarrier() {
  bool together = llvm::all_of(threads, [&](const Thread &thread) {
    return thread.state == Thread::State::AtBarrier &&
           thread.site == threads.front().site;
  });
  if (!together)
    return false;
  for (Thread &thread : threads)
    thread.state = Thread::State::Ready;
  shared.synchronize();
  return true;
}

static llvm::StringRef describe(Thread::State state) {
  switch (state) {
  case Thread::State::Ready:
    return "can run";
  case Thread::State::AtBarrier:
    return "wait at the barrier";
  case Thread::State::InWarpCall:
    return "wait for lanes of their warp at";
  case Thread::State::Ended:
    return "have ended";
  }
  llvm_unreachable("all states have a description");
}

std::string Multiprocessor::describeStuck() const {
  // By what they do and where; the threads that have ended are at one place.
  std::map<std::pair<Thread::State, uint32_t>, unsigned> groups;
  for (const Thread &thread : threads)
    ++groups[{thread.state,
              thread.state == Thread::State::Ended ? 0 : thread.site}];
  bool inWarp = llvm::any_of(threads, [](const Thread &thread) {
    return thread.state == Thread::State::InWarpCall;
  });
  std::string text = llvm::formatv("divergent {0} in block ({1}, {2}, {3})",
                                   inWarp ? "warp instruction" : "barrier",
                                   block.x, block.y, block.z);
  llvm::StringRef separator = ": ";
  for (auto [group, count] : groups) {
    text += llvm::formatv("{0}{1} of {2} threads {3}", separator, count,
                          threads.size(), describe(group.first));
    if (group.first != Thread::State::Ended)
      text += " '" + grid->host.sites[group.second].instruction + "' (site " +
              std::to_string(group.second) + ")";
    separator = ", ";
  }
  return text;
}

//===----------------------------------------------------------------------===//
// Warp calls
//===----------------------------------------------------------------------===//

void Multiprocessor::callWarp(uint32_t site, WarpFunction function,
                              uint32_t mask, const uint64_t *operands,
                              void *result) {
  Warp &warp = *running->warp;
  auto *it = llvm::find_if(warp.pending, [&](const Warp::Pending &pending) {
    return pending.call.site == site && pending.call.mask == mask;
  });
  if (it == warp.pending.end()) {
    warp.pending.push_back({function, WarpCall{site, mask}});
    it = &warp.pending.back();
  }
  it->call.arrived |= 1u << running->lane();
  it->call.operands[running->lane()] = operands;
  it->call.results[running->lane()] = result;
  running->state = Thread::State::InWarpCall;
  running->site = site;
  completeCalls(warp);
  // The last lane goes on at once.
  if (running->state == Thread::State::InWarpCall)
    Fiber::switchTo(running->fiber, scheduler);
}

void Multiprocessor::completeCalls(Warp &warp) {
  for (unsigned i = 0; i < warp.pending.size();) {
    const WarpCall &call = warp.pending[i].call;
    if ((call.mask & warp.live) == call.arrived)
      complete(warp, i);
    else
      ++i;
  }
}

void Multiprocessor::complete(Warp &warp, unsigned index) {
  Warp::Pending pending = warp.pending[index];
  warp.pending.erase(warp.pending.begin() + index);
  if (const char *wrong = pending.function(pending.call))
    fail(grid->host.sites[pending.call.site], wrong);
  for (unsigned lane = 0; lane < warpSize; ++lane)
    if (pending.call.has(lane))
      threads[warp.number * warpSize + lane].state = Thread::State::Ready;
  if (pending.call.arrived == warp.live)
    countWarp(warp);
}

void Multiprocessor::synchronizeWarp(uint32_t site, uint32_t mask) {
  auto count = [](WarpCall &) -> const char * {
    ++current().running->warp->syncs;
    return nullptr;
  };
  callWarp(site, count, mask, nullptr, nullptr);
}

//===----------------------------------------------------------------------===//
// Asynchronous copies
//===----------------------------------------------------------------------===//

void Multiprocessor::startCopy(AsyncCopy copy) {
  copy.group = running->copyGroup;
  running->copies.push_back(copy);
  // It may write from here on, and reach the place at any time.
  check(copy.destination, copy.bytes, copy.site + 1);
  if (grid->options.check)
    shared.beginCopy(copy.destination, copy.bytes);
  count(copy.source, copy.sourceBytes, copy.site);
  count(copy.destination, copy.bytes, copy.site + 1);
}

void Multiprocessor::commitCopies() { ++running->copyGroup; }

/// Nothing arrives before it is waited for.
void Multiprocessor::waitForCopies(uint32_t groups) {
  std::vector<AsyncCopy> &copies = running->copies;
  size_t done = 0;
  for (; done < copies.size(); ++done) {
    const AsyncCopy &copy = copies[done];
    if (copy.group + groups >= running->copyGroup)
      break;
    check(copy.source, copy.sourceBytes, copy.site);
    if (grid->options.check)
      shared.endCopy(copy.destination, copy.bytes);
    check(copy.destination, copy.bytes, copy.site + 1);
    std::memcpy(copy.destination, copy.source, copy.sourceBytes);
    std::memset(static_cast<char *>(copy.destination) + copy.sourceBytes, 0,
                copy.bytes - copy.sourceBytes);
  }
  copies.erase(copies.begin(), copies.begin() + done);
}

void Multiprocessor::branch(uint32_t site, uint32_t taken) {
  running->events.push_back({site, taken, 0});
}
