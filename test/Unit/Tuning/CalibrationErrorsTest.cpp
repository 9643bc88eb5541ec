//===- CalibrationErrorsTest.cpp - What calibration refuses ---------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CalibrationFixture.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

static constexpr const char *linear = R"mlir(
func.func @forward(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %w = ml_program.global_load_const @w : tensor<2x2xf32>
  %a = gnn.linear %x, %w : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %y = gnn.linear %a, %w : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
)mlir";

static Dataset makeNodes(int64_t features) {
  return makeDataset(Graph{{0, 0, 0}, {}}, Matrix::Ones(2, features), false);
}

TEST_F(CalibrationTest, DataThatDoesNotFit) {
  parse(declare("w", Matrix::Ones(2, 2)) + linear);
  EXPECT_EQ(complaint(makeNodes(3), {.data = "d"}),
            "gnn-calibrate: d: function \"forward\": expects 2 features per "
            "node but the data has 3\n");
  EXPECT_EQ(complaint(makeNodes(2), {.data = "d", .split = "dev"}),
            "gnn-calibrate: d: expected a split of the data set (all, train) "
            "but got \"dev\"\n");
  EXPECT_EQ(complaint(Dataset(), {.data = "d", .split = "all"}),
            "gnn-calibrate: d: expected items in split \"all\" but it is "
            "empty\n");
  EXPECT_EQ(complaint(makeNodes(2), {.function = "main"}),
            "gnn-calibrate: expected a function \"main\" but the module has "
            "\"forward\"\n");
}

TEST_F(CalibrationTest, FeaturesThatAreNotFinite) {
  Matrix w = Matrix::Ones(2, 2);
  w(1, 0) = std::numeric_limits<double>::quiet_NaN();
  parse(declare("w", w) + linear);
  EXPECT_EQ(complaint(makeNodes(2)),
            "'gnn.linear' expects finite features to multiply 'w' with, but "
            "the model computes others from this data\n");
  EXPECT_EQ(
      *readFeatureStatistics(module->lookupSymbol<ml_program::GlobalOp>("w")),
      std::nullopt);
}

TEST_F(CalibrationTest, WeightsWithoutValues) {
  parse("ml_program.global private @w(#ml_program.extern : tensor<2x2xf32>) : "
        "tensor<2x2xf32>\n" +
        std::string(linear));
  EXPECT_EQ(complaint(makeNodes(2)), "parameter 'w' expects a value but got "
                                     "none; run gnn-load-params first\n");
}

TEST_F(CalibrationTest, LayersMustBeDecomposed) {
  parse(declare("w", Matrix::Ones(2, 2)) + R"mlir(
func.func @forward(%graph: !gnn.graph, %x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %w = ml_program.global_load_const @w : tensor<2x2xf32>
  %y = gnn.gcn_conv %graph, %x, %w : (!gnn.graph, tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
})mlir");
  EXPECT_EQ(complaint(makeNodes(2)),
            "'gnn.gcn_conv' is opaque to calibration; run gnn-decompose-layers "
            "first\n");
}

/// Squares of what six layers multiplied to.
TEST_F(CalibrationTest, StatisticsThatOverflow) {
  std::string text = "func.func @forward(%x0: tensor<?x2xf32>) -> "
                     "tensor<?x2xf32> {\n"
                     "%w = ml_program.global_load_const @w : tensor<2x2xf32>\n";
  for (int i = 0; i < 6; ++i)
    text += "%x" + std::to_string(i + 1) + " = gnn.linear %x" +
            std::to_string(i) +
            ", %w : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>\n";
  parse(declare("w", Matrix::Constant(2, 2, 1e38)) + text +
        "return %x6 : tensor<?x2xf32>\n}");
  EXPECT_EQ(complaint(makeNodes(2)),
            "parameter 'w' expects statistics within the range of f64, but the "
            "squares of its features are beyond\n");
}

/// gnn-fold-parameters makes a parameter of it.
TEST_F(CalibrationTest, ProductsWithNoParameterAreLeftOut) {
  parse(declare("w", Matrix::Ones(2, 2)) + R"mlir(
func.func @forward(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %w = ml_program.global_load_const @w : tensor<2x2xf32>
  %t = gnn.transpose %w : (tensor<2x2xf32>) -> tensor<2x2xf32>
  %y = gnn.linear %x, %t : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
})mlir");
  auto weights = gnn::calibrate(*module, makeNodes(2), {});
  ASSERT_TRUE(succeeded(weights)) << errors;
  EXPECT_EQ(*weights, 0);
}
