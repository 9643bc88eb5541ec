//===- Reordering.h - What renumbered nodes are worth -----------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TOOLS_GNN_RUN_REORDERING_H
#define GNN_OPT_TOOLS_GNN_RUN_REORDERING_H

#include "gnn-opt/Execution/Latency.h"

#include <cstdint>
#include <optional>

namespace mlir::gnn {

/// A run on a prepared graph, and the preparation.
struct RunTimes {
  Latency latency;
  Latency preparation;
};

/// A model on a graph in another order, beside the same on the graph as it is.
struct Reordering {
  RunTimes unordered;
  /// A run on the reordered graph by one on the graph as it is, both by turns:
  /// what else the machine does comes and goes for both.
  double ratio;
};

/// So many runs save what the order takes to prepare:
/// ceil((preparation - unordered preparation) / (unordered latency (1 -
/// ratio))) of the medians, 0 where it takes nothing. None where a run is not
/// faster.
std::optional<int64_t> getPayback(const Latency &preparation,
                                  const Reordering &reordering);

} // namespace mlir::gnn

#endif // GNN_OPT_TOOLS_GNN_RUN_REORDERING_H
