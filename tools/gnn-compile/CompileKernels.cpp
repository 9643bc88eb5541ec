//===- CompileKernels.cpp - From a model to GPU kernels -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Compile.h"

#include "gnn-opt/Pipelines/GPUPipeline.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Pass/PassManager.h"

using namespace mlir;
using namespace mlir::gnn;

/// The names of the kernels, in the order of their first launch.
static llvm::json::Array getKernels(ModuleOp module) {
  llvm::SetVector<StringRef> names;
  module.walk([&](gpu::LaunchFuncOp launch) {
    names.insert(launch.getKernelName().getValue());
  });
  return llvm::json::Array(names.getArrayRef());
}

LogicalResult gnn::compileKernels(const CompileOptions &options,
                                  KernelFormat format, ModuleOp module) {
  if (!options.header.empty())
    return report(llvm::createStringError(
        "expected no --header for kernels, which C cannot call: --emit=obj "
        "makes a function that calls them"));
  GPUPipelineOptions pipeline;
  pipeline.chip = options.target;
  pipeline.matmul = options.matmul;
  pipeline.format = getFormatName(format).str();
  PassManager pm(module.getContext());
  buildModelToNVVMPipeline(pm, pipeline);
  if (failed(pm.run(module)) ||
      failed(report(emitKernels(module, options.output))))
    return failure();
  if (options.json)
    printSummary(options, options.target, getKernels(module));
  return success();
}
