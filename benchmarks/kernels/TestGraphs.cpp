//===- TestGraphs.cpp - Graphs and features that problems share -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestGraphs.h"

#include <map>

using namespace mlir::gnn;
using namespace mlir::gnn::bench;

GraphPtr bench::makeGraph(llvm::StringRef name, int64_t nodes, double degree) {
  // Small beside features, and slow to draw: kept to the end.
  static std::map<std::tuple<std::string, int64_t, double>, GraphPtr> known;
  GraphRecipe recipe = llvm::cantFail(findRecipe(name));
  if (nodes)
    recipe.nodes = nodes;
  if (degree)
    recipe.degree = degree;
  GraphPtr &graph = known[{name.str(), recipe.nodes, recipe.degree}];
  if (!graph)
    graph = std::make_shared<Graph>(generateGraph(recipe, /*seed=*/1));
  return graph;
}

FeaturesPtr bench::makeFeatures(int64_t rows, int64_t columns) {
  return std::make_shared<DenseFeatures>(
      generateDenseFeatures(rows, columns, /*seed=*/1));
}

void bench::addGraph(std::vector<Buffer> &buffers, const Graph &graph) {
  buffers.push_back(Buffer::vector(graph.rowPtr.data(), graph.rowPtr.size()));
  buffers.push_back(Buffer::vector(graph.colIdx.data(), graph.colIdx.size()));
}

void bench::addFeatures(std::vector<Buffer> &buffers,
                        const DenseFeatures &features) {
  buffers.push_back(Buffer::rows(features.values.data(), features.rows,
                                 features.columns, features.columns));
}
