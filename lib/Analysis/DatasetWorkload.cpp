//===- DatasetWorkload.cpp - What a data set asks of a model --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/Cost.h"
#include "gnn-opt/Execution/Dataset.h"

using namespace mlir;
using namespace mlir::gnn;

static int64_t countSelfLoops(const Graph &graph) {
  int64_t loops = 0;
  for (int64_t node = 0, nodes = graph.getNumNodes(); node < nodes; ++node)
    for (int64_t e = graph.rowPtr[node]; e < graph.rowPtr[node + 1]; ++e)
      loops += graph.colIdx[e] == node;
  return loops;
}

Workload gnn::getWorkload(const Dataset &dataset) {
  Workload workload;
  workload.nodes = dataset.graph.getNumNodes();
  workload.edges = dataset.graph.getNumEdges();
  workload.selfLoops = countSelfLoops(dataset.graph);
  if (dataset.isGraphSet())
    workload.graphs = dataset.getNumItems();
  if (auto *csr = std::get_if<CSRFeatures>(&dataset.features))
    workload.featureNonzeros = csr->values.size();
  return workload;
}
