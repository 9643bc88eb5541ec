//===- DriverState.h - What the emulated driver keeps -----------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_EXECUTION_EMULATEDDRIVER_DRIVERSTATE_H
#define GNN_OPT_LIB_EXECUTION_EMULATEDDRIVER_DRIVERSTATE_H

#include "gnn-opt/Execution/GPUEmulator/EmulatedDriver.h"
#include "gnn-opt/Runtime/CUDADriver.h"

#include <atomic>
#include <set>

namespace mlir::gnn::emulator {

// Results of the driver that the emulated one gives.
constexpr int invalidValue = 1, outOfMemory = 2, notInitialized = 3,
              invalidImage = 200, invalidContext = 201, invalidHandle = 400,
              notFound = 500, launchFailed = 719;

struct LoadedModule;

/// A kernel, as cuModuleGetFunction gives it out.
struct LoadedFunction {
  LoadedModule *module;
  std::string name;
  /// Most bytes of dynamic shared memory that a launch may ask for.
  uint64_t sharedLimit;
};

struct LoadedModule {
  std::unique_ptr<EmulatedModule> code;
  llvm::StringMap<LoadedFunction> functions;
};

/// The driver and its only device.
struct DriverState {
  explicit DriverState(const EmulatedDriverOptions &options)
      : options(options), memory(options.memory) {}

  static DriverState &get();

  EmulatedDriverOptions options;
  DeviceMemory memory;
  std::atomic<bool> initialized = false;
  std::atomic<unsigned> contexts = 0;
  std::atomic<unsigned> calls = 0;
  /// The call that fails, and how.
  std::atomic<int64_t> failingCall = -1;
  std::atomic<int> failure = 0;

  /// Guards what follows.
  std::mutex mutex;
  std::set<void *> streams;
  std::set<LoadedModule *> modules;
  /// Of modules that are unloaded.
  llvm::StringMap<KernelCounts> pastCounts;
};

/// Counts a call that needs a context and, where it is not null, a stream;
/// what it must return at once, or 0.
int enterCall(void *stream = nullptr, bool needsContext = true);

/// Keeps the words that cuGetErrorString() gives for launchFailed and
/// invalidImage to this thread.
int failWith(int error, std::string words);

void setCurrentContext(bool isCurrent);
const std::string &getFailureWords();

} // namespace mlir::gnn::emulator

#endif // GNN_OPT_LIB_EXECUTION_EMULATEDDRIVER_DRIVERSTATE_H
