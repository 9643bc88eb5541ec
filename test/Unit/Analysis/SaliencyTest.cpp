//===- SaliencyTest.cpp - Scores against their formulas -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AnalysisFixture.h"

#include "gnn-opt/Analysis/Criterion.h"
#include "gnn-opt/Analysis/Saliency.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
class SaliencyTest : public AnalysisTest {
protected:
  /// The scores of the group called `name`.
  std::vector<double> score(ModuleOp module, StringRef name,
                            StringRef criterion, uint64_t seed = 0) {
    ChannelGroups groups(module);
    ScoringContext context(groups, seed);
    auto scores = findChannelCriterion(criterion)->score(context);
    auto group = groups.find(name);
    EXPECT_TRUE(succeeded(scores) && bool(group));
    std::vector<double> result;
    for (unsigned channel : (*group)->channels)
      result.push_back((*scores)[channel]);
    return result;
  }
};
} // namespace

/// A square weight whose rows and columns are the same channels, between a
/// producer and a reader, with a batch norm.
static constexpr const char *square = R"mlir(
ml_program.global private @in(dense<[[1.0], [-2.0]]> : tensor<2x1xf32>) : tensor<2x1xf32>
ml_program.global private @mid(dense<[[3.0, 4.0], [5.0, -6.0]]> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @stats(dense<[100.0, 200.0]> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @scale(dense<[7.0, 8.0]> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @out(dense<[[9.0, 10.0]]> : tensor<1x2xf32>) : tensor<1x2xf32>
func.func @f(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
  %i = ml_program.global_load_const @in : tensor<2x1xf32>
  %m = ml_program.global_load_const @mid : tensor<2x2xf32>
  %s = ml_program.global_load_const @stats : tensor<2xf32>
  %t = ml_program.global_load_const @scale : tensor<2xf32>
  %o = ml_program.global_load_const @out : tensor<1x2xf32>
  %a = gnn.linear %x, %i : (tensor<?x1xf32>, tensor<2x1xf32>) -> tensor<?x2xf32>
  %n = gnn.batch_norm %a, %s, %s, %t, %t : (tensor<?x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %b = gnn.linear %n, %m : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %c = gnn.add %a, %b : tensor<?x2xf32>
  %y = gnn.linear %c, %o : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
)mlir";

TEST_F(SaliencyTest, EachElementOfTheSlicesCountsOnce) {
  ModuleOp module = parse(square);
  // Row and column of the square share 3 (or -6); statistics do not count.
  EXPECT_EQ(
      score(module, "in", "l1"),
      (std::vector<double>{1 + 3 + 4 + 5 + 7 + 9, 2 + 4 + 5 + 6 + 8 + 10}));
  std::vector<double> l2 = score(module, "in", "l2");
  EXPECT_DOUBLE_EQ(l2[0], std::sqrt(1. + 9 + 16 + 25 + 49 + 81));
  EXPECT_DOUBLE_EQ(l2[1], std::sqrt(4. + 16 + 25 + 36 + 64 + 100));
}

TEST_F(SaliencyTest, RandomScoresDependOnTheSeedOnly) {
  ModuleOp module = parse(square);
  EXPECT_EQ(score(module, "in", "random", 1), score(module, "in", "random", 1));
  EXPECT_NE(score(module, "in", "random", 1), score(module, "in", "random", 2));
  for (double each : score(module, "in", "random", 3)) {
    EXPECT_GE(each, 0);
    EXPECT_LT(each, 1);
  }
}

TEST_F(SaliencyTest, WeightMatricesAreWhatFeaturesAreMultipliedWith) {
  ChannelGroups groups(parse(square));
  std::vector<std::string> names;
  for (ml_program::GlobalOp weight : getWeightMatrices(groups))
    names.push_back(weight.getSymName().str());
  EXPECT_EQ(names, (std::vector<std::string>{"in", "mid", "out"}));
}

TEST_F(SaliencyTest, EachCriterionIsFoundByItsName) {
  for (const ChannelCriterion *each : getChannelCriteria())
    EXPECT_EQ(findChannelCriterion(each->getName()), each);
  for (const WeightCriterion *each : getWeightCriteria())
    EXPECT_EQ(findWeightCriterion(each->getName()), each);
  EXPECT_EQ(findChannelCriterion("L2"), nullptr);
  EXPECT_EQ(findWeightCriterion(""), nullptr);
}
