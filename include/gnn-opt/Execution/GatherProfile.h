//===- GatherProfile.h - Which gathered rows a cache has --------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_EXECUTION_GATHERPROFILE_H
#define GNN_OPT_EXECUTION_GATHERPROFILE_H

#include "gnn-opt/Execution/Graph.h"

#include <array>

namespace mlir::gnn {

/// How often the source rows of a graph, gathered in the order of its edges,
/// are in a cache that holds a part of all rows: the miss-ratio curve of an LRU
/// cache. Hubs and communities show in it, which nodes and edges do not tell.
class GatherProfile {
public:
  /// Rows of sources drawn evenly: what is assumed of an unknown graph.
  static GatherProfile uniform();

  /// Measures a graph in time linear in its edges, on a sample of its nodes
  /// (Waldspurger et al., "Efficient MRC construction with SHARDS", 2015). The
  /// first gather of a row counts as if all nodes had been gathered in between,
  /// as in a second run of the same op.
  static GatherProfile measure(const Graph &graph);

  /// The fraction of gathers that miss a cache of this fraction of the rows.
  double getMissRatio(double cached) const;

private:
  static constexpr int numSizes = 33;
  /// Of caches of 2^-i of the rows.
  std::array<double, numSizes> missRatios{};
};

} // namespace mlir::gnn

#endif // GNN_OPT_EXECUTION_GATHERPROFILE_H
