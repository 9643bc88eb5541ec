//===- ChannelPruningTest.cpp - Budgets and the order of layers -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PruningFixture.h"

#include "gnn-opt/Analysis/Cost.h"
#include "gnn-opt/Transforms/Pruning/ChannelPruning.h"

#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;
using ml_program::GlobalOp;

namespace {
class ChannelPruningTest : public PruningTest,
                           public testing::WithParamInterface<std::string> {
protected:
  static ChannelBudget makeBudget(double limit) {
    return {"elements", limit, countElements};
  }

  static FailureOr<double> countElements(ModuleOp module) {
    return double(countParameters(module)->parameters);
  }

  static std::map<std::string, std::vector<float>> valuesOf(ModuleOp module) {
    std::map<std::string, std::vector<float>> values;
    for (GlobalOp parameter : getParameters(module))
      values[parameter.getSymName().str()] = *getParameterValues(parameter);
    return values;
  }
};
} // namespace

TEST_P(ChannelPruningTest, FindsTheLeastRatioWithinABudget) {
  OwningOpRef<ModuleOp> module = makeModel(GetParam(), 1);
  ChannelGroups groups(*module);
  ChannelPruner pruner(groups, {.criterion = findChannelCriterion("l2")});
  ASSERT_TRUE(succeeded(pruner.score()));
  int64_t steps = pruner.getNumCandidates();
  std::vector<double> costs;
  for (int64_t step = 0; step <= steps; ++step) {
    auto copy = pruner.preview(*pruner.select(double(step) / double(steps)));
    ASSERT_TRUE(succeeded(copy));
    costs.push_back(*countElements(**copy));
  }
  EXPECT_TRUE(llvm::is_sorted(costs, std::greater<>()));
  for (double limit = costs.back(); limit <= costs.front(); ++limit) {
    auto found = pruner.selectWithin("test", makeBudget(limit));
    ASSERT_TRUE(succeeded(found));
    auto copy = pruner.preview(*found);
    ASSERT_TRUE(succeeded(copy));
    EXPECT_EQ(*countElements(**copy), *llvm::find_if(costs, [&](double cost) {
      return cost <= limit;
    }));
  }
}

TEST_P(ChannelPruningTest, SaysHowFarABudgetWasMissed) {
  OwningOpRef<ModuleOp> module = makeModel(GetParam(), 1);
  std::string diagnostics;
  ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) {
    diagnostics += diagnostic.str();
  });
  ChannelGroups groups(*module);
  ChannelPruner pruner(groups, {.criterion = findChannelCriterion("l2")});
  ASSERT_TRUE(succeeded(pruner.score()));
  auto least = pruner.preview(*pruner.select(1));
  EXPECT_TRUE(failed(pruner.selectWithin("test", makeBudget(1))));
  EXPECT_EQ(diagnostics, llvm::formatv("test expects at most 1 elements but "
                                       "the least that it can reach is {0:f0}",
                                       *countElements(**least))
                             .str());
}

/// The last layer first, each by a pass of its own.
TEST_P(ChannelPruningTest, BackwardIsOneLayerAfterTheOther) {
  OwningOpRef<ModuleOp> expected = makeModel(GetParam(), 2);
  OwningOpRef<ModuleOp> module = expected->clone();
  std::vector<std::string> names;
  ChannelGroups groups(*expected);
  for (const ChannelGroup &group : groups.getGroups())
    if (group.frozen.empty())
      names.push_back(group.name);
  for (const std::string &name : llvm::reverse(names))
    runPasses(*expected, "gnn-prune-channels{groups=" + name + ":0.4}");
  runPasses(*module, "gnn-prune-channels{ratio=0.4 scope=backward}");
  EXPECT_EQ(valuesOf(*module), valuesOf(*expected));
}

INSTANTIATE_TEST_SUITE_P(Models, ChannelPruningTest,
                         testing::Values("gcn", "jumping", "mlp", "residual",
                                         "sage"));
