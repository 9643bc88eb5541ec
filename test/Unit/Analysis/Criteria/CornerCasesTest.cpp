//===- CornerCasesTest.cpp - Every criterion on odd modules ---------------===//
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
class CornerCasesTest : public CriteriaTest {
protected:
  /// All criteria find `size` finite scores of at least 0 for group @a.
  void expectScores(size_t size) {
    for (const ChannelCriterion *criterion : getChannelCriteria()) {
      // It wants a norm.
      if (criterion->getName() == "bn-scale")
        continue;
      for (GroupReduction reduction :
           {GroupReduction::sum, GroupReduction::mean, GroupReduction::max,
            GroupReduction::product, GroupReduction::first}) {
        std::vector<double> scores =
            score(criterion->getName(), "a", reduction);
        EXPECT_EQ(scores.size(), size);
        for (double each : scores)
          EXPECT_TRUE(std::isfinite(each) && each >= 0)
              << criterion->getName().str() << " " << each;
      }
    }
  }
};
} // namespace

TEST_F(CornerCasesTest, FeaturesThatAreAllZero) {
  buildChain(3);
  setFeatures("b", MatrixXd::Zero(10, 3));
  expectScores(3);
  EXPECT_EQ(score("obs", "a"), std::vector<double>(3, 0));
  EXPECT_EQ(score("lasso", "a"), std::vector<double>(3, 0));
}

TEST_F(CornerCasesTest, FeaturesThatAreAllAlike) {
  buildChain(3);
  setFeatures("b", MatrixXd::Ones(10, 3));
  expectScores(3);
  EXPECT_EQ(score("activation-variance", "a"), std::vector<double>(3, 0));
  EXPECT_EQ(score("entropy", "a"), std::vector<double>(3, 0));
  // All but one are redundant.
  expectNear(score("redundancy", "a"), {1, 0, 0});
}

TEST_F(CornerCasesTest, WeightsThatAreAllZero) {
  addWeight("a", MatrixXd::Zero(2, 3));
  addWeight("b", MatrixXd::Zero(1, 2));
  build(3, 1, R"mlir(
  %h = gnn.linear %x, %a : (tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
  %y = gnn.linear %h, %b : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>)mlir");
  setFeatures("b", makeRandom(10, 2));
  expectScores(2);
  for (StringRef criterion : {"group-norm", "synflow", "ria", "wanda"})
    EXPECT_EQ(score(criterion, "a"), std::vector<double>(2, 0));
}

TEST_F(CornerCasesTest, OneChannel) {
  buildChain(1);
  setFeatures("b", makeRandom(10, 1));
  expectScores(1);
  EXPECT_EQ(score("fpgm", "a"), std::vector<double>{0});
  EXPECT_EQ(score("redundancy", "a"), std::vector<double>{1});
}

TEST_F(CornerCasesTest, OneRow) {
  buildChain(4);
  setFeatures("b", makeRandom(1, 4));
  expectScores(4);
}

TEST_F(CornerCasesTest, HugeWeightsAndFeatures) {
  addWeight("a", MatrixXd::Constant(2, 3, 3e38));
  addWeight("b", MatrixXd::Constant(1, 2, 3e38));
  build(3, 1, R"mlir(
  %h = gnn.linear %x, %a : (tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
  %y = gnn.linear %h, %b : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>)mlir");
  setFeatures("b", MatrixXd::Constant(10, 2, 3e38));
  expectScores(2);
}

TEST_F(CornerCasesTest, AChannelThatNothingReads) {
  addWeight("a", makeRandom(2, 3));
  build(3, 3, R"mlir(
  %h = gnn.linear %x, %a : (tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
  return %x : tensor<?x3xf32>)mlir");
  expectScores(2);
  for (StringRef criterion : {"wanda", "apoz", "obs", "synflow", "redundancy"})
    EXPECT_EQ(score(criterion, "a"), std::vector<double>(2, 0));
}

TEST_F(CornerCasesTest, NoChannels) {
  buildChain(0);
  ChannelGroups groups(module.get());
  ScoringContext scoring(groups);
  for (const ChannelCriterion *criterion : getChannelCriteria()) {
    auto scores = criterion->score(scoring);
    ASSERT_TRUE(succeeded(scores)) << criterion->getName().str() << diagnostics;
    EXPECT_EQ(scores->size(), groups.getNumChannels());
  }
}

TEST_F(CornerCasesTest, FrozenGroupsNeedNoStatistics) {
  addWeight("a", makeRandom(2, 3));
  build(3, 2, R"mlir(
  %y = gnn.linear %x, %a : (tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>)mlir");
  expectScores(2);
}

TEST_F(CornerCasesTest, AWeightThatIsNoParameterIsAnError) {
  addWeight("a", makeRandom(2, 3));
  build(3, 3, R"mlir(
  %h = gnn.linear %x, %a : (tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
  %t = gnn.transpose %a : (tensor<2x3xf32>) -> tensor<3x2xf32>
  %y = gnn.linear %h, %t : (tensor<?x2xf32>, tensor<3x2xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>)mlir");
  expectError("wanda", "expects a parameter to multiply the channels of \"a\" "
                       "with but got a value; gnn-fold-parameters computes "
                       "those that are known");
  expectError("synflow",
              "synflow expects a parameter as weight but got a value");
}

TEST_F(CornerCasesTest, ValuesThatAreNotFiniteAreAnError) {
  parse(R"mlir(
ml_program.global private @a(dense<[[1.0], [0x7FC00000]]> : tensor<2x1xf32>) : tensor<2x1xf32>
ml_program.global private @b(dense<1.0> : tensor<1x2xf32>) : tensor<1x2xf32>
func.func @f(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
  %a = ml_program.global_load_const @a : tensor<2x1xf32>
  %b = ml_program.global_load_const @b : tensor<1x2xf32>
  %h = gnn.linear %x, %a : (tensor<?x1xf32>, tensor<2x1xf32>) -> tensor<?x2xf32>
  %y = gnn.linear %h, %b : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
)mlir");
  setFeatures("b", MatrixXd::Ones(2, 2));
  for (StringRef criterion : {"l1", "linf", "group-norm", "weight-variance",
                              "fpgm", "synflow", "sensitivity"})
    expectError(criterion, "expects finite values but element [1, 0] is nan");
}
