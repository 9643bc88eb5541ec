//===- RemovalSearch.cpp - How much has to go -----------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Tuning/RemovalSearch.h"

#include <algorithm>

using namespace mlir;
using namespace mlir::gnn;

llvm::Expected<RemovalSearchResult> gnn::findLeastRemoval(
    int64_t steps, int64_t guess, double target,
    llvm::function_ref<llvm::Expected<double>(int64_t)> measure) {
  // Everything below `low` costs too much; `best` is the least that does not.
  int64_t low = 0;
  std::optional<RemovalSearchResult> best, nearest;
  int64_t next = std::clamp<int64_t>(guess, 0, steps);
  while (low < (best ? best->removed : steps + 1)) {
    llvm::Expected<double> cost = measure(next);
    if (!cost)
      return cost.takeError();
    if (!nearest || *cost < nearest->cost)
      nearest = {next, *cost, false};
    if (*cost <= target)
      best = {next, *cost, true};
    else
      low = next + 1;
    next = low + ((best ? best->removed : steps + 1) - low) / 2;
  }
  return best ? *best : *nearest;
}
