//===- Normalizer.h - Scores of different groups, made alike ----*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where channels of several groups compete, their scores must have one unit. A
// normaliser looks at the scores s of one group, all finite, and keeps their
// order. With C of them, and a sum or a deviation of zero read as one:
//
//   none      s
//   sum       s / sum of |s|
//   mean      s / mean of |s|
//   max       s / max of |s|
//   gaussian  (s - mean) / standard deviation, which is the biased one
//   lamp      s_k^2 / sum of s_j^2 over those at least as high, ties by number
//
// lamp is of Lee et al., "Layer-adaptive sparsity for the magnitude-based
// pruning", 2021: the best channel of each group has 1, so that no group is
// emptied before another. The rest is what Torch-Pruning offers.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_ANALYSIS_NORMALIZER_H
#define GNN_OPT_ANALYSIS_NORMALIZER_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <optional>
#include <string>
#include <vector>

namespace mlir::gnn {

enum class Normalizer { none, sum, mean, max, gaussian, lamp };

/// By the names above; nothing for any other.
std::optional<Normalizer> parseNormalizer(llvm::StringRef name);

/// `none, sum, ...`, for messages.
std::string listNormalizers();

std::vector<double> normalizeScores(llvm::ArrayRef<double> scores,
                                    Normalizer normalizer);

} // namespace mlir::gnn

#endif // GNN_OPT_ANALYSIS_NORMALIZER_H
