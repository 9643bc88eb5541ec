//===- GPUHostPipeline.h - Programs that run a model on a GPU ---*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_PIPELINES_GPUHOSTPIPELINE_H
#define GNN_OPT_PIPELINES_GPUHOSTPIPELINE_H

#include "gnn-opt/Pipelines/GPUPipeline.h"

namespace mlir::gnn {

/// A whole model, layers and all, to the LLVM dialect: kernels are data, and
/// public functions keep `_mlir_ciface_` entry points, which return a status.
/// The pipeline `gnn-to-gpu-host-pipeline`.
void buildModelToGPUHostPipeline(OpPassManager &pm,
                                 const GPUPipelineOptions &options);

/// The same, with a plain C function for each public one: what gnn-compile
/// runs. The pipeline `gnn-to-gpu-object-pipeline`.
void buildModelToGPUObjectPipeline(OpPassManager &pm,
                                   const GPUPipelineOptions &options);

/// Registers the pipelines of this header.
void registerGPUHostPipelines();

} // namespace mlir::gnn

#endif // GNN_OPT_PIPELINES_GPUHOSTPIPELINE_H
