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

using namespace mlir::gnn;

std::optional<int64_t> mlir::gnn::getPayback(const Latency &preparation,
                                             const Reordering &reordering) {
  const auto &[latency, unorderedPreparation] = reordering.unordered;
  double saved = latency.median * (1 - reordering.ratio);
  double spent = preparation.median - unorderedPreparation.median;
  if (!(saved > 0))
    return std::nullopt;
  double runs = std::ceil(std::max(spent, 0.0) / saved);
  // Beyond, a difference is no difference.
  constexpr double most = 1e15;
  return runs < most ? std::optional<int64_t>(runs) : std::nullopt;
}
