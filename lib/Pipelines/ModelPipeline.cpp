//===- ModelPipeline.cpp - From an imported model to code -----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Pipelines/ModelPipeline.h"

#include "gnn-opt/Conversion/CInterface/Passes.h"
#include "gnn-opt/Transforms/Passes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace mlir::gnn;

void gnn::buildOptimizePipeline(OpPassManager &pm) {
  // Dropout and double activations go before anything looks at neighbours.
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createDecomposeLayers());
  // Two layers on one graph share its self loops and its normalisation.
  pm.addPass(createCSEPass());
  // A(XW) moves fewer bytes than (AX)W where W narrows, and reads sparse
  // features as they are.
  pm.addPass(createReorderAggregation());
  pm.addPass(createFuseAttention());
  // Batch norms and constant products disappear into weights.
  pm.addPass(createFoldParameters());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
  // A parameter that nobody loads any more must not reach the object.
  pm.addPass(createSymbolDCEPass());
}

/// The engine, or the caller of an object, prepares a graph once.
static void addPreparation(OpPassManager &pm, StringRef nodeOrder) {
  // Behind the fusion of attention: its parts read edges, it reads rows.
  pm.addPass(createInlineSelfLoops());
  pm.addPass(createHoistPreparation());
  pm.addPass(createVersionAggregation());
  pm.addPass(createOrderNodes({nodeOrder.str()}));
}

void gnn::buildModelToCPUPipeline(OpPassManager &pm,
                                  const CPUPipelineOptions &options) {
  buildOptimizePipeline(pm);
  addPreparation(pm, options.nodeOrder);
  buildCPUPipeline(pm, options);
}

void gnn::buildModelToCorePipeline(OpPassManager &pm, StringRef nodeOrder) {
  // While the function still has the types that its user knows.
  pm.addPass(createRecordSignature());
  buildOptimizePipeline(pm);
  addPreparation(pm, nodeOrder);
}

void gnn::buildModelToObjectPipeline(OpPassManager &pm,
                                     const CPUPipelineOptions &options) {
  buildModelToCorePipeline(pm, options.nodeOrder);
  buildCoreToObjectPipeline(pm, options);
}

void gnn::buildCoreToObjectPipeline(OpPassManager &pm,
                                    const CPUPipelineOptions &options) {
  buildGNNToLoopsPipeline(pm, options);
  // Buffers are there, and not yet LLVM structures.
  pm.addPass(createAddCInterface());
  buildLoopsToLLVMPipeline(pm);
}

void gnn::registerModelPipelines() {
  PassPipelineRegistration<>("gnn-optimize-pipeline",
                             "Decompose layers, choose their composition, fold "
                             "parameters",
                             buildOptimizePipeline);
  PassPipelineRegistration<CPUPipelineOptions>(
      "gnn-to-cpu-pipeline",
      "Compile a whole model to the LLVM dialect with OpenMP, as the JIT does",
      buildModelToCPUPipeline);
  PassPipelineRegistration<CPUPipelineOptions>(
      "gnn-to-object-pipeline",
      "Compile a whole model to the LLVM dialect with a plain C interface",
      buildModelToObjectPipeline);
}
