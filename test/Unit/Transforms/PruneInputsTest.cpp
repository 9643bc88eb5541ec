//===- PruneInputsTest.cpp - Removing features is not reading them --------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PruningFixture.h"

#include "gnn-opt/Analysis/OriginalChannels.h"
#include "gnn-opt/Transforms/Pruning/RemoveChannels.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
/// A model, and how often features are pruned.
using Case = std::tuple<std::string, unsigned>;

class PruneInputsTest : public PruningTest,
                        public testing::WithParamInterface<Case> {
protected:
  /// The result of @forward on a graph and those columns of `x` that its
  /// argument has left.
  Matrix run(ModuleOp module, const Graph &graph, const Matrix &x) {
    auto function = module.lookupSymbol<func::FuncOp>("forward");
    int64_t size = getChannels(function.getArgument(1));
    auto left = getOriginalFeatures(function, 1, size);
    Matrix selected = x;
    if (left)
      selected =
          x(Eigen::all, std::vector<int64_t>(left->begin(), left->end()));
    InterpreterValue arguments[] = {graph, std::move(selected)};
    auto results = Interpreter().call(function, arguments);
    EXPECT_TRUE(succeeded(results));
    return succeeded(results) ? results->front().matrix() : Matrix();
  }
};
} // namespace

TEST_P(PruneInputsTest, EqualsMasking) {
  auto [name, rounds] = GetParam();
  OwningOpRef<ModuleOp> masked = makeModel(name, 1);
  OwningOpRef<ModuleOp> pruned = masked->clone();
  ChannelGroupsOptions options{.pruneInputs = true};
  ChannelGroups groups(*masked, options);
  auto input = groups.find("forward.arg1");
  ASSERT_TRUE(bool(input));
  for (unsigned round = 0; round < rounds; ++round) {
    maskChannel(groups, (*input)->channels[round]);
    ChannelGroups now(*pruned, options);
    auto left = now.find("forward.arg1");
    ASSERT_TRUE(bool(left));
    ASSERT_TRUE(succeeded(removeChannels(now, (*left)->channels.front())));
  }
  for (const Graph &graph : makeGraphs()) {
    Matrix x = Matrix::Random(graph.getNumNodes(), 3);
    Matrix expected = run(*masked, graph, x), got = run(*pruned, graph, x);
    EXPECT_LE((expected - got).lpNorm<Eigen::Infinity>(),
              1e-12 * std::max(1e-300, expected.lpNorm<Eigen::Infinity>()));
  }
}

INSTANTIATE_TEST_SUITE_P(Models, PruneInputsTest,
                         testing::Combine(testing::Values("gat_concat", "gcn",
                                                          "residual", "sage"),
                                          testing::Values(1u, 2u)),
                         [](const auto &info) {
                           return std::get<0>(info.param) + "_" +
                                  std::to_string(std::get<1>(info.param));
                         });
