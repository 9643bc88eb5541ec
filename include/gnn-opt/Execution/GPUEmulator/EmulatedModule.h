//===- EmulatedModule.h - GPU kernels that run on the CPU -------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The very LLVM IR that goes to the NVPTX backend, after optimisation, compiled
// for the host: its GPU instructions are calls of the emulator, the threads of
// a block are fibers, and blocks are spread over the threads of the CPU.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_EXECUTION_EMULATEDMODULE_H
#define GNN_OPT_EXECUTION_EMULATEDMODULE_H

#include "gnn-opt/Execution/GPUEmulator/DeviceMemory.h"
#include "gnn-opt/Execution/GPUEmulator/KernelCounts.h"

#include "llvm/ADT/StringRef.h"

namespace mlir::gnn::emulator {

struct Dim3 {
  uint32_t x = 1;
  uint32_t y = 1;
  uint32_t z = 1;

  uint64_t size() const { return uint64_t(x) * y * z; }
};

struct EmulatorOptions {
  /// Watch every access: bounds, alignment, races, reads of what nothing wrote.
  /// Without it a wild access ends the process.
  bool check = true;
  /// Keep KernelCounts.
  bool count = false;
  /// Threads of the CPU that run blocks; 0 takes one a processor.
  unsigned threads = 0;
};

struct LaunchSize {
  Dim3 grid;
  Dim3 block;
  /// Bytes of dynamic shared memory.
  uint32_t dynamicShared = 0;
};

/// A module of kernels.
class EmulatedModule {
public:
  static constexpr unsigned maxThreadsPerBlock = 1024;

  /// Compiles LLVM IR, as text or as bitcode. An error where it is not for
  /// NVPTX, or uses what the emulator does not know, which the error names.
  static llvm::Expected<std::unique_ptr<EmulatedModule>>
  load(llvm::StringRef image, const EmulatorOptions &options);
  ~EmulatedModule();

  bool contains(llvm::StringRef kernel) const;
  /// Bytes of static shared memory that a kernel of this module uses.
  uint64_t getSharedBytes(llvm::StringRef kernel) const;

  /// Runs a kernel to its end; `parameters` as cuLaunchKernel takes them. An
  /// error says the first thing that was wrong, with thread, block and place.
  llvm::Error launch(llvm::StringRef kernel, const LaunchSize &size,
                     void **parameters, const DeviceMemory &memory);

  /// The counts of all launches of a kernel; zeros unless they are kept.
  KernelCounts getCounts(llvm::StringRef kernel) const;
  std::vector<std::string> getKernelNames() const;

private:
  struct Implementation;
  explicit EmulatedModule(std::unique_ptr<Implementation> implementation);

  std::unique_ptr<Implementation> implementation;
};

} // namespace mlir::gnn::emulator

#endif // GNN_OPT_EXECUTION_EMULATEDMODULE_H
