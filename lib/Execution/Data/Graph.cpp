//===- Graph.cpp - A directed graph in compressed form --------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/Graph.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"

#include <numeric>

using namespace llvm;
using mlir::gnn::Graph;

static Error checkEnds(StringRef role, ArrayRef<int64_t> nodes,
                       int64_t numNodes) {
  for (auto [edge, node] : enumerate(nodes))
    if (node < 0 || node >= numNodes)
      return createStringError("edge " + Twine(edge) + ": expected a " + role +
                               " in [0, " + Twine(numNodes) + ") but got " +
                               Twine(node));
  return Error::success();
}

/// Counting sort: stable, and linear in nodes and edges.
static Graph sortByDestination(ArrayRef<int64_t> sources,
                               ArrayRef<int64_t> destinations,
                               int64_t numNodes) {
  Graph graph;
  graph.rowPtr.assign(numNodes + 1, 0);
  graph.colIdx.resize(sources.size());
  for (int64_t node : destinations)
    ++graph.rowPtr[node + 1];
  std::partial_sum(graph.rowPtr.begin(), graph.rowPtr.end(),
                   graph.rowPtr.begin());
  std::vector<int64_t> next(graph.rowPtr.begin(), graph.rowPtr.end() - 1);
  for (auto [source, destination] : zip_equal(sources, destinations))
    graph.colIdx[next[destination]++] = static_cast<int32_t>(source);
  return graph;
}

Expected<Graph> mlir::gnn::groupByDestination(ArrayRef<int64_t> sources,
                                              ArrayRef<int64_t> destinations,
                                              int64_t numNodes) {
  if (numNodes < 0 || numNodes > kMaxNodes)
    return createStringError("expected at most " + Twine(kMaxNodes) +
                             " nodes but got " + Twine(numNodes));
  if (sources.size() != destinations.size())
    return createStringError(
        "expected as many destinations as sources but got " +
        Twine(destinations.size()) + " and " + Twine(sources.size()));
  if (Error error = checkEnds("source", sources, numNodes))
    return error;
  if (Error error = checkEnds("destination", destinations, numNodes))
    return error;
  return sortByDestination(sources, destinations, numNodes);
}
