//===- CompiledEngine.cpp - A model, compiled for this machine ------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Tuning/CompiledEngine.h"

#include "gnn-opt/Conversion/CInterface/Passes.h"
#include "gnn-opt/Execution/JIT.h"
#include "gnn-opt/Execution/ObjectEmitter.h"
#include "gnn-opt/Pipelines/ModelPipeline.h"

#include "mlir/Pass/PassManager.h"

using namespace mlir;
using namespace mlir::gnn;

static llvm::Expected<OwningOpRef<ModuleOp>> lowerCopy(ModuleOp module) {
  llvm::Expected<CPUTarget> host = getCPUTarget("host");
  if (!host)
    return host.takeError();
  OwningOpRef<ModuleOp> lowered = module.clone();
  CPUPipelineOptions options;
  options.vectorWidth = host->vectorWidth;
  PassManager passes(lowered->getContext());
  passes.addPass(createRecordSignature());
  buildModelToCPUPipeline(passes, options);
  if (failed(passes.run(*lowered)))
    return llvm::createStringError("cannot compile the model");
  return lowered;
}

llvm::Expected<std::unique_ptr<Engine>>
gnn::createCompiledEngine(func::FuncOp function, unsigned threads) {
  auto signature = getSignature(function);
  if (!signature)
    return signature.takeError();
  auto lowered = lowerCopy(function->getParentOfType<ModuleOp>());
  if (!lowered)
    return lowered.takeError();
  return createJITEngine(**lowered, *signature, threads);
}
