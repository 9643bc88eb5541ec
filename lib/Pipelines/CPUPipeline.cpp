//===- CPUPipeline.cpp - From core gnn ops to LLVM ------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Pipelines/CPUPipeline.h"

#include "gnn-opt/Conversion/CPUVersions/Passes.h"
#include "gnn-opt/Conversion/GNNToVector/Passes.h"
#include "gnn-opt/Conversion/HostFunctions/Passes.h"
#include "gnn-opt/Conversion/ToLLVM/Passes.h"
#include "gnn-opt/Support/CPULevels.h"
#include "gnn-opt/Transforms/Passes.h"

#include "mlir/Conversion/ArithToLLVM/ArithToLLVM.h"
#include "mlir/Conversion/ControlFlowToLLVM/ControlFlowToLLVM.h"
#include "mlir/Conversion/FuncToLLVM/ConvertFuncToLLVMPass.h"
#include "mlir/Conversion/MathToLLVM/MathToLLVM.h"
#include "mlir/Conversion/MemRefToLLVM/MemRefToLLVM.h"
#include "mlir/Conversion/OpenMPToLLVM/ConvertOpenMPToLLVM.h"
#include "mlir/Conversion/ReconcileUnrealizedCasts/ReconcileUnrealizedCasts.h"
#include "mlir/Conversion/SCFToControlFlow/SCFToControlFlow.h"
#include "mlir/Conversion/SCFToOpenMP/SCFToOpenMP.h"
#include "mlir/Conversion/UBToLLVM/UBToLLVM.h"
#include "mlir/Conversion/VectorToLLVM/ConvertVectorToLLVMPass.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace mlir::gnn;

static void addCleanup(OpPassManager &pm) {
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
}

/// Of every version that the code will have. Names and widths are checked by
/// the passes that take them.
static SmallVector<int64_t> getVectorWidths(const CPUPipelineOptions &options) {
  SmallVector<int64_t> widths;
  for (const std::string &version : options.cpuVersions)
    if (const CPULevel *level = findCPULevel(version))
      widths.push_back(level->vectorWidth);
  if (widths.empty() && options.vectorWidth > 0)
    widths.push_back(options.vectorWidth);
  return widths;
}

void gnn::buildGNNToLoopsPipeline(OpPassManager &pm,
                                  const CPUPipelineOptions &options) {
  // Zeros of a weight are worth code of their own only where it is faster.
  SelectSparseFormatOptions formatOptions;
  formatOptions.format = options.sparseFormat;
  formatOptions.vectorWidths = getVectorWidths(options);
  pm.addPass(createSelectSparseFormat(formatOptions));
  ArrayRef<std::string> versions = options.cpuVersions;
  if (!versions.empty())
    pm.addPass(createMakeCPUVersions({llvm::to_vector(versions)}));
  // Every op becomes a parallel loop over rows, and takes along the elementwise
  // ops behind it.
  ConvertGNNToVectorOptions conversion;
  conversion.vectorWidth = options.vectorWidth;
  conversion.features = options.features;
  pm.addPass(createConvertGNNToVector(conversion));
  // Known strides of temporaries reach their loads.
  addCleanup(pm);
  pm.addPass(createMergeAllocations());
  if (!versions.empty())
    pm.addPass(createDispatchCPUVersions());
  // Around whatever other versions there are, while buffers have sizes to
  // choose by.
  pm.addPass(createDispatchVersions());
  pm.addPass(createApplyNodeOrder());
}

void gnn::buildLoopsToLLVMPipeline(OpPassManager &pm) {
  // On whole vectors, while exp and the like still have names.
  pm.addPass(createApproximateMath());
  // Threads, while loops are still loops. Upstream wraps each body in a stack
  // scope; canonicalization drops the scopes without allocations, and those
  // that stay must meet the memref lowering before control flow is split into
  // blocks.
  pm.addPass(createConvertSCFToOpenMPPass());
  pm.addPass(createScheduleOpenMPLoops());
  addCleanup(pm);
  pm.addPass(createConvertVectorToLLVMPass());
  pm.addPass(createFinalizeMemRefToLLVMConversionPass());
  pm.addPass(createSCFToControlFlowPass());
  // What is left, dialect by dialect, each pass partial.
  pm.addPass(createConvertMathToLLVMPass());
  pm.addPass(createConvertOpenMPToLLVMPass());
  pm.addPass(createArithToLLVMConversionPass());
  pm.addPass(createConvertFuncToLLVMPass());
  pm.addPass(createConvertControlFlowToLLVMPass());
  pm.addPass(createUBToLLVMConversionPass());
  pm.addPass(createReconcileUnrealizedCastsPass());
  addCleanup(pm);
  // The proof that none of them left anything.
  pm.addPass(createVerifyLLVMLowering());
}

void gnn::buildCPUPipeline(OpPassManager &pm,
                           const CPUPipelineOptions &options) {
  buildGNNToLoopsPipeline(pm, options);
  buildLoopsToLLVMPipeline(pm);
}
