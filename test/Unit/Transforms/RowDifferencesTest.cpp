//===- RowDifferencesTest.cpp - Differences of attention and norms --------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DifferenceBoundsFixture.h"

#include "llvm/Support/FormatVariadic.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
class RowDifferencesTest : public DifferenceBoundsFixture {
protected:
  OwningOpRef<ModuleOp> parse(const std::string &text) {
    auto module = parseSourceString<ModuleOp>(text, &context);
    EXPECT_TRUE(module) << text;
    return module;
  }

  /// A mean of the neighbours' only channel x, weighted by a softmax of
  /// `factor` times x.
  OwningOpRef<ModuleOp> makeAttention(double factor) {
    return parse(llvm::formatv(
        "ml_program.global private @w(dense<{0:f}> : tensor<1x1xf32>) : "
        "tensor<1x1xf32>\n"
        "ml_program.global private @t(dense<0.0> : tensor<1x1xf32>) : "
        "tensor<1x1xf32>\n"
        "func.func @forward(%g: !gnn.graph, %x: tensor<?x1xf32>, %ptr: "
        "tensor<?xi64>) -> tensor<?x1xf32> {{\n"
        "%w = ml_program.global_load_const @w : tensor<1x1xf32>\n"
        "%t = ml_program.global_load_const @t : tensor<1x1xf32>\n"
        "%s = gnn.linear %x, %w : (tensor<?x1xf32>, tensor<1x1xf32>) -> "
        "tensor<?x1xf32>\n"
        "%d = gnn.linear %x, %t : (tensor<?x1xf32>, tensor<1x1xf32>) -> "
        "tensor<?x1xf32>\n"
        "%y = gnn.attention %g, %x, %s, %d {{negative_slope = 0.2 : f64} : "
        "(!gnn.graph, tensor<?x1xf32>, tensor<?x1xf32>, tensor<?x1xf32>) -> "
        "tensor<?x1xf32>\n"
        "return %y : tensor<?x1xf32>\n}",
        factor));
  }

  /// `norm` of three channels, 10 apart, that see `factor` times a feature
  /// each.
  OwningOpRef<ModuleOp> makeNorm(StringRef norm, double factor) {
    return parse(llvm::formatv(
        "ml_program.global private @w(dense<[[{1:f}, 0.0, 0.0], [0.0, 0.5, "
        "0.0], [0.0, 0.0, 0.5]]> : tensor<3x3xf32>) : tensor<3x3xf32>\n"
        "ml_program.global private @b(dense<[-10.0, 0.0, 10.0]> : "
        "tensor<3xf32>) : tensor<3xf32>\n"
        "func.func @forward(%g: !gnn.graph, %x: tensor<?x3xf32>, %ptr: "
        "tensor<?xi64>) -> tensor<?x3xf32> {{\n"
        "%w = ml_program.global_load_const @w : tensor<3x3xf32>\n"
        "%b = ml_program.global_load_const @b : tensor<3xf32>\n"
        "%h = gnn.linear %x, %w bias %b : (tensor<?x3xf32>, tensor<3x3xf32>, "
        "tensor<3xf32>) -> tensor<?x3xf32>\n"
        "%y = {0}\nreturn %y : tensor<?x3xf32>\n}",
        norm, factor));
  }
};
} // namespace

/// On graphs with at most 1000 edges into a node.
static InputDomain makeBox() {
  InputDomain domain{ProofClass::box, {{0, 1}}};
  domain.degree.upper = 1000;
  return domain;
}

/// Node 0 has an edge from every node.
static Graph makeStar(int64_t nodes) {
  std::vector<int64_t> sources, destinations(nodes, 0);
  for (int64_t node = 0; node < nodes; ++node)
    sources.push_back(node);
  return llvm::cantFail(groupByDestination(sources, destinations, nodes));
}

/// Of 1000 neighbours, a share of 1 / (1 + e) with x = 1, the others with
/// x = 0: scores that differ by 2 change the mean by tanh(2 / 4).
TEST_F(RowDifferencesTest, TheBoundOfASoftmaxIsReached) {
  OwningOpRef<ModuleOp> first = makeAttention(2), second = makeAttention(0);
  DifferenceBounds bounds = bound(*first, *second, makeBox());
  EXPECT_NEAR(bounds.getLargest(), std::tanh(0.5), 1e-10);
  EXPECT_TRUE(bounds.widened.empty());
  Matrix x = Matrix::Zero(1000, 1);
  x.topRows(269).setOnes();
  double reached = expectWithin(bounds, *first, *second, makeStar(1000), x);
  EXPECT_GT(reached, 0.9999 * std::tanh(0.5));
}

/// Scores that differ by more than any softmax shows leave the spread of x.
TEST_F(RowDifferencesTest, ASoftmaxOfAnyScoresStaysInTheSpread) {
  OwningOpRef<ModuleOp> first = makeAttention(5000), second = makeAttention(0);
  DifferenceBounds bounds = bound(*first, *second, makeBox());
  EXPECT_LE(bounds.getLargest(), 1 + 1e-10);
}

/// The difference of one channel is at most 0.01, the channels are at least 9
/// apart, so that norms and deviations are not small.
TEST_F(RowDifferencesTest, NormsFollowSmallDifferences) {
  StringRef norms[] = {
      "gnn.layer_norm node %h : (tensor<?x3xf32>) -> tensor<?x3xf32>",
      "gnn.layer_norm node %h affine %b, %b : (tensor<?x3xf32>, "
      "tensor<3xf32>, tensor<3xf32>) -> tensor<?x3xf32>",
      "gnn.layer_norm graph %h : (tensor<?x3xf32>) -> tensor<?x3xf32>",
      "gnn.layer_norm graph %h batch %ptr : (tensor<?x3xf32>, tensor<?xi64>) "
      "-> tensor<?x3xf32>",
      "gnn.l2_normalize %h : tensor<?x3xf32>",
      "gnn.log_softmax %h : tensor<?x3xf32>",
      "gnn.normalize_features %h : tensor<?x3xf32>"};
  for (StringRef norm : norms) {
    OwningOpRef<ModuleOp> first = makeNorm(norm, 0.5);
    OwningOpRef<ModuleOp> second = makeNorm(norm, 0.51);
    DifferenceBounds bounds = expectSound(*first, *second, makeBox(), 1);
    double apart = boundApart(*first, *second, makeBox()).getLargest();
    EXPECT_TRUE(bounds.isRelational) << norm.str();
    EXPECT_TRUE(bounds.widened.empty()) << norm.str();
    EXPECT_GT(bounds.getLargest(), 0) << norm.str();
    EXPECT_LT(bounds.getLargest(), 0.2 * apart) << norm.str();
  }
}

/// The channels are in [-10, -9.5], [0, 0.5] and [10, 10.5], with gaps of 9.5,
/// 9.5 and 19.5, and the change of x - m is at most 2/3, 1/3, 1/3 of 0.01.
TEST_F(RowDifferencesTest, TheBoundOfALayerNormIsThatOfTheFormula) {
  StringRef norm =
      "gnn.layer_norm node %h : (tensor<?x3xf32>) -> tensor<?x3xf32>";
  OwningOpRef<ModuleOp> first = makeNorm(norm, 0.5);
  OwningOpRef<ModuleOp> second = makeNorm(norm, 0.51);
  double divisor = std::sqrt((2 * 9.5 * 9.5 + 19.5 * 19.5) / 9.0 + 1e-5);
  double root = 0.01 * std::sqrt((4 + 1 + 1) / 9.0) / std::sqrt(3.0);
  double expected = (0.01 * 2 / 3 + std::sqrt(3.0) * root) / divisor;
  EXPECT_NEAR(bound(*first, *second, makeBox()).getLargest(), expected, 1e-8);
}

/// Without bounds of the features nothing can be followed, but norms bound what
/// they give.
TEST_F(RowDifferencesTest, OpsThatWidenAreNamed) {
  StringRef norm = "gnn.l2_normalize %h : tensor<?x3xf32>";
  OwningOpRef<ModuleOp> first = makeNorm(norm, 0.5);
  OwningOpRef<ModuleOp> second = makeNorm(norm, 0.51);
  DifferenceBounds bounds = bound(*first, *second, InputDomain());
  EXPECT_NEAR(bounds.getLargest(), 2, 1e-12);
  ASSERT_EQ(bounds.widened.size(), 1u);
  EXPECT_TRUE(isa<L2NormalizeOp>(bounds.widened.front()));
}

/// Rows that sum to 1 are off by a part of 1, however many channels they have:
/// of gamma(72) once in the row and once in the product, for each model. A
/// bound a channel would give 64 times as much.
TEST_F(RowDifferencesTest, RoundingOfARowIsThatOfItsSum) {
  OwningOpRef<ModuleOp> module = parse(
      "ml_program.global private @w(dense<1.0> : tensor<1x64xf32>) : "
      "tensor<1x64xf32>\n"
      "func.func @forward(%g: !gnn.graph, %x: tensor<?x64xf32>, %ptr: "
      "tensor<?xi64>) -> tensor<?x1xf32> {\n"
      "%w = ml_program.global_load_const @w : tensor<1x64xf32>\n"
      "%n = gnn.normalize_features %x : tensor<?x64xf32>\n"
      "%a = gnn.aggregate mean %g, %n : (!gnn.graph, tensor<?x64xf32>) -> "
      "tensor<?x64xf32>\n"
      "%y = gnn.linear %a, %w : (tensor<?x64xf32>, tensor<1x64xf32>) -> "
      "tensor<?x1xf32>\n"
      "return %y : tensor<?x1xf32>\n}");
  InputDomain domain = makeBox();
  domain.degree.upper = 10;
  double bounded = bound(*module, *module, domain, Rounding()).getLargest();
  double gamma = Rounding().getGamma(72);
  EXPECT_GT(bounded, 2 * gamma);
  EXPECT_LT(bounded, 6 * gamma);
}
