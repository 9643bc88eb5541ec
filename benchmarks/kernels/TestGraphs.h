//===- TestGraphs.h - Graphs and features for problems     ---*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_BENCHMARKS_KERNELS_TESTGRAPHS_H
#define GNN_OPT_BENCHMARKS_KERNELS_TESTGRAPHS_H

#include "gnn-opt/Execution/JIT.h"
#include "graphs/FeatureGenerator.h"
#include "graphs/GraphGenerator.h"

namespace mlir::gnn::bench {

using GraphPtr = std::shared_ptr<const Graph>;
using FeaturesPtr = std::shared_ptr<const DenseFeatures>;

/// Of a recipe, with other sizes where they are not 0.
GraphPtr makeGraph(llvm::StringRef recipe, int64_t nodes = 0,
                   double degree = 0);
FeaturesPtr makeFeatures(int64_t rows, int64_t columns);

/// The arguments that a `!gnn.graph` is to compiled code.
void addGraph(std::vector<Buffer> &buffers, const Graph &graph);
void addFeatures(std::vector<Buffer> &buffers, const DenseFeatures &features);

} // namespace mlir::gnn::bench

#endif // GNN_OPT_BENCHMARKS_KERNELS_TESTGRAPHS_H
