//===- RemovalSearch.h - How much has to go ---------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A budget is met by removing more and more until a measured cost is low
// enough. What is measured (operations, bytes, time) is the caller's business.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TUNING_REMOVALSEARCH_H
#define GNN_OPT_TUNING_REMOVALSEARCH_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"

#include <cstdint>

namespace mlir::gnn {

struct RemovalSearchResult {
  /// How many of `steps` are removed: the least that meets the target or,
  /// where nothing does, what came nearest.
  int64_t removed;
  /// The cost measured there.
  double cost;
  bool met;
};

/// The least number of removals, 0 to `steps`, that costs at most `target`, by
/// bisection that starts at `guess`: costs are taken to fall with removals, as
/// they do but for the sizes of tiles and the noise of clocks; what is returned
/// has been measured. About log2(steps) measurements, each of a number once.
/// The first error of `measure` ends the search.
llvm::Expected<RemovalSearchResult>
findLeastRemoval(int64_t steps, int64_t guess, double target,
                 llvm::function_ref<llvm::Expected<double>(int64_t)> measure);

} // namespace mlir::gnn

#endif // GNN_OPT_TUNING_REMOVALSEARCH_H
