//===- Graph.cpp - A directed graph in compressed form --------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DatasetReader.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"

#include <numeric>

using namespace llvm;
using namespace mlir::gnn;

namespace {
/// Some of the edges.
struct EdgeBlock {
  int64_t first;
  ArrayRef<int64_t> sources, destinations;
};
} // namespace

/// `body` sees each block of edges once, in order, until it fails.
static Error forEachBlock(ArrayRef<int64_t> sources,
                          ArrayRef<int64_t> destinations,
                          function_ref<void()> afterBlock,
                          function_ref<Error(const EdgeBlock &)> body) {
  constexpr size_t size = size_t(1) << 20;
  for (size_t first = 0; first < sources.size(); first += size) {
    size_t count = std::min(size, sources.size() - first);
    if (Error error = body({int64_t(first), sources.slice(first, count),
                            destinations.slice(first, count)}))
      return error;
    afterBlock();
  }
  return Error::success();
}

static Error checkEnds(StringRef role, int64_t first, ArrayRef<int64_t> nodes,
                       int64_t numNodes) {
  for (auto [edge, node] : enumerate(nodes))
    if (node < 0 || node >= numNodes)
      return createStringError("edge " + Twine(first + edge) + ": expected a " +
                               role + " in [0, " + Twine(numNodes) +
                               ") but got " + Twine(node));
  return Error::success();
}

/// Where each row begins, once every edge has been counted.
static Error countRows(const EdgeBlock &block, int64_t numNodes,
                       std::vector<int64_t> &rowPtr) {
  if (Error error = checkEnds("source", block.first, block.sources, numNodes))
    return error;
  if (Error error =
          checkEnds("destination", block.first, block.destinations, numNodes))
    return error;
  for (int64_t node : block.destinations)
    ++rowPtr[node + 1];
  return Error::success();
}

static Error checkSizes(size_t sources, size_t destinations, int64_t numNodes) {
  if (numNodes < 0 || numNodes > kMaxNodes)
    return createStringError("expected at most " + Twine(kMaxNodes) +
                             " nodes but got " + Twine(numNodes));
  if (sources != destinations)
    return createStringError(
        "expected as many destinations as sources but got " +
        Twine(destinations) + " and " + Twine(sources));
  return Error::success();
}

Expected<Graph> datafile::groupInBlocks(ArrayRef<int64_t> sources,
                                        ArrayRef<int64_t> destinations,
                                        int64_t numNodes,
                                        function_ref<void()> afterBlock) {
  if (Error error = checkSizes(sources.size(), destinations.size(), numNodes))
    return error;
  // Counting sort: stable, and linear in nodes and edges.
  Graph graph;
  graph.rowPtr.assign(numNodes + 1, 0);
  auto count = [&](const EdgeBlock &block) {
    return countRows(block, numNodes, graph.rowPtr);
  };
  if (Error error = forEachBlock(sources, destinations, afterBlock, count))
    return error;
  std::partial_sum(graph.rowPtr.begin(), graph.rowPtr.end(),
                   graph.rowPtr.begin());
  graph.colIdx.resize(sources.size());
  auto next = std::vector(graph.rowPtr.begin(), graph.rowPtr.end() - 1);
  auto place = [&](const EdgeBlock &block) {
    for (auto [source, node] : zip_equal(block.sources, block.destinations))
      graph.colIdx[next[node]++] = static_cast<int32_t>(source);
    return Error::success();
  };
  cantFail(forEachBlock(sources, destinations, afterBlock, place));
  return graph;
}

Expected<Graph> mlir::gnn::groupByDestination(ArrayRef<int64_t> sources,
                                              ArrayRef<int64_t> destinations,
                                              int64_t numNodes) {
  return datafile::groupInBlocks(sources, destinations, numNodes, [] {});
}
