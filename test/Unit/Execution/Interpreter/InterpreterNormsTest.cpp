//===- InterpreterNormsTest.cpp - Normalisations of rows and graphs -------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InterpreterFixture.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
using InterpreterNormsTest = InterpreterTest;
} // namespace

// Row variances 1 and 4, plus epsilon 3 and 12 for round divisors.
TEST_F(InterpreterNormsTest, layerNormOfNodesReadsARow) {
  Matrix y = compute(
      R"mlir(
    func.func @f(%x: tensor<?x2xf32>, %w: tensor<2xf32>, %b: tensor<2xf32>)
        -> tensor<?x2xf32> {
      %y = gnn.layer_norm node %x affine %w, %b {epsilon = 3.0 : f64}
        : (tensor<?x2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    })mlir",
      {makeMatrix({{1, 3}, {5, 5}}), makeVector({2, 4}), makeVector({10, 20})});
  expectMatrix(y, makeMatrix({{9, 22}, {10, 20}}));
}

// PyG without a batch: (x - mean) / (standard deviation + epsilon).
TEST_F(InterpreterNormsTest, layerNormOfTheWholeAddsEpsilonToTheDeviation) {
  StringRef text = R"mlir(
    func.func @f(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
      %y = gnn.layer_norm graph %x {epsilon = 3.0 : f64}
        : (tensor<?x2xf32>) -> tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    })mlir";
  expectMatrix(compute(text, {makeMatrix({{1, 3}, {3, 1}})}),
               makeMatrix({{-0.25, 0.25}, {0.25, -0.25}}));
  expectMatrix(compute(text, {Matrix(0, 2)}), Matrix(0, 2));
}

// PyG with a batch: (x - mean) / sqrt(variance + epsilon), graph by graph.
TEST_F(InterpreterNormsTest, layerNormOfABatchAddsEpsilonToTheVariance) {
  Matrix y = compute(
      R"mlir(
    func.func @f(%x: tensor<?x2xf32>, %ptr: tensor<?xi64>) -> tensor<?x2xf32> {
      %y = gnn.layer_norm graph %x batch %ptr {epsilon = 3.0 : f64}
        : (tensor<?x2xf32>, tensor<?xi64>) -> tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    })mlir",
      {makeMatrix({{1, 3}, {10, 10}, {10, 10}}), SegmentPtr{0, 1, 1, 3}});
  expectMatrix(y, makeMatrix({{-0.5, 0.5}, {0, 0}, {0, 0}}));
}

TEST_F(InterpreterNormsTest, l2NormalizeLeavesZeros) {
  Matrix y = compute(R"mlir(
    func.func @f(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
      %y = gnn.l2_normalize %x : tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    })mlir",
                     {makeMatrix({{3, 4}, {0, 0}, {-2, 0}})});
  expectMatrix(y, makeMatrix({{0.6, 0.8}, {0, 0}, {-1, 0}}));
}

TEST_F(InterpreterNormsTest, logSoftmaxDoesNotOverflow) {
  Matrix y = compute(R"mlir(
    func.func @f(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
      %y = gnn.log_softmax %x : tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    })mlir",
                     {makeMatrix({{0, std::log(3)}, {1000, 1000}, {NaN, 1}})});
  expectMatrix(y, makeMatrix({{std::log(0.25), std::log(0.75)},
                              {std::log(0.5), std::log(0.5)},
                              {NaN, NaN}}));
}

// The least element of the whole tensor is taken off first.
TEST_F(InterpreterNormsTest, normalizeFeaturesShiftsDenseRows) {
  Matrix y = compute(R"mlir(
    func.func @f(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
      %y = gnn.normalize_features %x : tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    })mlir",
                     {makeMatrix({{1, 3}, {-1, 0.5}, {-1, -0.75}})});
  expectMatrix(y, makeMatrix({{1.0 / 3, 2.0 / 3}, {0, 1}, {0, 0.25}}));
}

TEST_F(InterpreterNormsTest, normalizeFeaturesShiftsEachGraphByItself) {
  StringRef text = R"mlir(
    func.func @f(%x: tensor<?x2xf32>, %ptr: tensor<?xi64>) -> tensor<?x2xf32> {
      %y = gnn.normalize_features %x batch %ptr : tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    })mlir";
  Matrix x = makeMatrix({{1, 3}, {2, 1.5}, {-1, -0.75}});
  expectMatrix(compute(text, {x, SegmentPtr{0, 2, 2, 3}}),
               makeMatrix({{0, 1}, {2.0 / 3, 1.0 / 3}, {0, 0.25}}));
  EXPECT_EQ(complaint(text, {x, SegmentPtr{0, 2}}),
            "'gnn.normalize_features' op expects segment pointers that rise "
            "from 0 to 3 but got others\n");
}

TEST_F(InterpreterNormsTest, normalizeFeaturesKeepsSparseZeros) {
  StringRef text = R"mlir(
    func.func @f(%x: tensor<?x2xf32, #gnn.csr>) -> tensor<?x2xf32, #gnn.csr> {
      %y = gnn.normalize_features %x : tensor<?x2xf32, #gnn.csr>
      return %y : tensor<?x2xf32, #gnn.csr>
    })mlir";
  InterpreterValue y =
      evaluate(text, {makeSparse({{1, 3}, {0, 0.25}, {0, 0}})});
  ASSERT_TRUE(y.is<SparseMatrix>());
  expectMatrix(Matrix(y.sparse()),
               makeMatrix({{0.25, 0.75}, {0, 0.25}, {0, 0}}));
  EXPECT_EQ(complaint(text, {makeSparse({{1, 3}, {0, -2}})}),
            "'gnn.normalize_features' op expects sparse features that are not "
            "negative but got -2.000000e+00 in row 1, column 1\n");
}
