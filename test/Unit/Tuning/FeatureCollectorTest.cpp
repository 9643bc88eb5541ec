//===- FeatureCollectorTest.cpp - Sparse rows count as dense ones do ------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CalibrationFixture.h"

#include "lib/Tuning/FeatureCollector.h"

using namespace mlir::gnn;
using namespace mlir::gnn::test;

/// Every kind of column: no stored element, some, all; stored zeros; only
/// negative elements.
static SparseMatrix makeColumns(int64_t rows) {
  std::vector<Eigen::Triplet<double, int64_t>> elements;
  for (int64_t row = 0; row < rows; ++row) {
    elements.emplace_back(row, 1, row - 2.5);
    if (row % 2)
      elements.emplace_back(row, 2, row % 3 ? 0.0 : 1.0 + row);
    if (row % 3 == 0)
      elements.emplace_back(row, 3, -1.0 - row);
  }
  SparseMatrix x(rows, 4);
  x.setFromTriplets(elements.begin(), elements.end());
  return x;
}

static FeatureStatistics collect(const std::vector<InterpreterValue> &pieces,
                                 const std::vector<Vector> &weights) {
  FeatureCollector collector(4);
  for (size_t i = 0; i < pieces.size(); ++i)
    collector.addMoments(pieces[i], 1, weights[i]);
  collector.beginSecondRun();
  for (size_t i = 0; i < pieces.size(); ++i) {
    collector.addHistogram(pieces[i], 1, weights[i]);
    collector.addGram(pieces[i], 1, weights[i]);
  }
  return collector.getStatistics();
}

static void expectNear(const FeatureStatistics &got,
                       const FeatureStatistics &expected) {
  EXPECT_NEAR(got.rows, expected.rows, 1e-12);
  for (auto [name, values] : FeatureStatistics::getMoments())
    for (size_t k = 0; k < 4; ++k)
      EXPECT_NEAR((got.*values)[k], (expected.*values)[k],
                  1e-12 * (1 + std::abs((expected.*values)[k])))
          << name.str() << " " << k;
  for (size_t k = 0; k < 16; ++k)
    EXPECT_NEAR(got.gram[k], expected.gram[k],
                1e-12 * (1 + std::abs(expected.gram[k])))
        << "gram " << k;
}

TEST(FeatureCollectorTest, SparseAndDensePieces) {
  SparseMatrix sparse = makeColumns(12);
  Matrix dense = Matrix(makeColumns(300)), all(312, 4);
  all << Matrix(sparse), dense;
  Vector weights = Vector::NullaryExpr(
      312, [](int64_t row) { return row % 5 ? 0.1 * (row % 7) : 0.0; });
  FeatureStatistics expected = computeStatistics(all, all, weights, weights);
  Vector first = weights.head(12), second = weights.tail(300);
  expectNear(collect({sparse, dense}, {first, second}), expected);
  expectNear(collect({dense, sparse}, {second, first}), expected);
}

TEST(FeatureCollectorTest, RowsThatDoNotCountChangeNothing) {
  SparseMatrix x = makeColumns(9);
  Matrix far = Matrix::Constant(3, 4, 1e300);
  Vector ones = Vector::Ones(9), none = Vector::Zero(3);
  expectNear(
      collect({x, far, SparseMatrix(far.sparseView())}, {ones, none, none}),
      collect({Matrix(x)}, {ones}));
}

/// A mean of 1e9 leaves few digits to the difference of two sums.
TEST(FeatureCollectorTest, VarianceOfWhatIsFarFromZero) {
  Matrix x = Matrix::Zero(1000, 4);
  for (int64_t row = 0; row < 1000; ++row)
    x.row(row).setConstant(1e9 + row % 2);
  FeatureStatistics got = collect({x}, {Vector::Ones(1000)});
  EXPECT_NEAR(got.variance[0], 0.25, 1e-9);
}
