//===- InitAll.cpp - Everything gnn-opt registers, in one place -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/InitAll.h"

#include "gnn-opt/Analysis/Passes.h"
#include "gnn-opt/Conversion/CInterface/Passes.h"
#include "gnn-opt/Conversion/CPUVersions/Passes.h"
#include "gnn-opt/Conversion/GNNToGPU/Passes.h"
#include "gnn-opt/Conversion/GNNToVector/Passes.h"
#include "gnn-opt/Conversion/GPUToRuntime/Passes.h"
#include "gnn-opt/Conversion/HostFunctions/Passes.h"
#include "gnn-opt/Conversion/ToLLVM/Passes.h"
#include "gnn-opt/Conversion/ToNVVM/Passes.h"
#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Pipelines/GPUHostPipeline.h"
#include "gnn-opt/Pipelines/ModelPipeline.h"
#include "gnn-opt/Transforms/Passes.h"
#include "gnn-opt/Transforms/Pruning/Passes.h"
#include "gnn-opt/Tuning/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlow.h"
#include "mlir/Dialect/Func/Extensions/InlinerExtension.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/NVGPU/IR/NVGPUDialect.h"
#include "mlir/Dialect/OpenMP/OpenMPDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/UB/IR/UBOps.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;

void gnn::registerAllDialects(DialectRegistry &registry) {
  registry.insert<GNNDialect, arith::ArithDialect, cf::ControlFlowDialect,
                  func::FuncDialect, gpu::GPUDialect, LLVM::LLVMDialect,
                  math::MathDialect, memref::MemRefDialect,
                  ml_program::MLProgramDialect, nvgpu::NVGPUDialect,
                  NVVM::NVVMDialect, omp::OpenMPDialect, scf::SCFDialect,
                  ub::UBDialect, vector::VectorDialect>();
  func::registerInlinerExtension(registry);
  registerGPUExtensions(registry);
}

void gnn::registerAllPasses() {
  registerGNNAnalysisPasses();
  registerGNNTransformsPasses();
  registerGNNPruningPasses();
  registerGNNTuningPasses();
  registerGNNCInterfacePasses();
  registerGNNCPUVersionsPasses();
  registerGNNToGPUPasses();
  registerGNNToVectorPasses();
  registerGNNGPUToRuntimePasses();
  registerGNNHostFunctionsPasses();
  registerGNNToLLVMPasses();
  registerGNNToNVVMPasses();
  registerModelPipelines();
  registerGPUPipelines();
  registerGPUHostPipelines();
}
