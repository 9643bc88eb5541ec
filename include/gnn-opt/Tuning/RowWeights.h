//===- RowWeights.h - How much each row counts ----------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TUNING_ROWWEIGHTS_H
#define GNN_OPT_TUNING_ROWWEIGHTS_H

#include "gnn-opt/Execution/InterpreterValue.h"

namespace mlir::gnn {

/// What each row of some value counts, at least 0.
struct RowWeights {
  /// [N]
  Vector nodes;
  /// [G]; one element where the data is a single graph.
  Vector graphs;
};

/// Weights of the items of a split; 0 for all others. A node of a graph set
/// counts as its graph does. `weighting` is one of
///   uniform  1
///   train    1 where the item is in the train mask too, else 0
///   degree   the in-degree of a node; 1 for a graph
///   class    n / (K n_k) for each of the n_k items of class k, of n items with
///            a label in K classes: every class has the same total
/// Errors: an unknown split or weighting, a split without items, no labels, and
/// weights that are all 0.
llvm::Expected<RowWeights> computeRowWeights(const Dataset &dataset,
                                             llvm::StringRef split,
                                             llvm::StringRef weighting);

} // namespace mlir::gnn

#endif // GNN_OPT_TUNING_ROWWEIGHTS_H
