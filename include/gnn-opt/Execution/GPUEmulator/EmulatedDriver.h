//===- EmulatedDriver.h - A CUDA driver without a device --------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Answers the functions of the CUDA driver that the GPU runtime calls. Kernels
// are LLVM IR, and the emulator runs them. For tests it keeps account of what
// is alive, and lets any call fail.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_EXECUTION_EMULATEDDRIVER_H
#define GNN_OPT_EXECUTION_EMULATEDDRIVER_H

#include "gnn-opt/Execution/GPUEmulator/EmulatedModule.h"

#include "llvm/ADT/StringMap.h"

namespace mlir::gnn::emulator {

struct EmulatedDriverOptions {
  EmulatorOptions emulator;
  /// Bytes of memory that the device has.
  uint64_t memory = uint64_t(16) << 30;
};

/// Begins anew, with a device that holds nothing. No call may be under way.
void configureEmulatedDriver(const EmulatedDriverOptions &options);

/// The function of the driver called `symbol`, or null; what
/// gnn_gpu_use_driver() takes.
void *lookupEmulatedDriver(const char *symbol);

/// What the caller has not given back.
struct LiveObjects {
  unsigned contexts = 0;
  unsigned streams = 0;
  unsigned modules = 0;
  unsigned allocations = 0;

  bool none() const {
    return !contexts && !streams && !modules && !allocations;
  }
};
LiveObjects getLiveObjects();

/// Calls since configureEmulatedDriver(), those for error texts left out.
unsigned countDriverCalls();
/// Lets the call with this number, counted from 0 as countDriverCalls() does,
/// return `error` and do nothing.
void failDriverCall(unsigned number, int error);

/// What each kernel did so far, by its name.
llvm::StringMap<KernelCounts> getKernelCounts();

} // namespace mlir::gnn::emulator

#endif // GNN_OPT_EXECUTION_EMULATEDDRIVER_H
