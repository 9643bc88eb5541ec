//===- InterpreterDenseTest.cpp - Dense algebra on rows -------------------===//
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
using InterpreterDenseTest = InterpreterTest;
} // namespace

TEST_F(InterpreterDenseTest, linearMultipliesWithOutByIn) {
  Matrix y = compute(R"mlir(
    func.func @f(%x: tensor<?x2xf32>, %w: tensor<3x2xf32>, %b: tensor<3xf32>)
        -> tensor<?x3xf32> {
      %y = gnn.linear %x, %w bias %b
        : (tensor<?x2xf32>, tensor<3x2xf32>, tensor<3xf32>) -> tensor<?x3xf32>
      return %y : tensor<?x3xf32>
    })mlir",
                     {makeMatrix({{1, 2}, {3, 4}}),
                      makeMatrix({{1, 0}, {0, 1}, {1, -1}}),
                      makeVector({10, 20, 30})});
  expectMatrix(y, makeMatrix({{11, 22, 29}, {13, 24, 29}}));
}

TEST_F(InterpreterDenseTest, linearReadsSparseFeaturesAndWeights) {
  Matrix y =
      compute(R"mlir(
    func.func @f(%x: tensor<?x2xf32, #gnn.csr>, %w: tensor<1x2xf32, #gnn.csr>)
        -> tensor<?x1xf32> {
      %y = gnn.linear %x, %w
        : (tensor<?x2xf32, #gnn.csr>, tensor<1x2xf32, #gnn.csr>) -> tensor<?x1xf32>
      return %y : tensor<?x1xf32>
    })mlir",
              {makeSparse({{1, 0}, {0, 4}, {0, 0}}), makeMatrix({{2, 3}})});
  expectMatrix(y, makeMatrix({{2}, {12}, {0}}));
}

TEST_F(InterpreterDenseTest, transposeExchangesDimensions) {
  Matrix y = compute(R"mlir(
    func.func @f(%w: tensor<2x3xf32>) -> tensor<3x2xf32> {
      %t = gnn.transpose %w : (tensor<2x3xf32>) -> tensor<3x2xf32>
      return %t : tensor<3x2xf32>
    })mlir",
                     {makeMatrix({{1, 2, 3}, {4, 5, 6}})});
  expectMatrix(y, makeMatrix({{1, 4}, {2, 5}, {3, 6}}));
}

TEST_F(InterpreterDenseTest, headsHaveTheirOwnVector) {
  Matrix y =
      compute(R"mlir(
    func.func @f(%x: tensor<?x4xf32>, %a: tensor<1x2x2xf32>) -> tensor<?x2xf32> {
      %y = gnn.head_dot %x, %a
        : (tensor<?x4xf32>, tensor<1x2x2xf32>) -> tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    })mlir",
              {makeMatrix({{1, 2, 3, 4}}), makeMatrix({{1, 10}, {2, 20}})});
  expectMatrix(y, makeMatrix({{21, 86}}));
}

TEST_F(InterpreterDenseTest, headMeanKeepsTheChannelsOfAHead) {
  Matrix y = compute(R"mlir(
    func.func @f(%x: tensor<?x4xf32>) -> tensor<?x2xf32> {
      %y = gnn.head_mean %x {heads = 2 : i64} : (tensor<?x4xf32>) -> tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    })mlir",
                     {makeMatrix({{1, 2, 3, 5}})});
  expectMatrix(y, makeMatrix({{2, 3.5}}));
}

TEST_F(InterpreterDenseTest, concatKeepsTheOrderOfItsInputs) {
  StringRef text = R"mlir(
    func.func @f(%a: tensor<?x1xf32>, %b: tensor<?x2xf32>) -> tensor<?x3xf32> {
      %y = gnn.concat %a, %b : (tensor<?x1xf32>, tensor<?x2xf32>) -> tensor<?x3xf32>
      return %y : tensor<?x3xf32>
    })mlir";
  expectMatrix(
      compute(text, {makeMatrix({{1}, {4}}), makeMatrix({{2, 3}, {5, 6}})}),
      makeMatrix({{1, 2, 3}, {4, 5, 6}}));
  EXPECT_EQ(complaint(text, {makeMatrix({{1}, {4}}), makeMatrix({{2, 3}})}),
            "'gnn.concat' op expects every input to have 2 rows but got 1\n");
}

TEST_F(InterpreterDenseTest, toDenseKeepsValues) {
  Matrix y = compute(R"mlir(
    func.func @f(%x: tensor<?x2xf32, #gnn.csr>) -> tensor<?x2xf32> {
      %y = gnn.to_dense %x : (tensor<?x2xf32, #gnn.csr>) -> tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    })mlir",
                     {makeSparse({{0, 2}, {3, 0}})});
  expectMatrix(y, makeMatrix({{0, 2}, {3, 0}}));
}
