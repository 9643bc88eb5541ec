//===- Graph.h - A directed graph in compressed form ------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_EXECUTION_GRAPH_H
#define GNN_OPT_EXECUTION_GRAPH_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <limits>
#include <vector>

namespace mlir::gnn {

/// Node numbers are stored in 32 bits.
inline constexpr int64_t kMaxNodes = std::numeric_limits<int32_t>::max();

/// A directed graph of N nodes and E edges, grouped by destination: what
/// aggregation at a node reads is contiguous, and one thread can own it.
struct Graph {
  /// [N + 1]; the edges into node i are rowPtr[i] up to rowPtr[i + 1].
  std::vector<int64_t> rowPtr = {0};
  /// [E]; the source of each edge.
  std::vector<int32_t> colIdx;

  int64_t getNumNodes() const { return rowPtr.size() - 1; }
  int64_t getNumEdges() const { return colIdx.size(); }
};

/// Groups the edges sources[e] -> destinations[e] by destination; edges into
/// one node keep their order. Self loops and parallel edges stay. `numNodes` is
/// at most kMaxNodes. An edge that ends outside [0, numNodes) is an error with
/// the edge's number.
llvm::Expected<Graph> groupByDestination(llvm::ArrayRef<int64_t> sources,
                                         llvm::ArrayRef<int64_t> destinations,
                                         int64_t numNodes);

} // namespace mlir::gnn

#endif // GNN_OPT_EXECUTION_GRAPH_H
