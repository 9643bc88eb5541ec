//===- FeatureGenerator.h - Features for generated graphs -------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_BENCHMARKS_GRAPHS_FEATUREGENERATOR_H
#define GNN_OPT_BENCHMARKS_GRAPHS_FEATUREGENERATOR_H

#include "gnn-opt/Execution/Dataset.h"

namespace mlir::gnn::bench {

/// Evenly in [-1, 1).
DenseFeatures generateDenseFeatures(int64_t rows, int64_t columns,
                                    uint64_t seed);

/// Bags of words: `density` of the columns in each row, at least one, with
/// values that sum to 1.
CSRFeatures generateSparseFeatures(int64_t rows, int64_t columns,
                                   double density, uint64_t seed);

} // namespace mlir::gnn::bench

#endif // GNN_OPT_BENCHMARKS_GRAPHS_FEATUREGENERATOR_H
