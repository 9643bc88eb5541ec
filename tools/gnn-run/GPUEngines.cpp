//===- GPUEngines.cpp - A GPU and its double ------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Engines.h"

#include "gnn-opt/Conversion/CInterface/Passes.h"
#include "gnn-opt/Execution/GPUEmulator/EmulatedDriver.h"
#include "gnn-opt/Execution/GPUEngine.h"
#include "gnn-opt/Pipelines/GPUHostPipeline.h"

using namespace mlir;
using namespace mlir::gnn;

/// Lowers a copy: the model itself is still reported on.
static llvm::Expected<OwningOpRef<ModuleOp>>
lower(const RunOptions &run, const Model &model, const std::string &chip) {
  OwningOpRef<ModuleOp> lowered = model.module.get().clone();
  GPUPipelineOptions options;
  options.chip = chip;
  options.matmul = run.matmul;
  options.format = run.engine == EngineKind::GPUEmulated ? "llvm" : "isa";
  PassManager passes(lowered->getContext());
  passes.addPass(createRecordSignature());
  buildModelToGPUHostPipeline(passes, options);
  if (failed(passes.run(*lowered)))
    return llvm::createStringError("cannot compile the model for " + chip);
  return lowered;
}

/// The emulated device runs the code of any chip.
static void configure(const RunOptions &options) {
  emulator::EmulatedDriverOptions driver;
  driver.emulator = {options.gpuChecks, options.gpuCounts, options.threads};
  emulator::configureEmulatedDriver(driver);
}

llvm::Expected<std::unique_ptr<Engine>>
gnn::createGPUModelEngine(const RunOptions &options, const Model &model) {
  bool isEmulated = options.engine == EngineKind::GPUEmulated;
  DriverLookup lookup = isEmulated ? emulator::lookupEmulatedDriver : nullptr;
  if (isEmulated)
    configure(options);
  auto chip = getGPUChip(lookup);
  if (!chip)
    return chip.takeError();
  auto signature = getSignature(model.function);
  if (!signature)
    return signature.takeError();
  auto lowered = lower(options, model, *chip);
  if (!lowered)
    return lowered.takeError();
  return createGPUEngine(**lowered, *signature, lookup);
}
