//===- WeightSelection.cpp - Which weights become zero --------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WeightSelection.h"
#include "LayerBudgets.h"
#include "UnreadOutputs.h"

#include "llvm/ADT/StringSwitch.h"

#include <cmath>
#include <tuple>

using namespace mlir;
using namespace mlir::gnn;

std::optional<WeightScope> gnn::parseWeightScope(StringRef name) {
  return llvm::StringSwitch<std::optional<WeightScope>>(name)
      .Case("global", WeightScope::global)
      .Case("layer", WeightScope::layer)
      .Case("output", WeightScope::output)
      .Case("backward", WeightScope::backward)
      .Case("hierarchical", WeightScope::hierarchical)
      .Default(std::nullopt);
}

std::optional<LayerBudget> gnn::parseLayerBudget(StringRef name) {
  return llvm::StringSwitch<std::optional<LayerBudget>>(name)
      .Case("shapes", LayerBudget::shapes)
      .Case("scores", LayerBudget::scores)
      .Default(std::nullopt);
}

//===----------------------------------------------------------------------===//
// Blocks
//===----------------------------------------------------------------------===//

namespace {
/// Weights that stay or go together: rows [row, row + rows) of a column.
struct WeightBlock {
  double score;
  size_t matrix;
  int64_t row, column;

  bool operator<(const WeightBlock &other) const {
    return std::tie(score, matrix, row, column) <
           std::tie(other.score, other.matrix, other.row, other.column);
  }
};

/// Blocks that are ranked with each other.
using Pool = std::vector<WeightBlock>;
} // namespace

/// The blocks that start in a row, in the order of their columns.
static void addBlocks(const WeightTile &tile, size_t matrix, int64_t row,
                      int64_t rows, Pool &pool) {
  int64_t end = std::min(row + rows, tile.getRows());
  for (int64_t column = 0; column < tile.columns; ++column) {
    double score = 0;
    for (int64_t r = row; r < end; ++r)
      score += tile.scores[r * tile.columns + column];
    pool.push_back({score, matrix, row, column});
  }
}

static void removeBlock(const WeightTile &tile, const WeightBlock &block,
                        int64_t rows, llvm::BitVector &removed) {
  int64_t end = std::min(block.row + rows, tile.getRows());
  for (int64_t row = block.row; row < end; ++row)
    removed.set(tile.getElement(row, block.column));
}

/// Puts the blocks that go first.
static ArrayRef<WeightBlock> partition(Pool &pool, double sparsity) {
  size_t count = std::llround(sparsity * double(pool.size()));
  std::nth_element(pool.begin(), pool.begin() + count, pool.end());
  return ArrayRef(pool).take_front(count);
}

static WeightTile getTile(const WeightMatrix &matrix) {
  return {matrix.scores, matrix.columns, 0, matrix.columns};
}

//===----------------------------------------------------------------------===//
// Matrices
//===----------------------------------------------------------------------===//

static void removeBlock(WeightMatrix &matrix, const WeightBlock &block,
                        const WeightPattern &pattern) {
  removeBlock(getTile(matrix), block, pattern.blockRows, matrix.removed);
  matrix.threshold =
      std::max(matrix.threshold.value_or(block.score), block.score);
}

static void addBlocks(const WeightMatrix &matrix, size_t number,
                      const WeightPattern &pattern, Pool &pool) {
  for (int64_t row = 0; row < matrix.getRows(); row += pattern.blockRows)
    addBlocks(getTile(matrix), number, row, pattern.blockRows, pool);
}

static void removeLowestOfMatrix(WeightMatrix &matrix,
                                 const WeightPattern &pattern,
                                 double sparsity) {
  Pool pool;
  addBlocks(matrix, 0, pattern, pool);
  for (const WeightBlock &block :
       partition(pool, matrix.sparsity.value_or(sparsity)))
    removeBlock(matrix, block, pattern);
}

static void removeLowestOfOutputs(WeightMatrix &matrix,
                                  const WeightPattern &pattern,
                                  double sparsity) {
  for (int64_t row = 0; row < matrix.getRows(); row += pattern.blockRows) {
    Pool pool;
    addBlocks(getTile(matrix), 0, row, pattern.blockRows, pool);
    for (const WeightBlock &block :
         partition(pool, matrix.sparsity.value_or(sparsity)))
      removeBlock(matrix, block, pattern);
  }
}

static void removeLowestOfAll(MutableArrayRef<WeightMatrix> matrices,
                              const WeightPattern &pattern, double sparsity) {
  Pool pool;
  for (auto [number, matrix] : llvm::enumerate(matrices)) {
    if (matrix.sparsity)
      removeLowestOfMatrix(matrix, pattern, sparsity);
    else
      addBlocks(matrix, number, pattern, pool);
  }
  for (const WeightBlock &block : partition(pool, sparsity))
    removeBlock(matrices[block.matrix], block, pattern);
}

static void removeLowestBackward(ScoringContext &context,
                                 MutableArrayRef<WeightMatrix> matrices,
                                 const WeightPattern &pattern,
                                 double sparsity) {
  UnreadOutputs unread(context, matrices);
  for (WeightMatrix *matrix : unread.getLastFirst()) {
    std::vector<double> scores = matrix->scores;
    unread.clearScores(*matrix);
    removeLowestOfMatrix(*matrix, pattern, sparsity);
    matrix->scores = std::move(scores);
  }
}

void gnn::removeLowest(ScoringContext &context,
                       MutableArrayRef<WeightMatrix> matrices,
                       WeightScope scope, const WeightPattern &pattern,
                       double sparsity, LayerBudget budget) {
  switch (scope) {
  case WeightScope::global:
    return removeLowestOfAll(matrices, pattern, sparsity);
  case WeightScope::layer:
    for (WeightMatrix &matrix : matrices)
      removeLowestOfMatrix(matrix, pattern, sparsity);
    return;
  case WeightScope::output:
    for (WeightMatrix &matrix : matrices)
      removeLowestOfOutputs(matrix, pattern, sparsity);
    return;
  case WeightScope::backward:
    return removeLowestBackward(context, matrices, pattern, sparsity);
  case WeightScope::hierarchical:
    for (auto [matrix, share] :
         llvm::zip(matrices, getLayerSparsities(matrices, sparsity, budget)))
      removeLowestOfMatrix(matrix, pattern, share);
    return;
  }
}

void gnn::removeBelow(MutableArrayRef<WeightMatrix> matrices,
                      const WeightPattern &pattern, double threshold) {
  for (WeightMatrix &matrix : matrices) {
    Pool pool;
    addBlocks(matrix, 0, pattern, pool);
    for (const WeightBlock &block : pool)
      if (block.score < threshold)
        removeBlock(matrix, block, pattern);
    matrix.threshold = threshold;
  }
}

//===----------------------------------------------------------------------===//
// Parts of matrices
//===----------------------------------------------------------------------===//

/// The lowest `count` of columns [begin, end) of a row.
static void removeOfRow(const WeightTile &tile, int64_t row, int64_t begin,
                        int64_t end, int64_t count, llvm::BitVector &removed) {
  Pool pool;
  for (int64_t column = begin; column < end; ++column)
    pool.push_back({tile.scores[row * tile.columns + column], 0, row, column});
  std::nth_element(pool.begin(), pool.begin() + count, pool.end());
  for (const WeightBlock &block : ArrayRef(pool).take_front(count))
    removeBlock(tile, block, 1, removed);
}

static void removeGroups(const WeightTile &tile, const WeightPattern &pattern,
                         llvm::BitVector &removed) {
  for (int64_t row = 0; row < tile.getRows(); ++row)
    for (int64_t begin = 0; begin < tile.columns; begin += pattern.group) {
      int64_t size = std::min(pattern.group, tile.columns - begin);
      removeOfRow(tile, row, begin, begin + size, pattern.countRemoved(size),
                  removed);
    }
}

void gnn::removeByGroups(WeightMatrix &matrix, const WeightPattern &pattern) {
  removeGroups(getTile(matrix), pattern, matrix.removed);
}

void gnn::removeOfTile(const WeightTile &tile, const WeightPattern &pattern,
                       WeightScope scope, double sparsity,
                       llvm::BitVector &removed) {
  if (pattern.isGrouped())
    return removeGroups(tile, pattern, removed);
  if (scope == WeightScope::output) {
    int64_t count = std::llround(sparsity * double(tile.columns));
    for (int64_t row = 0; row < tile.getRows(); ++row)
      removeOfRow(tile, row, 0, tile.columns, count, removed);
    return;
  }
  Pool pool;
  for (int64_t row = 0; row < tile.getRows(); ++row)
    addBlocks(tile, 0, row, 1, pool);
  for (const WeightBlock &block : partition(pool, sparsity))
    removeBlock(tile, block, 1, removed);
}
