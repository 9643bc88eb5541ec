//===- RatioSearchTest.cpp - How much of one removal meets a target -------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Tuning/RatioSearch.h"

#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"

#include <set>

using namespace mlir;
using namespace mlir::gnn;

namespace {

constexpr const char *model = R"mlir(
ml_program.global private @a.weight(dense<[[1.0], [2.0], [3.0], [4.0], [5.0], [6.0], [7.0], [8.0]]> : tensor<8x1xf32>) : tensor<8x1xf32>
ml_program.global private @b.weight(dense<1.0> : tensor<1x8xf32>) : tensor<1x8xf32>
func.func @forward(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
  %a = ml_program.global_load_const @a.weight : tensor<8x1xf32>
  %b = ml_program.global_load_const @b.weight : tensor<1x8xf32>
  %h = gnn.linear %x, %a : (tensor<?x1xf32>, tensor<8x1xf32>) -> tensor<?x8xf32>
  %r = gnn.relu %h : tensor<?x8xf32>
  %y = gnn.linear %r, %b : (tensor<?x8xf32>, tensor<1x8xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
)mlir";

/// Channels that are left. The first time that it sees a number of them, it
/// says `luck` less.
class ChannelMeter : public BudgetMeter {
public:
  explicit ChannelMeter(double luck) : luck(luck) {}

  llvm::Expected<double> measureOriginal() override { return 8.0; }
  llvm::Expected<double> measure(func::FuncOp candidate, double) override {
    auto module = candidate->getParentOfType<ModuleOp>();
    auto weight = module.lookupSymbol<ml_program::GlobalOp>("a.weight");
    int64_t left = getParameterType(weight).getDimSize(0);
    return double(left) - (seen.insert(left).second ? luck : 0);
  }
  bool isExact() const override { return luck == 0; }

private:
  double luck;
  std::set<int64_t> seen;
};

class RatioSearchTest : public testing::Test {
protected:
  RatioSearchTest() {
    context.loadDialect<GNNDialect, func::FuncDialect>();
    module = parseSourceString<ModuleOp>(model, &context);
    recipe.function = "forward";
    recipe.removals.push_back(Removal{RemovalKind::channels});
    recipe.removals.front().channelCriterion = findChannelCriterion("l2");
  }

  FoundRatio find(BudgetMeter &meter, double target) {
    RatioSearch search(*module, recipe, recipe.removals.front(), /*steps=*/8);
    return llvm::cantFail(search.find(meter, target, /*guess=*/0.5));
  }

  MLIRContext context;
  OwningOpRef<ModuleOp> module;
  PruningRecipe recipe;
};

TEST_F(RatioSearchTest, FindsTheLeastRatio) {
  ChannelMeter meter(/*luck=*/0);
  FoundRatio found = find(meter, 5);
  EXPECT_TRUE(found.met);
  EXPECT_EQ(found.ratio, 3.0 / 8);
  EXPECT_EQ(found.cost, 5);
}

/// Bisection takes six channels for four; looking again, five are found to be
/// too many as well.
TEST_F(RatioSearchTest, GoesOnWhereChanceHelped) {
  ChannelMeter meter(/*luck=*/2);
  FoundRatio found = find(meter, 4);
  EXPECT_TRUE(found.met);
  EXPECT_EQ(found.ratio, 4.0 / 8);
  EXPECT_EQ(found.cost, 4);
}

TEST_F(RatioSearchTest, SaysHowNearItCame) {
  ChannelMeter meter(/*luck=*/0);
  FoundRatio found = find(meter, 0.5);
  EXPECT_FALSE(found.met);
  EXPECT_EQ(found.ratio, 7.0 / 8);
  EXPECT_EQ(found.cost, 1);
}

} // namespace
