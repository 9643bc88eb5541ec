//===- InterpreterElementwiseTest.cpp - Activations and arithmetic --------===//
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
class InterpreterElementwiseTest : public InterpreterTest {
protected:
  /// The op, such as `relu` or `elu` with an attribute, on single values.
  Matrix activate(StringRef op, StringRef attribute = "") {
    return compute(("func.func @f(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {\n"
                    "%y = gnn." +
                    op + " %x " + attribute + R"mlir( : tensor<?x1xf32>
      return %y : tensor<?x1xf32>
    })mlir")
                       .str(),
                   {makeMatrix({{-2}, {0}, {3}, {NaN}})});
  }
};
} // namespace

TEST_F(InterpreterElementwiseTest, activationsFollowTheirFormula) {
  expectMatrix(activate("relu"), makeMatrix({{0}, {0}, {3}, {NaN}}));
  expectMatrix(activate("leaky_relu"), makeMatrix({{-0.02}, {0}, {3}, {NaN}}));
  expectMatrix(activate("leaky_relu", "{negative_slope = 0.25 : f64}"),
               makeMatrix({{-0.5}, {0}, {3}, {NaN}}));
  expectMatrix(activate("elu"),
               makeMatrix({{std::exp(-2) - 1}, {0}, {3}, {NaN}}));
  expectMatrix(activate("elu", "{alpha = 2.0 : f64}"),
               makeMatrix({{2 * std::exp(-2) - 2}, {0}, {3}, {NaN}}));
  expectMatrix(
      activate("sigmoid"),
      makeMatrix(
          {{1 / (1 + std::exp(2))}, {0.5}, {1 / (1 + std::exp(-3))}, {NaN}}));
  expectMatrix(activate("tanh"),
               makeMatrix({{std::tanh(-2)}, {0}, {std::tanh(3)}, {NaN}}));
  expectMatrix(activate("dropout", "{p = 0.9 : f64}"),
               makeMatrix({{-2}, {0}, {3}, {NaN}}));
}

// Values of Python's math.erf and math.tanh in the formulas.
TEST_F(InterpreterElementwiseTest, geluHasTwoForms) {
  expectMatrix(
      activate("gelu"),
      makeMatrix({{-0.04550026389635842}, {0}, {2.99595030590511}, {NaN}}));
  expectMatrix(
      activate("gelu", "{tanh_approximation}"),
      makeMatrix({{-0.04540230591222494}, {0}, {2.996362607918227}, {NaN}}));
}

TEST_F(InterpreterElementwiseTest, operandsAreBroadcastByTheirType) {
  Matrix y = compute(R"mlir(
    func.func @f(%x: tensor<?x2xf32>, %b: tensor<2xf32>, %s: tensor<?xf32>,
                 %eps: tensor<1xf32>) -> tensor<?x2xf32> {
      %0 = gnn.bias_add %x, %b : (tensor<?x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
      %1 = gnn.scale_rows %0, %s : (tensor<?x2xf32>, tensor<?xf32>) -> tensor<?x2xf32>
      %2 = gnn.add %1, %x : tensor<?x2xf32>
      %3 = gnn.add_scaled %2, %x, %eps
        : (tensor<?x2xf32>, tensor<?x2xf32>, tensor<1xf32>) -> tensor<?x2xf32>
      return %3 : tensor<?x2xf32>
    })mlir",
                     {makeMatrix({{1, 2}, {3, 4}}), makeVector({10, 20}),
                      makeVector({2, 3}), makeVector({0.5})});
  // (x + b) * s + x + 1.5 x
  expectMatrix(y, makeMatrix({{24.5, 49}, {46.5, 82}}));
}

// One channel and one node, where types alone tell a row from a channel.
TEST_F(InterpreterElementwiseTest, oneChannelIsBroadcastOverRows) {
  Matrix y = compute(R"mlir(
    func.func @f(%x: tensor<?x1xf32>, %b: tensor<1xf32>) -> tensor<?x1xf32> {
      %y = gnn.bias_add %x, %b : (tensor<?x1xf32>, tensor<1xf32>) -> tensor<?x1xf32>
      return %y : tensor<?x1xf32>
    })mlir",
                     {makeMatrix({{1}, {2}, {3}}), makeVector({10})});
  expectMatrix(y, makeMatrix({{11}, {12}, {13}}));
}

TEST_F(InterpreterElementwiseTest, batchNormUsesStoredStatistics) {
  Matrix y =
      compute(R"mlir(
    func.func @f(%x: tensor<?x2xf32>, %m: tensor<2xf32>, %v: tensor<2xf32>,
                 %w: tensor<2xf32>, %b: tensor<2xf32>) -> tensor<?x2xf32> {
      %y = gnn.batch_norm %x, %m, %v, %w, %b {epsilon = 1.0 : f64}
        : (tensor<?x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>,
           tensor<2xf32>) -> tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    })mlir",
              {makeMatrix({{1, 2}, {3, 4}}), makeVector({1, 4}),
               makeVector({3, 8}), makeVector({10, 3}), makeVector({0.5, -1})});
  expectMatrix(y, makeMatrix({{0.5, -3}, {10.5, -1}}));
}

TEST_F(InterpreterElementwiseTest, maxKeepsTheLargerAndNaN) {
  Matrix z = compute(R"mlir(
    func.func @f(%x: tensor<?x2xf32>, %y: tensor<?x2xf32>) -> tensor<?x2xf32> {
      %z = gnn.max %x, %y : tensor<?x2xf32>
      return %z : tensor<?x2xf32>
    })mlir",
                     {makeMatrix({{1, -2}, {NaN, 4}, {-5, 0}}),
                      makeMatrix({{-3, -1}, {2, NaN}, {-5, -6}})});
  expectMatrix(z, makeMatrix({{1, -1}, {NaN, NaN}, {-5, 0}}));
}

TEST_F(InterpreterElementwiseTest, rowsOfOperandsMustAgree) {
  EXPECT_EQ(complaint(R"mlir(
    func.func @f(%x: tensor<?x1xf32>, %y: tensor<?x1xf32>) -> tensor<?x1xf32> {
      %z = gnn.add %x, %y : tensor<?x1xf32>
      return %z : tensor<?x1xf32>
    })mlir",
                      {makeMatrix({{1}, {2}}), makeMatrix({{1}})}),
            "'gnn.add' op expects every operand to have 2 rows but got 1\n");
}
