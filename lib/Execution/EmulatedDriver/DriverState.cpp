//===- DriverState.cpp - What the emulated driver keeps -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DriverState.h"

using namespace mlir::gnn::emulator;

static std::unique_ptr<DriverState> &getSlot() {
  static auto state = std::make_unique<DriverState>(EmulatedDriverOptions());
  return state;
}

static thread_local bool hasContext = false;
static thread_local std::string failureWords;

DriverState &DriverState::get() { return *getSlot(); }

void mlir::gnn::emulator::configureEmulatedDriver(
    const EmulatedDriverOptions &options) {
  DriverState &old = DriverState::get();
  for (LoadedModule *module : old.modules)
    delete module;
  for (void *stream : old.streams)
    delete static_cast<char *>(stream);
  getSlot() = std::make_unique<DriverState>(options);
  hasContext = false;
}

void mlir::gnn::emulator::setCurrentContext(bool isCurrent) {
  hasContext = isCurrent;
}

const std::string &mlir::gnn::emulator::getFailureWords() {
  return failureWords;
}

int mlir::gnn::emulator::failWith(int error, std::string words) {
  failureWords = std::move(words);
  return error;
}

int mlir::gnn::emulator::enterCall(void *stream, bool needsContext) {
  DriverState &state = DriverState::get();
  if (state.calls++ == state.failingCall)
    return failWith(state.failure, "a failure that was asked for");
  if (!state.initialized)
    return notInitialized;
  if (needsContext && !hasContext)
    return invalidContext;
  std::lock_guard lock(state.mutex);
  return stream && !state.streams.count(stream) ? invalidHandle : 0;
}

LiveObjects mlir::gnn::emulator::getLiveObjects() {
  DriverState &state = DriverState::get();
  std::lock_guard lock(state.mutex);
  return {state.contexts, unsigned(state.streams.size()),
          unsigned(state.modules.size()), state.memory.countAllocations()};
}

unsigned mlir::gnn::emulator::countDriverCalls() {
  return DriverState::get().calls;
}

void mlir::gnn::emulator::failDriverCall(unsigned number, int error) {
  DriverState::get().failure = error;
  DriverState::get().failingCall = number;
}

llvm::StringMap<KernelCounts> mlir::gnn::emulator::getKernelCounts() {
  DriverState &state = DriverState::get();
  std::lock_guard lock(state.mutex);
  llvm::StringMap<KernelCounts> counts = state.pastCounts;
  for (LoadedModule *module : state.modules)
    for (const std::string &name : module->code->getKernelNames())
      counts[name] += module->code->getCounts(name);
  return counts;
}
