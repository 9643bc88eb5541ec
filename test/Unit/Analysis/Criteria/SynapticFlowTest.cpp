//===- SynapticFlowTest.cpp - Paths, counted one by one -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CriteriaFixture.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
class SynapticFlowTest : public CriteriaTest {
protected:
  using Sum = llvm::function_ref<double()>;

  /// What the sum over paths loses without each element of a column, added up:
  /// |w dR/dw|, since no path goes through one column twice.
  double getLoss(StringRef weight, int64_t column, Sum sumOfPaths) {
    MatrixXd &values = magnitudes[weight.str()];
    double whole = sumOfPaths(), loss = 0;
    for (double &value : values.col(column)) {
      double kept = std::exchange(value, 0.0);
      loss += whole - sumOfPaths();
      value = kept;
    }
    return loss;
  }

  void takeMagnitudes() {
    for (auto &[name, values] : matrices)
      magnitudes[name] = values.cwiseAbs();
  }

  std::map<std::string, MatrixXd> magnitudes;
};
} // namespace

TEST_F(SynapticFlowTest, SageHasPathsThroughBothWeights) {
  buildSage(4);
  takeMagnitudes();
  auto sumOfPaths = [&] {
    return ((magnitudes["n"] + magnitudes["r"]) * magnitudes["a"]).sum();
  };
  std::vector<double> expected;
  for (int64_t k = 0; k < 4; ++k)
    expected.push_back(getLoss("n", k, sumOfPaths) +
                       getLoss("r", k, sumOfPaths));
  expectNear(score("synflow", "a"), expected);
}

TEST_F(SynapticFlowTest, ResidualsAddPaths) {
  addWeight("a", makeRandom(4, 3));
  addWeight("m", makeRandom(4, 4));
  addWeight("b", makeRandom(2, 4));
  build(3, 2, R"mlir(
  %h = gnn.linear %x, %a : (tensor<?x3xf32>, tensor<4x3xf32>) -> tensor<?x4xf32>
  %k = gnn.linear %h, %m : (tensor<?x4xf32>, tensor<4x4xf32>) -> tensor<?x4xf32>
  %s = gnn.add %h, %k : tensor<?x4xf32>
  %y = gnn.linear %s, %b : (tensor<?x4xf32>, tensor<2x4xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>)mlir");
  takeMagnitudes();
  auto sumOfPaths = [&] {
    MatrixXd through = MatrixXd::Identity(4, 4) + magnitudes["m"];
    return (magnitudes["b"] * through * magnitudes["a"]).sum();
  };
  std::vector<double> expected;
  for (int64_t k = 0; k < 4; ++k)
    expected.push_back(getLoss("m", k, sumOfPaths) +
                       getLoss("b", k, sumOfPaths));
  expectNear(score("synflow", "a"), expected);
}

TEST_F(SynapticFlowTest, HeadsLieSideBySideOrAreAveraged) {
  addWeight("w", makeRandom(6, 3));
  addAttention("s", makeRandom(2, 3));
  addAttention("d", makeRandom(2, 3));
  addWeight("v", makeRandom(4, 6));
  addAttention("p", makeRandom(2, 2));
  addAttention("q", makeRandom(2, 2));
  build(3, 2, R"mlir(
  %h = gnn.gat_conv %g, %x, %w, %s, %d : (!gnn.graph, tensor<?x3xf32>, tensor<6x3xf32>, tensor<1x2x3xf32>, tensor<1x2x3xf32>) -> tensor<?x6xf32>
  %y = gnn.gat_conv %g, %h, %v, %p, %q {concat = false} : (!gnn.graph, tensor<?x6xf32>, tensor<4x6xf32>, tensor<1x2x2xf32>, tensor<1x2x2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>)mlir");
  takeMagnitudes();
  auto sumOfPaths = [&] { return (magnitudes["v"] * magnitudes["w"]).sum(); };
  std::vector<double> expected;
  for (int64_t c = 0; c < 3; ++c)
    expected.push_back(getLoss("v", c, sumOfPaths) +
                       getLoss("v", c + 3, sumOfPaths));
  expectNear(score("synflow", "w"), expected);
}

TEST_F(SynapticFlowTest, FlowThatOverflowsStaysFinite) {
  std::string body, before = "%x";
  addWeight("w", MatrixXd::Constant(2, 2, 1e30));
  for (int i = 0; i < 20; ++i) {
    std::string result = "%h" + std::to_string(i);
    body += result + " = gnn.linear " + before +
            ", %w : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>\n";
    before = result;
  }
  build(2, 2, body + "return " + before + " : tensor<?x2xf32>");
  ChannelGroups groups(module.get(), {.pruneInputs = true});
  ScoringContext scoring(groups);
  auto scores = findChannelCriterion("synflow")->score(scoring);
  ASSERT_TRUE(succeeded(scores));
  for (double each : *scores)
    EXPECT_TRUE(std::isfinite(each));
}
