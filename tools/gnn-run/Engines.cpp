//===- Engines.cpp - Engines by name --------------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Engines.h"

#include "gnn-opt/Conversion/CInterface/Passes.h"
#include "gnn-opt/Execution/Interpreter.h"
#include "gnn-opt/Execution/JIT.h"
#include "gnn-opt/Execution/ObjectEmitter.h"
#include "gnn-opt/Pipelines/ModelPipeline.h"
#include "gnn-opt/Support/Text.h"

using namespace mlir;
using namespace mlir::gnn;

/// Lowers a copy for this processor: the model itself is still reported on.
static llvm::Expected<OwningOpRef<ModuleOp>> lower(const RunOptions &run,
                                                   const Model &model) {
  llvm::Expected<CPUTarget> host = getCPUTarget("host");
  if (!host)
    return host.takeError();
  OwningOpRef<ModuleOp> lowered = model.module.get().clone();
  CPUPipelineOptions options;
  options.vectorWidth = host->vectorWidth;
  options.nodeOrder = run.reorder;
  options.features = run.features;
  PassManager passes(lowered->getContext());
  passes.addPass(createRecordSignature());
  buildModelToCPUPipeline(passes, options);
  if (failed(passes.run(*lowered)))
    return llvm::createStringError("cannot compile the model");
  return lowered;
}

static llvm::Expected<std::unique_ptr<Engine>>
createCompiledEngine(const RunOptions &options, const Model &model) {
  auto signature = getSignature(model.function);
  if (!signature)
    return signature.takeError();
  auto lowered = lower(options, model);
  if (!lowered)
    return lowered.takeError();
  return createJITEngine(**lowered, *signature, options.threads);
}

llvm::Expected<std::unique_ptr<Engine>>
gnn::createEngine(const RunOptions &options, const Model &model) {
  switch (options.engine) {
  case EngineKind::Reference:
    return createReferenceEngine(model.function);
  case EngineKind::JIT:
    return createCompiledEngine(options, model);
  case EngineKind::GPUEmulated:
  case EngineKind::CUDA:
    return createGPUModelEngine(options, model);
  }
  llvm_unreachable("all engines are made");
}
