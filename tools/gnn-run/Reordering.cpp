//===- Reordering.cpp - What renumbered nodes are worth -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Reordering.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace mlir::gnn;

std::optional<int64_t> mlir::gnn::getPayback(const Latency &latency,
                                             const Latency &preparation,
                                             const RunTimes &unordered) {
  double saved = unordered.latency.median - latency.median;
  double spent = preparation.median - unordered.preparation.median;
  if (!(saved > 0))
    return std::nullopt;
  double runs = std::ceil(std::max(spent, 0.0) / saved);
  // Beyond, a difference is no difference.
  constexpr double most = 1e15;
  return runs < most ? std::optional<int64_t>(runs) : std::nullopt;
}
