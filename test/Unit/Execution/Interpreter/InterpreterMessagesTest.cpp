//===- InterpreterMessagesTest.cpp - What flows along edges ---------------===//
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
class InterpreterMessagesTest : public InterpreterTest {
protected:
  Matrix aggregate(StringRef reduction, const Matrix &x) {
    return compute((R"mlir(
    func.func @f(%graph: !gnn.graph, %x: tensor<?x2xf32>) -> tensor<?x2xf32> {
      %y = gnn.aggregate )mlir" +
                    reduction + R"mlir( %graph, %x
        : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    })mlir")
                       .str(),
                   {makeGraph(), x});
  }

  Matrix aggregateWeighted(StringRef heads, const Matrix &weights) {
    return compute(
        ("func.func @f(%graph: !gnn.graph, %x: tensor<?x2xf32>, %w: tensor<?x" +
         heads + R"mlir(xf32>) -> tensor<?x2xf32> {
      %y = gnn.aggregate sum %graph, %x weights %w
        : (!gnn.graph, tensor<?x2xf32>, tensor<?x)mlir" +
         heads + R"mlir(xf32>) -> tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    })mlir")
            .str(),
        {makeGraph(), makeNodes(), weights});
  }

  Matrix pool(StringRef reduction) {
    return compute((R"mlir(
    func.func @f(%x: tensor<?x2xf32>, %ptr: tensor<?xi64>) -> tensor<?x2xf32> {
      %y = gnn.pool )mlir" +
                    reduction + R"mlir( %x, %ptr
        : (tensor<?x2xf32>, tensor<?xi64>) -> tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    })mlir")
                       .str(),
                   {makeNodes(), SegmentPtr{0, 1, 1, 4}});
  }

  /// Attention over makeNodes() with one head.
  Matrix attend(const Matrix &source, const Matrix &target) {
    return compute(R"mlir(
    func.func @f(%graph: !gnn.graph, %x: tensor<?x2xf32>, %s: tensor<?x1xf32>,
                 %t: tensor<?x1xf32>) -> tensor<?x2xf32> {
      %y = gnn.attention %graph, %x, %s, %t {negative_slope = 0.5 : f64}
        : (!gnn.graph, tensor<?x2xf32>, tensor<?x1xf32>, tensor<?x1xf32>)
        -> tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    })mlir",
                   {makeGraph(), makeNodes(), source, target});
  }
};
} // namespace

TEST_F(InterpreterMessagesTest, aggregatesEveryRow) {
  Matrix x = makeNodes();
  expectMatrix(aggregate("sum", x),
               makeMatrix({{0, 0}, {6, 8}, {8, 2}, {0, 0}}));
  expectMatrix(aggregate("mean", x),
               makeMatrix({{0, 0}, {3, 4}, {4, 1}, {0, 0}}));
  expectMatrix(aggregate("max", x),
               makeMatrix({{0, 0}, {5, 6}, {5, 6}, {0, 0}}));
  expectMatrix(aggregate("min", x),
               makeMatrix({{0, 0}, {1, 2}, {3, -4}, {0, 0}}));
}

// As PyTorch's amax: whichever comes first, NaN wins.
TEST_F(InterpreterMessagesTest, maximumKeepsNaN) {
  Matrix x = makeMatrix({{NaN, 2}, {3, -4}, {5, NaN}, {7, 8}});
  Matrix expected = makeMatrix({{0, 0}, {NaN, NaN}, {5, NaN}, {0, 0}});
  expectMatrix(aggregate("max", x), expected);
  expected(2, 0) = 3;
  expectMatrix(aggregate("min", x), expected);
}

TEST_F(InterpreterMessagesTest, infinitiesAreNumbersToMaximum) {
  double infinity = std::numeric_limits<double>::infinity();
  Matrix x =
      makeMatrix({{-infinity, 1}, {1, 1}, {-infinity, infinity}, {1, 1}});
  Matrix y = aggregate("max", x);
  EXPECT_EQ(y(1, 0), -infinity);
  EXPECT_EQ(y(1, 1), infinity);
}

TEST_F(InterpreterMessagesTest, edgeWeightsScaleTheirHead) {
  expectMatrix(aggregateWeighted("1", makeMatrix({{1}, {3}, {5}, {7}})),
               makeMatrix({{0, 0}, {16, 20}, {50, 22}, {0, 0}}));
  expectMatrix(
      aggregateWeighted("2", makeMatrix({{1, 2}, {3, 4}, {5, 6}, {7, 8}})),
      makeMatrix({{0, 0}, {16, 28}, {50, 24}, {0, 0}}));
}

TEST_F(InterpreterMessagesTest, poolsEverySegment) {
  expectMatrix(pool("sum"), makeMatrix({{1, 2}, {0, 0}, {15, 10}}));
  expectMatrix(pool("mean"), makeMatrix({{1, 2}, {0, 0}, {5, 10.0 / 3}}));
  expectMatrix(pool("max"), makeMatrix({{1, 2}, {0, 0}, {7, 8}}));
  expectMatrix(pool("min"), makeMatrix({{1, 2}, {0, 0}, {3, -4}}));
}

TEST_F(InterpreterMessagesTest, edgeAddJoinsSourceAndDestination) {
  Matrix edges = compute(R"mlir(
    func.func @f(%graph: !gnn.graph, %s: tensor<?x1xf32>, %t: tensor<?x1xf32>)
        -> tensor<?x1xf32> {
      %e = gnn.edge_add %graph, %s, %t
        : (!gnn.graph, tensor<?x1xf32>, tensor<?x1xf32>) -> tensor<?x1xf32>
      return %e : tensor<?x1xf32>
    })mlir",
                         {makeGraph(), makeMatrix({{1}, {3}, {5}, {7}}),
                          makeMatrix({{10}, {20}, {30}, {40}})});
  expectMatrix(edges, makeMatrix({{21}, {25}, {33}, {35}}));
}

// The second row's scores would overflow without the subtracted maximum.
TEST_F(InterpreterMessagesTest, edgeSoftmaxIsPerRow) {
  Matrix weights =
      compute(R"mlir(
    func.func @f(%graph: !gnn.graph, %e: tensor<?x1xf32>) -> tensor<?x1xf32> {
      %p = gnn.edge_softmax %graph, %e
        : (!gnn.graph, tensor<?x1xf32>) -> tensor<?x1xf32>
      return %p : tensor<?x1xf32>
    })mlir",
              {makeGraph(), makeMatrix({{0}, {std::log(3)}, {1000}, {1000}})});
  expectMatrix(weights, makeMatrix({{0.25}, {0.75}, {0.5}, {0.5}}));
}

TEST_F(InterpreterMessagesTest, attentionWeighsByScore) {
  Matrix none = Matrix::Zero(4, 1);
  expectMatrix(attend(none, none),
               makeMatrix({{0, 0}, {3, 4}, {4, 1}, {0, 0}}));
  Matrix source = makeMatrix({{0}, {0}, {std::log(3)}, {0}});
  expectMatrix(attend(source, none),
               makeMatrix({{0, 0}, {4, 5}, {4.5, 3.5}, {0, 0}}));
}

// Scores -2 ln 3 and -ln 3 in row 1 become -ln 3 and -ln 3 / 2 by the slope.
TEST_F(InterpreterMessagesTest, attentionBendsNegativeScores) {
  Matrix source = makeMatrix({{0}, {0}, {std::log(3)}, {0}});
  Matrix target = makeMatrix({{0}, {-2 * std::log(3)}, {0}, {0}});
  double second = std::sqrt(3) / (1 + std::sqrt(3)), first = 1 - second;
  expectMatrix(attend(source, target).row(1),
               makeMatrix({{first + 5 * second, 2 * first + 6 * second}}));
}

TEST_F(InterpreterMessagesTest, rowsMustFitTheGraph) {
  EXPECT_EQ(complaint(R"mlir(
    func.func @f(%graph: !gnn.graph, %x: tensor<?x2xf32>) -> tensor<?x2xf32> {
      %y = gnn.aggregate sum %graph, %x
        : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    })mlir",
                      {makeGraph(), makeMatrix({{1, 2}})}),
            "'gnn.aggregate' op expects x to have 4 rows but got 1\n");
}

TEST_F(InterpreterMessagesTest, segmentsMustCoverTheRows) {
  StringRef text = R"mlir(
    func.func @f(%x: tensor<?x2xf32>, %ptr: tensor<?xi64>) -> tensor<?x2xf32> {
      %y = gnn.pool sum %x, %ptr
        : (tensor<?x2xf32>, tensor<?xi64>) -> tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    })mlir";
  for (SegmentPtr ptr : {SegmentPtr{}, SegmentPtr{0, 5}, SegmentPtr{1, 4},
                         SegmentPtr{0, 3, 1, 4}})
    EXPECT_NE(complaint(text, {makeNodes(), ptr})
                  .find("expects segment pointers that rise from 0 to 4"),
              std::string::npos);
}
