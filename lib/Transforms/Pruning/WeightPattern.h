//===- WeightPattern.h - Which weights go together --------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TRANSFORMS_PRUNING_WEIGHTPATTERN_H
#define GNN_OPT_LIB_TRANSFORMS_PRUNING_WEIGHTPATTERN_H

#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <optional>

namespace mlir::gnn {

/// What sets of zeros a matrix [O, I] may have.
struct WeightPattern {
  /// Weights of so many outputs, from a multiple of it on, stay or go together,
  /// for each input. The last block of a matrix may have fewer.
  int64_t blockRows = 1;
  /// Of each `group` inputs in sequence, from a multiple of it on, an output
  /// keeps `kept`; of the last ones, of which there may be fewer, as large a
  /// part, rounded up. 0: as many as there are.
  int64_t kept = 0, group = 0;

  bool isGrouped() const { return group != 0; }

  /// How many of `size` inputs in sequence go.
  int64_t countRemoved(int64_t size) const {
    return size - (kept * size + group - 1) / group;
  }
};

/// `unstructured`, `1x16` (one input by 16 outputs), or `N:M` with N below M,
/// such as `2:4`; nothing for any other.
std::optional<WeightPattern> parseWeightPattern(llvm::StringRef text);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TRANSFORMS_PRUNING_WEIGHTPATTERN_H
