//===- CPUPipeline.h - From core gnn ops to LLVM  -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_PIPELINES_CPUPIPELINE_H
#define GNN_OPT_PIPELINES_CPUPIPELINE_H

#include "gnn-opt/Analysis/FeatureType.h"

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassOptions.h"

namespace mlir::gnn {

/// Options of `gnn-to-cpu-pipeline`.
struct CPUPipelineOptions : PassPipelineOptions<CPUPipelineOptions> {
  Option<int64_t> vectorWidth{
      *this, "vector-width",
      llvm::cl::desc("Lanes of f32 in a vector register of the target: 4 "
                     "(SSE, NEON), 8 (AVX2) or 16 (AVX-512)"),
      llvm::cl::init(8)};
  Option<std::string> sparseFormat{
      *this, "sparse-format",
      llvm::cl::desc("The form of every weight, as gnn-select-sparse-format "
                     "takes it: auto, dense, block, unstructured or keep"),
      llvm::cl::init("auto")};
  ListOption<std::string> cpuVersions{
      *this, "cpu-versions",
      llvm::cl::desc("Processors to compile versions for, of which the first "
                     "call chooses, each with vectors of its own: x86-64, "
                     "x86-64-v3, x86-64-v4")};
  Option<std::string> nodeOrder{
      *this, "node-order",
      llvm::cl::desc("The order of nodes that a preparation brings its graph "
                     "into, as gnn-order-nodes takes it: none, degree or rcm"),
      llvm::cl::init("none")};
  Option<FeatureType> features{
      *this, "features",
      llvm::cl::desc(
          "What features that an aggregation gathers are rounded to: "
          "f32 or bf16"),
      llvm::cl::init(FeatureType::F32), getFeatureTypes()};
};

/// Core gnn ops to parallel loops over memrefs and vectors. What wants to see a
/// function's buffers, such as the C interface, runs behind it.
void buildGNNToLoopsPipeline(OpPassManager &pm,
                             const CPUPipelineOptions &options);

/// Parallel loops to the LLVM and OpenMP dialects, and nothing else: an error
/// where something is left.
void buildLoopsToLLVMPipeline(OpPassManager &pm);

/// Both. Layer ops must be decomposed and parameters loaded. A public function
/// `f` becomes `_mlir_ciface_f`, which takes pointers to memref descriptors:
/// for a graph its row pointers and column indices, for sparse features row
/// pointers, column indices and values, and after all arguments one for each
/// result.
void buildCPUPipeline(OpPassManager &pm, const CPUPipelineOptions &options);

} // namespace mlir::gnn

#endif // GNN_OPT_PIPELINES_CPUPIPELINE_H
