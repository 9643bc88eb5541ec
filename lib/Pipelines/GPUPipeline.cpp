//===- GPUPipeline.cpp - From core gnn ops to NVIDIA GPUs -----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Pipelines/GPUPipeline.h"

#include "gnn-opt/Conversion/GNNToGPU/Passes.h"
#include "gnn-opt/Conversion/ToLLVM/Passes.h"
#include "gnn-opt/Conversion/ToNVVM/Passes.h"
#include "gnn-opt/Pipelines/ModelPipeline.h"

#include "mlir/Conversion/ArithToLLVM/ArithToLLVM.h"
#include "mlir/Conversion/ControlFlowToLLVM/ControlFlowToLLVM.h"
#include "mlir/Conversion/FuncToLLVM/ConvertFuncToLLVM.h"
#include "mlir/Conversion/GPUToNVVM/GPUToNVVMPass.h"
#include "mlir/Conversion/IndexToLLVM/IndexToLLVM.h"
#include "mlir/Conversion/MathToLLVM/MathToLLVM.h"
#include "mlir/Conversion/MemRefToLLVM/MemRefToLLVM.h"
#include "mlir/Conversion/NVGPUToNVVM/NVGPUToNVVM.h"
#include "mlir/Conversion/NVVMToLLVM/NVVMToLLVM.h"
#include "mlir/Conversion/ReconcileUnrealizedCasts/ReconcileUnrealizedCasts.h"
#include "mlir/Conversion/SCFToControlFlow/SCFToControlFlow.h"
#include "mlir/Conversion/UBToLLVM/UBToLLVM.h"
#include "mlir/Conversion/VectorToLLVM/ConvertVectorToLLVM.h"
#include "mlir/Dialect/GPU/Transforms/Passes.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Target/LLVM/NVVM/Target.h"
#include "mlir/Target/LLVM/NVVM/Utils.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/GPU/GPUToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/NVVM/NVVMToLLVMIRTranslation.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/Support/FileSystem.h"

using namespace mlir;
using namespace mlir::gnn;

static void addCleanup(OpPassManager &pm) {
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
}

void gnn::buildGNNToKernelsPipeline(OpPassManager &pm,
                                    const KernelPipelineOptions &options) {
  // Every op becomes a launch or a few, and takes along the elementwise ops
  // behind it.
  pm.addPass(createConvertGNNToGPU({options.chip, options.matmul}));
  addCleanup(pm);
  // Kernels get functions of their own, and copies of the constants they read;
  // what the host keeps of these nobody reads. Numbers that the cleanup has
  // moved out of them must go back, or would be arguments.
  pm.addPass(createGpuLaunchSinkIndexComputationsPass());
  pm.addPass(createGpuKernelOutliningPass());
  pm.addPass(createSymbolDCEPass());
  addCleanup(pm);
}

void gnn::buildKernelsToNVVMPipeline(OpPassManager &pm, StringRef chip) {
  pm.addPass(createAttachGPUTarget({chip.str()}));
  OpPassManager &kernels = pm.nest<gpu::GPUModuleOp>();
  kernels.addPass(createAlignSharedMemory());
  // Instructions where there are some, polynomials for the rest, and then
  // instructions for what the polynomials are written in.
  kernels.addPass(createLowerKernelMath());
  kernels.addPass(createApproximateMath());
  kernels.addPass(createLowerKernelMath());
  kernels.addPass(createSCFToControlFlowPass());
  kernels.addPass(memref::createExpandStridedMetadataPass());
  kernels.addPass(createConvertNVGPUToNVVMPass());
  kernels.addPass(createConvertGpuOpsToNVVMOps());
  // Descriptors of arguments are taken apart again, so that loads are seen to
  // be from the arguments.
  addCleanup(kernels);
  kernels.addPass(createReconcileUnrealizedCastsPass());
  kernels.addPass(createMarkKernelArguments());
  // The proof that nothing is left, and nothing missing.
  kernels.addPass(createVerifyKernels());
}

/// Where CUDA installs itself. Upstream looks where the environment says, and
/// in PATH.
static constexpr StringLiteral defaultToolkit = "/usr/local/cuda";

/// PTX needs no toolkit; naming one would only link its libraries.
static bool needsAssembler(StringRef format) {
  return format == "bin" || format == "fatbin";
}

void gnn::buildSerializeKernelsPipeline(OpPassManager &pm, StringRef format) {
  GpuModuleToBinaryPassOptions options;
  options.compilationTarget = format.str();
  if (needsAssembler(format) && NVVM::getCUDAToolkitPath().empty() &&
      llvm::sys::fs::exists(defaultToolkit))
    options.toolkitPath = defaultToolkit.str();
  pm.addPass(createGpuModuleToBinaryPass(options));
}

void gnn::buildModelToNVVMPipeline(OpPassManager &pm,
                                   const GPUPipelineOptions &options) {
  buildOptimizePipeline(pm);
  buildGNNToKernelsPipeline(pm, options);
  buildKernelsToNVVMPipeline(pm, options.chip);
  buildSerializeKernelsPipeline(pm, options.format);
}

void gnn::registerGPUExtensions(DialectRegistry &registry) {
  for (auto registerInterface :
       {registerConvertFuncToLLVMInterface, registerConvertMathToLLVMInterface,
        registerConvertMemRefToLLVMInterface,
        registerConvertNVVMToLLVMInterface,
        ub::registerConvertUBToLLVMInterface,
        index::registerConvertIndexToLLVMInterface,
        arith::registerConvertArithToLLVMInterface,
        cf::registerConvertControlFlowToLLVMInterface,
        vector::registerConvertVectorToLLVMInterface,
        NVVM::registerNVVMTargetInterfaceExternalModels,
        gpu::registerOffloadingLLVMTranslationInterfaceExternalModels,
        registerBuiltinDialectTranslation, registerGPUDialectTranslation,
        registerLLVMDialectTranslation, registerNVVMDialectTranslation})
    registerInterface(registry);
}

void gnn::registerGPUPipelines() {
  PassPipelineRegistration<KernelPipelineOptions>(
      "gnn-to-gpu-pipeline",
      "Lower core gnn ops to host functions and kernels of the gpu dialect",
      buildGNNToKernelsPipeline);
  PassPipelineRegistration<GPUPipelineOptions>(
      "gnn-to-nvvm-pipeline",
      "Compile a whole model to host functions and a binary of its kernels",
      buildModelToNVVMPipeline);
}
