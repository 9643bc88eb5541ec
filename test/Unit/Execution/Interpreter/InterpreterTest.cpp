//===- InterpreterTest.cpp - Functions, parameters, and what is refused ---===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InterpreterFixture.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

TEST_F(InterpreterTest, parametersComeFromTheirGlobal) {
  Matrix y = compute(R"mlir(
    ml_program.global private @lin.weight(dense<[[1.0, 2.0], [3.0, 4.0]]>
      : tensor<2x2xf32>) : tensor<2x2xf32>
    func.func @f(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
      %w = ml_program.global_load_const @lin.weight : tensor<2x2xf32>
      %y = gnn.linear %x, %w
        : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    })mlir",
                     {makeMatrix({{1, 0}, {1, 1}})});
  expectMatrix(y, makeMatrix({{1, 3}, {3, 7}}));
}

TEST_F(InterpreterTest, parametersWithoutValuesAreNamed) {
  EXPECT_NE(complaint(R"mlir(
    ml_program.global private @lin.weight(#ml_program.extern : tensor<1x2xf32>)
      : tensor<1x2xf32>
    func.func @f(%x: tensor<?x2xf32>) -> tensor<?x1xf32> {
      %w = ml_program.global_load_const @lin.weight : tensor<1x2xf32>
      %y = gnn.linear %x, %w
        : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
      return %y : tensor<?x1xf32>
    })mlir",
                      {makeMatrix({{1, 0}})})
                .find("parameter 'lin.weight' expects a value but got none"),
            std::string::npos);
}

TEST_F(InterpreterTest, functionsCallFunctions) {
  Matrix y = compute(R"mlir(
    func.func private @twice(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
      %y = gnn.add %x, %x : tensor<?x1xf32>
      return %y : tensor<?x1xf32>
    }
    func.func @f(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
      %y = call @twice(%x) : (tensor<?x1xf32>) -> tensor<?x1xf32>
      %z = call @twice(%y) : (tensor<?x1xf32>) -> tensor<?x1xf32>
      return %z : tensor<?x1xf32>
    })mlir",
                     {makeMatrix({{3}})});
  expectMatrix(y, makeMatrix({{12}}));
}

TEST_F(InterpreterTest, recursionIsRefused) {
  EXPECT_EQ(complaint(R"mlir(
    func.func @f(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
      %y = call @f(%x) : (tensor<?x1xf32>) -> tensor<?x1xf32>
      return %y : tensor<?x1xf32>
    })mlir",
                      {makeMatrix({{3}})}),
            "'func.func' op calls itself\n");
}

TEST_F(InterpreterTest, declarationsHaveNoBody) {
  EXPECT_EQ(complaint("func.func private @f(tensor<?x1xf32>)", {Matrix(1, 1)}),
            "'func.func' op expects a body of one block but got 0\n");
}

TEST_F(InterpreterTest, unknownOpsAreNamed) {
  context.loadDialect<arith::ArithDialect>();
  EXPECT_EQ(complaint(R"mlir(
    func.func @f(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
      %y = arith.negf %x : tensor<?x1xf32>
      return %y : tensor<?x1xf32>
    })mlir",
                      {makeMatrix({{3}})}),
            "'arith.negf' op is unknown to the interpreter\n");
}

TEST_F(InterpreterTest, argumentsMustFitTheirType) {
  StringRef text = R"mlir(
    func.func @f(%graph: !gnn.graph, %x: tensor<?x1433xf32>)
        -> tensor<?x1433xf32> {
      return %x : tensor<?x1433xf32>
    })mlir";
  EXPECT_EQ(complaint(text, {makeGraph()}),
            "'func.func' op expects 2 arguments but got 1\n");
  errors.clear();
  EXPECT_EQ(
      complaint(text, {makeGraph(), Matrix(4, 100)}),
      "'func.func' op expects argument 1 of type 'tensor<?x1433xf32>' but "
      "got a matrix [4, 100]\n");
  errors.clear();
  EXPECT_EQ(complaint(text, {Matrix(4, 1433), Matrix(4, 1433)}),
            "'func.func' op expects argument 0 of type '!gnn.graph' but got a "
            "matrix [4, 1433]\n");
  errors.clear();
  EXPECT_EQ(
      complaint(text, {makeGraph(), SparseMatrix(4, 1433)}),
      "'func.func' op expects argument 1 of type 'tensor<?x1433xf32>' but "
      "got CSR features [4, 1433]\n");
}

TEST_F(InterpreterTest, graphsAreChecked) {
  StringRef text = R"mlir(
    func.func @f(%graph: !gnn.graph) -> !gnn.graph {
      return %graph : !gnn.graph
    })mlir";
  EXPECT_EQ(complaint(text, {Graph{{0, 1}, {1}}}),
            "'func.func' op expects edge 0 to start at one of 1 nodes but got "
            "1\n");
  errors.clear();
  EXPECT_EQ(complaint(text, {Graph{{0, 2, 1}, {0}}}),
            "'func.func' op expects row pointers that rise from 0 to 1 but got "
            "others\n");
}

TEST_F(InterpreterTest, nothingInNothingOut) {
  Matrix y = compute(R"mlir(
    func.func @f(%graph: !gnn.graph, %x: tensor<?x3xf32>, %w: tensor<2x3xf32>)
        -> tensor<?x2xf32> {
      %y = gnn.gcn_conv %graph, %x, %w
        : (!gnn.graph, tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    })mlir",
                     {Graph(), Matrix(0, 3), Matrix(2, 3)});
  EXPECT_EQ(y.rows(), 0);
  EXPECT_EQ(y.cols(), 2);
}
