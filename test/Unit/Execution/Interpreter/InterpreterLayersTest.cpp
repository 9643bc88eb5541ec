//===- InterpreterLayersTest.cpp - The published layers, by hand ----------===//
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
class InterpreterLayersTest : public InterpreterTest {
protected:
  /// One channel out: x w^T is 3, -1, 11, 15.
  Matrix gcn(StringRef attributes) {
    return compute(
        (R"mlir(
    func.func @f(%graph: !gnn.graph, %x: tensor<?x2xf32>, %w: tensor<1x2xf32>,
                 %b: tensor<1xf32>) -> tensor<?x1xf32> {
      %y = gnn.gcn_conv %graph, %x, %w bias %b )mlir" +
         attributes + R"mlir(
        : (!gnn.graph, tensor<?x2xf32>, tensor<1x2xf32>, tensor<1xf32>)
        -> tensor<?x1xf32>
      return %y : tensor<?x1xf32>
    })mlir")
            .str(),
        {makeGraph(), makeNodes(), makeMatrix({{1, 1}}), makeVector({0.5})});
  }

  /// The neighbours as they are, plus twice the node, plus (1, -1).
  Matrix sage(StringRef aggr, StringRef attributes = "") {
    return compute(
        ("func.func @f(%graph: !gnn.graph, %x: tensor<?x2xf32>, "
         "%l: tensor<2x2xf32>, %b: tensor<2xf32>, %r: tensor<2x2xf32>) -> "
         "tensor<?x2xf32> { %y = gnn.sage_conv " +
         aggr + " %graph, %x, %l bias %b root %r " + attributes + R"mlir(
        : (!gnn.graph, tensor<?x2xf32>, tensor<2x2xf32>, tensor<2xf32>,
           tensor<2x2xf32>) -> tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    })mlir")
            .str(),
        {makeGraph(), makeNodes(), makeMatrix({{1, 0}, {0, 1}}),
         makeVector({1, -1}), makeMatrix({{2, 0}, {0, 2}})});
  }

  /// Two heads of one channel, which are the two input channels.
  Matrix gat(int64_t channels, StringRef attributes, const Matrix &source,
             const Matrix &target) {
    std::string out = "tensor<?x" + std::to_string(channels) + "xf32>";
    return compute(
        ("func.func @f(%graph: !gnn.graph, %x: tensor<?x2xf32>, "
         "%w: tensor<2x2xf32>, %s: tensor<1x2x1xf32>, %d: tensor<1x2x1xf32>) "
         "-> " +
         out + "{ %y = gnn.gat_conv %graph, %x, %w, %s, %d " + attributes +
         R"mlir( : (!gnn.graph, tensor<?x2xf32>, tensor<2x2xf32>,
           tensor<1x2x1xf32>, tensor<1x2x1xf32>) -> )mlir" +
         out + "return %y : " + out + "}")
            .str(),
        {makeGraph(), makeNodes(), makeMatrix({{1, 0}, {0, 1}}), source,
         target});
  }
};
} // namespace

// In-degrees with loops: 1, 3, 2, 1.
TEST_F(InterpreterLayersTest, gcnNormalisesWithSelfLoops) {
  double row1 = 3 / std::sqrt(3) + 11 / std::sqrt(6) - 1.0 / 3;
  double row2 = -1 / std::sqrt(6) + 11.0 / 2;
  expectMatrix(gcn(""),
               makeMatrix({{3.5}, {row1 + 0.5}, {row2 + 0.5}, {15.5}}));
}

// In-degrees 0, 2, 2, 0: what node 0 sends has no weight.
TEST_F(InterpreterLayersTest, gcnWithoutSelfLoopsDropsSourcesWithoutDegree) {
  expectMatrix(gcn("{add_self_loops = false}"),
               makeMatrix({{0.5}, {6}, {5.5}, {0.5}}));
}

TEST_F(InterpreterLayersTest, gcnWithoutNormalisationSums) {
  expectMatrix(gcn("{add_self_loops = false, normalize = false}"),
               makeMatrix({{0.5}, {14.5}, {10.5}, {0.5}}));
  expectMatrix(gcn("{normalize = false}"),
               makeMatrix({{3.5}, {13.5}, {10.5}, {15.5}}));
}

TEST_F(InterpreterLayersTest, sageJoinsNeighboursAndNode) {
  expectMatrix(sage("mean"),
               makeMatrix({{3, 3}, {10, -5}, {15, 12}, {15, 15}}));
  expectMatrix(sage("sum"), makeMatrix({{3, 3}, {13, -1}, {19, 13}, {15, 15}}));
  expectMatrix(sage("max"), makeMatrix({{3, 3}, {12, -3}, {16, 17}, {15, 15}}));
}

TEST_F(InterpreterLayersTest, sageNormalisesRows) {
  double length = std::sqrt(125);
  expectMatrix(sage("mean", "{normalize = true}").row(1),
               makeMatrix({{10 / length, -5 / length}}));
}

TEST_F(InterpreterLayersTest, sageReadsSparseFeatures) {
  Matrix y =
      compute(R"mlir(
    func.func @f(%graph: !gnn.graph, %x: tensor<?x2xf32, #gnn.csr>,
                 %l: tensor<1x2xf32>) -> tensor<?x1xf32> {
      %y = gnn.sage_conv max %graph, %x, %l
        : (!gnn.graph, tensor<?x2xf32, #gnn.csr>, tensor<1x2xf32>)
        -> tensor<?x1xf32>
      return %y : tensor<?x1xf32>
    })mlir",
              {makeGraph(), makeSparse({{-1, 0}, {0, 2}, {-3, 0}, {1, 1}}),
               makeMatrix({{10, 1}})});
  // Implicit zeros are values: row 2 takes the larger of 0 and -3.
  expectMatrix(y, makeMatrix({{0}, {-10}, {2}, {0}}));
}

TEST_F(InterpreterLayersTest, gatWithoutScoresAverages) {
  Matrix none = Matrix::Zero(2, 1);
  expectMatrix(gat(2, "", none, none),
               makeMatrix({{1, 2}, {3, 4.0 / 3}, {4, 1}, {7, 8}}));
  expectMatrix(gat(2, "{add_self_loops = false}", none, none),
               makeMatrix({{0, 0}, {3, 4}, {4, 1}, {0, 0}}));
  expectMatrix(gat(1, "{concat = false, add_self_loops = false}", none, none),
               makeMatrix({{0}, {3.5}, {2.5}, {0}}));
}

// Row 1, head 0: scores 1a and 5a for sources 0 and 2, with a = ln(3) / 4 their
// weights are 1/4 and 3/4. Row 2, head 1: -4 from 1 and 6 from 2, and the
// destination's -16 makes both negative: slope 0.2 of -20 b and -10 b.
TEST_F(InterpreterLayersTest, gatWeighsByBothEnds) {
  double a = std::log(3) / 4, b = std::log(3) / 2;
  Matrix source = makeMatrix({{a}, {b}});
  Matrix target = makeMatrix({{0}, {-16.0 / 6 * b}});
  Matrix y = gat(2, "{add_self_loops = false}", source, target);
  EXPECT_NEAR(y(1, 0), 4, 1e-14);
  EXPECT_NEAR(y(2, 1), 0.25 * -4 + 0.75 * 6, 1e-14);
}

TEST_F(InterpreterLayersTest, ginAddsTheNodeItself) {
  StringRef text = R"mlir(
    func.func @f(%graph: !gnn.graph, %x: tensor<?x2xf32>, %eps: tensor<1xf32>)
        -> tensor<?x2xf32> {
      %y = gnn.gin_conv %graph, %x, %eps
        : (!gnn.graph, tensor<?x2xf32>, tensor<1xf32>) -> tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    })mlir";
  expectMatrix(compute(text, {makeGraph(), makeNodes(), makeVector({0.5})}),
               makeMatrix({{1.5, 3}, {10.5, 2}, {15.5, 11}, {10.5, 12}}));
}

TEST_F(InterpreterLayersTest, layersCheckTheRowsOfTheirFeatures) {
  EXPECT_EQ(complaint(R"mlir(
    func.func @f(%graph: !gnn.graph, %x: tensor<?x2xf32>, %eps: tensor<1xf32>)
        -> tensor<?x2xf32> {
      %y = gnn.gin_conv %graph, %x, %eps
        : (!gnn.graph, tensor<?x2xf32>, tensor<1xf32>) -> tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    })mlir",
                      {makeGraph(), makeMatrix({{1, 2}}), makeVector({0})}),
            "'gnn.gin_conv' op expects x to have 4 rows but got 1\n");
}
