//===- GPUPipeline.h - From core gnn ops to NVIDIA GPUs ------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_PIPELINES_GPUPIPELINE_H
#define GNN_OPT_PIPELINES_GPUPIPELINE_H

#include "gnn-opt/Conversion/GNNToGPU/MatmulPrecision.h"

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassOptions.h"

#include <string>

namespace mlir::gnn {

/// Options of `gnn-to-gpu-pipeline`.
struct KernelPipelineOptions : PassPipelineOptions<KernelPipelineOptions> {
  Option<std::string> chip{*this, "chip",
                           llvm::cl::desc("sm_75, sm_80, sm_90 or sm_100"),
                           llvm::cl::init("sm_80")};
  Option<MatmulPrecision> matmul{
      *this, "matmul",
      llvm::cl::desc("What the factors of dense products are rounded to: f32, "
                     "tf32 or bf16"),
      llvm::cl::init(MatmulPrecision::F32), getMatmulPrecisions()};
};

/// Options of `gnn-to-nvvm-pipeline`.
struct GPUPipelineOptions : KernelPipelineOptions {
  Option<std::string> format{
      *this, "format",
      llvm::cl::desc("What kernels are written as: llvm (bitcode), isa (PTX), "
                     "bin (cubin, by ptxas) or fatbin"),
      llvm::cl::init("isa")};
};

/// Core gnn ops to host functions and a `gpu.module @kernels` of the gpu
/// dialect. What wants to see the host function's buffers, such as the C
/// interface, runs behind it.
void buildGNNToKernelsPipeline(OpPassManager &pm,
                               const KernelPipelineOptions &options);

/// The kernels to the LLVM and NVVM dialects, and nothing else, for a chip.
void buildKernelsToNVVMPipeline(OpPassManager &pm, StringRef chip);

/// The `gpu.module` to a `gpu.binary` in the format.
void buildSerializeKernelsPipeline(OpPassManager &pm, StringRef format);

/// A whole model, layers and all, to host functions of upstream dialects and a
/// `gpu.binary`. The pipeline `gnn-to-nvvm-pipeline`.
void buildModelToNVVMPipeline(OpPassManager &pm,
                              const GPUPipelineOptions &options);

/// What the pipelines need beside the dialects: upstream's interfaces for the
/// LLVM lowering of the kernels' dialects, and its translations to LLVM IR.
void registerGPUExtensions(DialectRegistry &registry);

/// Registers `gnn-to-gpu-pipeline` and `gnn-to-nvvm-pipeline`.
void registerGPUPipelines();

} // namespace mlir::gnn

#endif // GNN_OPT_PIPELINES_GPUPIPELINE_H
