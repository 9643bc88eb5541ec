//===- WeightSelectionTest.cpp - Which weights become zero ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PruningFixture.h"

#include "lib/Transforms/Pruning/LayerBudgets.h"

#include <numeric>

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
/// Matrices without a model: scores are what counts.
class WeightSelectionTest : public PruningTest {
protected:
  WeightSelectionTest()
      : module(ModuleOp::create(UnknownLoc::get(&context))), groups(*module),
        scoring(groups) {}

  /// A matrix with scores 1, 2, ... in an order that depends on the size.
  static WeightMatrix makeMatrix(int64_t rows, int64_t columns) {
    int64_t size = rows * columns;
    WeightMatrix matrix{{},
                        columns,
                        std::vector<float>(size, 1),
                        std::vector<double>(size),
                        llvm::BitVector(size)};
    for (int64_t i = 0; i < size; ++i)
      matrix.scores[i] = double(i * 7919 % size + 1);
    return matrix;
  }

  void remove(MutableArrayRef<WeightMatrix> matrices, WeightScope scope,
              StringRef pattern, double sparsity) {
    removeLowest(scoring, matrices, scope, *parseWeightPattern(pattern),
                 sparsity);
  }

  OwningOpRef<ModuleOp> module;
  ChannelGroups groups;
  ScoringContext scoring;
};
} // namespace

static size_t countOfRow(const WeightMatrix &matrix, int64_t row) {
  size_t count = 0;
  for (int64_t i = 0; i < matrix.columns; ++i)
    count += matrix.removed.test(row * matrix.columns + i);
  return count;
}

/// Whether what goes in [begin, end), every `step`, scores less than what
/// stays.
static bool isLowest(const WeightMatrix &matrix, int64_t begin, int64_t end,
                     int64_t step = 1) {
  double highestGone = 0, lowestKept = INFINITY;
  for (int64_t i = begin; i < end; i += step)
    if (matrix.removed.test(i))
      highestGone = std::max(highestGone, matrix.scores[i]);
    else
      lowestKept = std::min(lowestKept, matrix.scores[i]);
  return highestGone < lowestKept;
}

TEST(WeightPatternTest, ReadsNames) {
  EXPECT_EQ(parseWeightPattern("unstructured")->blockRows, 1);
  EXPECT_EQ(parseWeightPattern("1x16")->blockRows, 16);
  EXPECT_EQ(parseWeightPattern("2:4")->kept, 2);
  EXPECT_EQ(parseWeightPattern("1:65535")->group, 65535);
  for (StringRef wrong : {"", "4:2", "2:2", "0:4", "-1:4", "2:", ":4", "1x8",
                          "2:4:8", "1:65536", "a:b"})
    EXPECT_FALSE(parseWeightPattern(wrong)) << wrong.str();
}

TEST_F(WeightSelectionTest, GroupsKeepTheHighest) {
  for (StringRef text : {"2:4", "1:3", "5:16"})
    for (int64_t columns : {1, 7, 17, 33}) {
      SCOPED_TRACE(text.str() + " " + std::to_string(columns));
      WeightPattern pattern = *parseWeightPattern(text);
      WeightMatrix matrix = makeMatrix(5, columns);
      removeByGroups(matrix, pattern);
      for (int64_t row = 0; row < 5; ++row)
        for (int64_t begin = 0; begin < columns; begin += pattern.group) {
          int64_t size = std::min(pattern.group, columns - begin);
          int64_t first = row * columns + begin, kept = 0;
          for (int64_t i = first; i < first + size; ++i)
            kept += !matrix.removed.test(i);
          // ceil(N * size / M).
          EXPECT_EQ(kept,
                    (pattern.kept * size + pattern.group - 1) / pattern.group);
          EXPECT_TRUE(isLowest(matrix, first, first + size));
        }
    }
}

TEST_F(WeightSelectionTest, BlocksOfOutputsStayOrGoTogether) {
  for (int64_t rows : {1, 7, 17, 33})
    for (int64_t columns : {1, 7, 17, 33}) {
      WeightMatrix matrix = makeMatrix(rows, columns);
      remove(matrix, WeightScope::layer, "1x16", 0.5);
      size_t gone = 0;
      for (int64_t row = 0; row < rows; ++row)
        for (int64_t i = 0; i < columns; ++i) {
          bool removed = matrix.removed.test(row * columns + i);
          EXPECT_EQ(removed, matrix.removed.test(row / 16 * 16 * columns + i));
          gone += removed && row % 16 == 0;
        }
      int64_t blocks = (rows + 15) / 16 * columns;
      EXPECT_EQ(gone, size_t(std::llround(0.5 * double(blocks))))
          << rows << "x" << columns;
    }
}

TEST_F(WeightSelectionTest, ScoresOfABlockAddUp) {
  // Sums of columns: 17 + 1, 2 * 16, 3 * 16; the second block has one row.
  WeightMatrix matrix = makeMatrix(17, 3);
  for (int64_t row = 0; row < 17; ++row)
    for (int64_t i = 0; i < 3; ++i)
      matrix.scores[row * 3 + i] = i + 1;
  matrix.scores[0] = 20;
  // Six blocks: 35, 32, 48, then 1, 2, 3. Four go.
  remove(matrix, WeightScope::layer, "1x16", 4 / 6.);
  EXPECT_FALSE(matrix.removed.test(0));
  EXPECT_TRUE(matrix.removed.test(1) && matrix.removed.test(15 * 3 + 1));
  EXPECT_FALSE(matrix.removed.test(2));
  EXPECT_EQ(countOfRow(matrix, 16), 3u);
  EXPECT_EQ(matrix.threshold, 32);
}

TEST_F(WeightSelectionTest, ScopesRankWhatTheySay) {
  std::vector<WeightMatrix> matrices = {makeMatrix(3, 7), makeMatrix(5, 17)};
  remove(matrices, WeightScope::global, "unstructured", 0.3);
  // 32 of 106: of the smaller, with scores of at most 21, most.
  EXPECT_EQ(matrices[0].removed.count() + matrices[1].removed.count(), 32u);
  EXPECT_EQ(matrices[0].threshold, 16);
  EXPECT_EQ(matrices[1].threshold, 16);

  matrices = {makeMatrix(3, 7), makeMatrix(5, 17)};
  remove(matrices, WeightScope::layer, "unstructured", 0.3);
  EXPECT_EQ(matrices[0].removed.count(), 6u);
  EXPECT_EQ(matrices[1].removed.count(), 26u);
  EXPECT_TRUE(isLowest(matrices[1], 0, 85));

  matrices = {makeMatrix(3, 7), makeMatrix(5, 17)};
  remove(matrices, WeightScope::output, "unstructured", 0.3);
  for (int64_t row = 0; row < 5; ++row) {
    EXPECT_EQ(countOfRow(matrices[1], row), 5u);
    EXPECT_TRUE(isLowest(matrices[1], row * 17, row * 17 + 17));
  }
}

TEST_F(WeightSelectionTest, OfEqualScoresTheFirstGo) {
  WeightMatrix matrix = makeMatrix(2, 3);
  llvm::fill(matrix.scores, 1.0);
  remove(matrix, WeightScope::layer, "unstructured", 0.5);
  EXPECT_EQ(countOfRow(matrix, 0), 3u);
  EXPECT_EQ(countOfRow(matrix, 1), 0u);
}

TEST_F(WeightSelectionTest, NothingOrAllMayGo) {
  for (StringRef pattern : {"unstructured", "1x16"})
    for (WeightScope scope : {WeightScope::global, WeightScope::layer,
                              WeightScope::output, WeightScope::hierarchical}) {
      std::vector<WeightMatrix> matrices = {makeMatrix(17, 3), makeMatrix(0, 3),
                                            makeMatrix(3, 0)};
      remove(matrices, scope, pattern, 0);
      EXPECT_TRUE(matrices[0].removed.none());
      remove(matrices, scope, pattern, 1);
      EXPECT_TRUE(matrices[0].removed.all());
    }
}

TEST_F(WeightSelectionTest, AMatrixMayHaveASparsityOfItsOwn) {
  for (WeightScope scope : {WeightScope::global, WeightScope::layer,
                            WeightScope::output, WeightScope::hierarchical}) {
    std::vector<WeightMatrix> matrices = {makeMatrix(4, 4), makeMatrix(4, 8)};
    matrices[0].sparsity = 0.25;
    remove(matrices, scope, "unstructured", 0.75);
    EXPECT_EQ(matrices[0].removed.count(), 4u);
    EXPECT_EQ(matrices[1].removed.count(), 24u);
  }
}

TEST_F(WeightSelectionTest, BudgetsOfLayersFollowTheirShapes) {
  std::vector<WeightMatrix> matrices = {makeMatrix(8, 100), makeMatrix(10, 40),
                                        makeMatrix(2, 3)};
  std::vector<double> sparsities = getLayerSparsities(matrices, 0.75);
  // 301.5 of 1206 stay; the last is full with 6, so that 295.5 are shared by
  // 108 and 50.
  EXPECT_NEAR(sparsities[0], 1 - 295.5 * 108 / 158 / 800, 1e-12);
  EXPECT_NEAR(sparsities[1], 1 - 295.5 * 50 / 158 / 400, 1e-12);
  EXPECT_EQ(sparsities[2], 0);
  double kept = 0;
  for (auto [matrix, sparsity] : llvm::zip(matrices, sparsities))
    kept += (1 - sparsity) * double(matrix.values.size());
  EXPECT_NEAR(kept, 301.5, 1e-9);
}

/// Half of e is too little and twice of it too much: e by bisection, from the
/// definition alone.
static std::vector<double> shareByBisection(ArrayRef<WeightMatrix> matrices,
                                            double sparsity) {
  std::vector<double> masses, sizes;
  for (const WeightMatrix &matrix : matrices) {
    masses.push_back(
        std::accumulate(matrix.scores.begin(), matrix.scores.end(), 0.0));
    sizes.push_back(double(matrix.scores.size()));
  }
  double all = std::accumulate(sizes.begin(), sizes.end(), 0.0);
  double low = 0, high = 1e9;
  for (int step = 0; step < 200; ++step) {
    double scale = (low + high) / 2, kept = 0;
    for (auto [mass, size] : llvm::zip(masses, sizes))
      kept += std::min(size, scale * mass);
    (kept < (1 - sparsity) * all ? low : high) = scale;
  }
  std::vector<double> sparsities;
  for (auto [mass, size] : llvm::zip(masses, sizes))
    sparsities.push_back(1 - std::min(size, low * mass) / size);
  return sparsities;
}

TEST_F(WeightSelectionTest, BudgetsOfLayersMayFollowTheirScores) {
  std::vector<WeightMatrix> matrices = {makeMatrix(8, 100), makeMatrix(10, 40),
                                        makeMatrix(2, 3), makeMatrix(5, 5)};
  llvm::fill(matrices[2].scores, 1e6);
  for (double sparsity : {0.1, 0.5, 0.9, 0.999}) {
    std::vector<double> expected = shareByBisection(matrices, sparsity);
    std::vector<double> actual =
        getLayerSparsities(matrices, sparsity, LayerBudget::scores);
    for (auto [a, b] : llvm::zip_equal(actual, expected))
      EXPECT_NEAR(a, b, 1e-9) << sparsity;
  }
}

/// Without scores there is nothing to share by.
TEST_F(WeightSelectionTest, MatricesWithoutScoresShareWhatOthersLeave) {
  std::vector<WeightMatrix> matrices = {makeMatrix(4, 5), makeMatrix(4, 10),
                                        makeMatrix(2, 10)};
  llvm::fill(matrices[1].scores, 0.0);
  llvm::fill(matrices[2].scores, 0.0);
  auto share = [&](double sparsity) {
    return getLayerSparsities(matrices, sparsity, LayerBudget::scores);
  };
  EXPECT_EQ(share(0.875), (std::vector<double>{0.5, 1, 1}));
  // 40 of 80 stay, 20 of them of the first.
  std::vector<double> half = share(0.5);
  EXPECT_NEAR(half[0], 0, 1e-12);
  EXPECT_NEAR(half[1], 1 - 20 / 60., 1e-12);
  EXPECT_NEAR(half[2], 1 - 20 / 60., 1e-12);
  llvm::fill(matrices[0].scores, 0.0);
  for (double each : share(0.25))
    EXPECT_NEAR(each, 0.25, 1e-12);
}

/// Sums of scores near the largest double are no infinities.
TEST_F(WeightSelectionTest, LargeScoresDoNotOverflowBudgets) {
  std::vector<WeightMatrix> matrices = {makeMatrix(4, 5), makeMatrix(4, 5)};
  llvm::fill(matrices[0].scores, 1e308);
  llvm::fill(matrices[1].scores, 0.5e308);
  std::vector<double> shares =
      getLayerSparsities(matrices, 0.7, LayerBudget::scores);
  EXPECT_NEAR(shares[0], 0.6, 1e-12);
  EXPECT_NEAR(shares[1], 0.8, 1e-12);
}

TEST_F(WeightSelectionTest, ThresholdsAreComparedWithScores) {
  WeightMatrix matrix = makeMatrix(3, 7);
  removeBelow(matrix, *parseWeightPattern("unstructured"), 5);
  EXPECT_EQ(matrix.removed.count(), 4u);
  EXPECT_EQ(matrix.threshold, 5);
}

TEST_F(WeightSelectionTest, ATileIsAPartOfAMatrix) {
  // Columns 2 and 3 of a matrix 2 x 5.
  std::vector<double> scores = {4, 1, 2, 3};
  WeightTile tile{scores, 2, 2, 5};
  auto remove = [&](StringRef pattern, WeightScope scope) {
    llvm::BitVector removed(10);
    removeOfTile(tile, *parseWeightPattern(pattern), scope, 0.5, removed);
    SmallVector<unsigned> bits(removed.set_bits());
    return std::vector<unsigned>(bits.begin(), bits.end());
  };
  using Bits = std::vector<unsigned>;
  EXPECT_EQ(remove("1:2", WeightScope::layer), (Bits{3, 7}));
  EXPECT_EQ(remove("unstructured", WeightScope::output), (Bits{3, 7}));
  scores = {4, 3, 2, 1};
  EXPECT_EQ(remove("unstructured", WeightScope::layer), (Bits{7, 8}));
}
