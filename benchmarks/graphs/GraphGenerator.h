//===- GraphGenerator.h - Graphs like those of the literature ---*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_BENCHMARKS_GRAPHS_GRAPHGENERATOR_H
#define GNN_OPT_BENCHMARKS_GRAPHS_GRAPHGENERATOR_H

#include "gnn-opt/Execution/Graph.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <string>

namespace mlir::gnn::bench {

/// How a graph is drawn. Every graph is symmetric, without self loops and
/// duplicates, its rows sorted.
struct GraphRecipe {
  llvm::StringRef name;
  int64_t nodes;
  /// Stored edges a node, before duplicates are merged.
  double degree;
  /// R-MAT (Chakrabarti et al., 2004): the chance that an edge falls in the
  /// upper left quarter of the adjacency matrix, in either of the mixed ones,
  /// and the rest in the lower right; again in that quarter, to the last.
  double upperLeft = 0.25;
  double mixed = 0.25;
  /// The fraction of edges inside blocks of consecutive nodes; the others have
  /// ends anywhere. R-MAT where 0.
  double insideBlock = 0;
  int64_t blockSize = 500;
  /// Whether nodes are numbered at random: what a graph is worth to a cache
  /// before and after it is reordered.
  bool shuffled = true;
  /// Gives nodes without edges one: R-MAT leaves far more of them than the
  /// graphs that it stands for have.
  bool joinsIsolated = false;
};

/// The recipes by name, at the sizes that fit a quick run.
llvm::ArrayRef<GraphRecipe> getRecipes();

/// An error that lists the names where there is no such recipe.
llvm::Expected<GraphRecipe> findRecipe(llvm::StringRef name);

/// The same graph for the same recipe and seed. Nodes below 2 give no edges.
Graph generateGraph(const GraphRecipe &recipe, uint64_t seed);

} // namespace mlir::gnn::bench

#endif // GNN_OPT_BENCHMARKS_GRAPHS_GRAPHGENERATOR_H
