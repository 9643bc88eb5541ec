//===- ModelPipeline.h - From an imported model to code ------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_PIPELINES_MODELPIPELINE_H
#define GNN_OPT_PIPELINES_MODELPIPELINE_H

#include "gnn-opt/Pipelines/CPUPipeline.h"

namespace mlir::gnn {

/// Layers to core ops, composed and folded for speed: gnn to gnn. Results
/// change by rounding alone. The pipeline `gnn-optimize-pipeline`.
void buildOptimizePipeline(OpPassManager &pm);

/// A whole model, layers and all, to the LLVM dialect; its public functions
/// keep `_mlir_ciface_` entry points for the JIT. The pipeline
/// `gnn-to-cpu-pipeline`.
void buildModelToCPUPipeline(OpPassManager &pm,
                             const CPUPipelineOptions &options);

/// The same, with a plain C function for each public one: what gnn-compile
/// runs. The pipeline `gnn-to-object-pipeline`.
void buildModelToObjectPipeline(OpPassManager &pm,
                                const CPUPipelineOptions &options);

/// Its two halves. Between them functions have the signatures from which C
/// headers are made, and what depends on the graph alone is apart.
void buildModelToCorePipeline(OpPassManager &pm, StringRef nodeOrder = "none");
void buildCoreToObjectPipeline(OpPassManager &pm,
                               const CPUPipelineOptions &options);

/// Registers the pipelines of this header.
void registerModelPipelines();

} // namespace mlir::gnn

#endif // GNN_OPT_PIPELINES_MODELPIPELINE_H
