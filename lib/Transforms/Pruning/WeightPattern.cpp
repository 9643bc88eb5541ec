//===- WeightPattern.cpp - Which weights go together ----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WeightPattern.h"

using namespace mlir;
using namespace mlir::gnn;

/// Large enough for any matrix, small enough to multiply.
using GroupSize = uint16_t;

std::optional<WeightPattern> gnn::parseWeightPattern(llvm::StringRef text) {
  if (text == "unstructured")
    return WeightPattern();
  if (text == "1x16")
    return WeightPattern{.blockRows = 16};
  auto [kept, group] = text.split(':');
  GroupSize n, m;
  if (kept.getAsInteger(10, n) || group.getAsInteger(10, m) || n == 0 || n >= m)
    return std::nullopt;
  return WeightPattern{.kept = n, .group = m};
}
