//===- HostModule.h - GPU code made to run on this processor ----*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_EXECUTION_GPUEMULATOR_HOSTMODULE_H
#define GNN_OPT_LIB_EXECUTION_GPUEMULATOR_HOSTMODULE_H

#include "gnn-opt/Execution/GPUEmulator/EmulatedModule.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"

namespace mlir::gnn::emulator {

/// A place in a kernel that the emulator hears of when a thread comes by.
/// Numbers rise along the code; those of a loop's body come before those of
/// what follows the loop.
struct Site {
  enum class Kind { Load, Store, Atomic, Branch, Wait };

  Kind kind;
  /// The function and the instruction, for messages.
  std::string function;
  std::string instruction;
  /// What an access promises of its address.
  uint64_t alignment = 1;
};

struct SharedBuffer {
  std::string name;
  /// From the beginning of the block's shared memory.
  uint64_t offset;
  uint64_t bytes;
};

struct KernelInfo {
  /// Static buffers, in order of their offsets.
  std::vector<SharedBuffer> shared;
  /// What the device would need for them.
  uint64_t sharedBytes = 0;
  /// Where dynamic shared memory begins.
  uint64_t dynamicOffset = 0;
  /// The most threads of a block that the kernel was compiled for; 0 for any.
  uint64_t maxThreads = 0;
};

/// The module and what is known of it. A kernel `k` is entered through
/// `k$launch(void **parameters)`.
struct HostModule {
  std::unique_ptr<llvm::LLVMContext> context;
  std::unique_ptr<llvm::Module> module;
  std::vector<Site> sites;
  /// The sites of calls of intrinsics.
  llvm::DenseMap<const llvm::CallBase *, uint32_t> callSites;
  llvm::StringMap<KernelInfo> kernels;
  /// Globals in device memory, such as the parameters of the model; their
  /// symbols are visible. Addresses are set once the code is loaded.
  std::vector<Region> globals;
};

/// Reads LLVM IR for NVPTX and rewrites it for this processor.
llvm::Expected<HostModule> createHostModule(llvm::StringRef image,
                                            const EmulatorOptions &options);

std::string getLaunchSymbol(llvm::StringRef kernel);

//===----------------------------------------------------------------------===//
// Its steps
//===----------------------------------------------------------------------===//

/// Numbers all sites, and adds calls of the emulator at accesses, and at
/// branches where counts are kept. Runs first: later steps add accesses that
/// are none of the kernel's.
void instrument(HostModule &host, const EmulatorOptions &options);

/// Gives each shared buffer an offset in the block's shared memory, and each
/// kernel the list of those that it uses.
void lowerSharedMemory(HostModule &host);

/// NVVM intrinsics become calls of the emulator. An error names the first
/// function or instruction that it does not know.
llvm::Error bindIntrinsics(HostModule &host);

/// Appends a site for an instruction; returns its number.
uint32_t addSite(HostModule &host, Site::Kind kind, const llvm::Instruction &at,
                 uint64_t alignment = 1);

} // namespace mlir::gnn::emulator

#endif // GNN_OPT_LIB_EXECUTION_GPUEMULATOR_HOSTMODULE_H
