//===- InterpreterGraphsTest.cpp - Self loops and degrees -----------------===//
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
using InterpreterGraphsTest = InterpreterTest;
} // namespace

TEST_F(InterpreterGraphsTest, selfLoopsReplaceThoseThatAreThere) {
  InterpreterValue loops = evaluate(R"mlir(
    func.func @f(%graph: !gnn.graph) -> !gnn.graph {
      %loops = gnn.add_self_loops %graph : (!gnn.graph) -> !gnn.graph
      return %loops : !gnn.graph
    })mlir",
                                    {makeGraph()});
  EXPECT_EQ(loops.graph().rowPtr, (std::vector<int64_t>{0, 1, 4, 6, 7}));
  EXPECT_EQ(loops.graph().colIdx, (std::vector<int32_t>{0, 0, 2, 1, 1, 2, 3}));
}

TEST_F(InterpreterGraphsTest, normIsZeroForAnEmptyRow) {
  InterpreterValue norm = evaluate(R"mlir(
    func.func @f(%graph: !gnn.graph) -> tensor<?xf32> {
      %norm = gnn.gcn_norm %graph : (!gnn.graph) -> tensor<?xf32>
      return %norm : tensor<?xf32>
    })mlir",
                                   {makeGraph()});
  expectMatrix(norm.vector(),
               makeVector({0, 1 / std::sqrt(2), 1 / std::sqrt(2), 0}));
}

TEST_F(InterpreterGraphsTest, missingSelfLoopsCountThoseThatAreThere) {
  Graph twice = {{0, 0, 3}, {1, 0, 1}};
  StringRef text = R"mlir(
    func.func @f(%graph: !gnn.graph) -> tensor<?xf32> {
      %m = gnn.missing_self_loops %graph : (!gnn.graph) -> tensor<?xf32>
      return %m : tensor<?xf32>
    })mlir";
  expectMatrix(evaluate(text, {makeGraph()}).vector(),
               makeVector({1, 1, 0, 1}));
  expectMatrix(evaluate(text, {twice}).vector(), makeVector({1, -1}));
}
