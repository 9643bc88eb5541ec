//===- WeightSelection.h - Which weights become zero ------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TRANSFORMS_PRUNING_WEIGHTSELECTION_H
#define GNN_OPT_LIB_TRANSFORMS_PRUNING_WEIGHTSELECTION_H

#include "WeightPattern.h"
#include "gnn-opt/Analysis/Criterion.h"

#include "llvm/ADT/BitVector.h"

#include <vector>

namespace mlir::gnn {

/// A matrix `out x in`, the scores of its weights, and which of them go.
struct WeightMatrix {
  ml_program::GlobalOp parameter;
  int64_t columns;
  std::vector<float> values;
  std::vector<double> scores;
  llvm::BitVector removed;
  /// Its part of weights that go, where the user gave it one of its own.
  std::optional<double> sparsity = std::nullopt;
  /// What was compared with the scores, or the largest score that went.
  std::optional<double> threshold = std::nullopt;

  int64_t getRows() const { return columns ? values.size() / columns : 0; }
};

/// What weights are ranked with each other: all; those of a matrix; those of a
/// row; those of a matrix, the last matrix first, so that earlier ones know
/// which outputs are still read; or those of a matrix, which has a share of one
/// budget.
enum class WeightScope { global, layer, output, backward, hierarchical };

std::optional<WeightScope> parseWeightScope(StringRef name);

/// What decides a matrix's share of a hierarchical budget.
enum class LayerBudget { shapes, scores };

std::optional<LayerBudget> parseLayerBudget(StringRef name);

/// Of each scope's n blocks of the pattern, whose score is the sum of their
/// weights' scores, the `round(sparsity * n)` of the lowest scores; of equal
/// ones those that come first. A matrix with a sparsity of its own is a scope
/// of its own. Not for N:M.
void removeLowest(ScoringContext &context,
                  MutableArrayRef<WeightMatrix> matrices, WeightScope scope,
                  const WeightPattern &pattern, double sparsity,
                  LayerBudget budget = LayerBudget::shapes);

/// All blocks with a score below the threshold. Not for N:M.
void removeBelow(MutableArrayRef<WeightMatrix> matrices,
                 const WeightPattern &pattern, double threshold);

/// The lowest of each group of an N:M pattern.
void removeByGroups(WeightMatrix &matrix, const WeightPattern &pattern);

/// Columns [begin, begin + columns) of a matrix with `stride` columns, and
/// their scores.
struct WeightTile {
  ArrayRef<double> scores;
  int64_t columns, begin, stride;

  int64_t getRows() const { return columns ? scores.size() / columns : 0; }
  size_t getElement(int64_t row, int64_t column) const {
    return row * stride + begin + column;
  }
};

/// The same for a part of a matrix: the lowest of each group, or the lowest
/// weights of each row (`output`) or of all.
void removeOfTile(const WeightTile &tile, const WeightPattern &pattern,
                  WeightScope scope, double sparsity, llvm::BitVector &removed);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TRANSFORMS_PRUNING_WEIGHTSELECTION_H
