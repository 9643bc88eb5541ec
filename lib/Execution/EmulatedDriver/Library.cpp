//===- Library.cpp - The emulated driver as a shared library --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For programs that know nothing of the emulator: GNN_CUDA_DRIVER names this
// library. The environment says how it behaves.
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/GPUEmulator/EmulatedDriver.h"

#include <cstdlib>

using namespace mlir::gnn::emulator;

static uint64_t readNumber(const char *variable, uint64_t otherwise) {
  const char *text = std::getenv(variable);
  uint64_t number = 0;
  return text && !llvm::StringRef(text).getAsInteger(10, number) ? number
                                                                 : otherwise;
}

[[gnu::constructor]] static void configureFromEnvironment() {
  EmulatedDriverOptions options;
  options.emulator.check = readNumber("GNN_EMULATOR_CHECK", 1);
  options.emulator.threads = readNumber("GNN_EMULATOR_THREADS", 0);
  options.memory = readNumber("GNN_EMULATOR_MEMORY", options.memory);
  configureEmulatedDriver(options);
}
