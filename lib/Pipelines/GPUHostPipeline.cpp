//===- GPUHostPipeline.cpp - Programs that run a model on a GPU -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Pipelines/GPUHostPipeline.h"

#include "gnn-opt/Conversion/CInterface/Passes.h"
#include "gnn-opt/Conversion/GPUToRuntime/Passes.h"
#include "gnn-opt/Pipelines/CPUPipeline.h"

#include "mlir/Conversion/AffineToStandard/AffineToStandard.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace mlir::gnn;

/// Host functions and a binary of kernels to calls of the runtime.
static void buildLaunchesToRuntimePipeline(OpPassManager &pm) {
  // What works on buffers of the device joins its caller, which has allocated
  // them: a function is a session of the runtime.
  pm.addPass(createInlinerPass());
  pm.addPass(createSymbolDCEPass());
  pm.addPass(createConvertGPUToRuntime());
}

static void buildRuntimeToLLVMPipeline(OpPassManager &pm) {
  // Parts of buffers become arithmetic on what describes them.
  pm.addPass(memref::createExpandStridedMetadataPass());
  pm.addPass(createLowerAffinePass());
  // The rest is what host code for a CPU is made of.
  buildLoopsToLLVMPipeline(pm);
}

void gnn::buildModelToGPUHostPipeline(OpPassManager &pm,
                                      const GPUPipelineOptions &options) {
  buildModelToNVVMPipeline(pm, options);
  buildLaunchesToRuntimePipeline(pm);
  buildRuntimeToLLVMPipeline(pm);
}

void gnn::buildModelToGPUObjectPipeline(OpPassManager &pm,
                                        const GPUPipelineOptions &options) {
  // While the function still has the types that its user knows.
  pm.addPass(createRecordSignature());
  buildModelToNVVMPipeline(pm, options);
  buildLaunchesToRuntimePipeline(pm);
  // Once functions return their status.
  pm.addPass(createAddCInterface());
  buildRuntimeToLLVMPipeline(pm);
}

void gnn::registerGPUHostPipelines() {
  PassPipelineRegistration<GPUPipelineOptions>(
      "gnn-to-gpu-host-pipeline",
      "Compile a whole model to the LLVM dialect with calls of the GPU runtime",
      buildModelToGPUHostPipeline);
  PassPipelineRegistration<GPUPipelineOptions>(
      "gnn-to-gpu-object-pipeline",
      "Compile a whole model to the LLVM dialect with calls of the GPU runtime "
      "and a plain C interface",
      buildModelToGPUObjectPipeline);
}
