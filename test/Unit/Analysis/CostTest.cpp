//===- CostTest.cpp - Sums and counts -------------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AnalysisFixture.h"

#include "gnn-opt/Analysis/Cost.h"
#include "gnn-opt/Analysis/OriginalChannels.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
using CostTest = AnalysisTest;
using OriginalChannelsTest = AnalysisTest;
} // namespace

TEST_F(CostTest, SumsOverAFunction) {
  parse(R"mlir(
func.func @f(%g: !gnn.graph, %x: tensor<?x8xf32, #gnn.csr>, %w: tensor<4x8xf32>) -> tensor<?x4xf32> {
  %l = gnn.add_self_loops %g : (!gnn.graph) -> !gnn.graph
  %0 = gnn.linear %x, %w : (tensor<?x8xf32, #gnn.csr>, tensor<4x8xf32>) -> tensor<?x4xf32>
  %1 = gnn.aggregate sum %l, %0 : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
  return %1 : tensor<?x4xf32>
}
)mlir");
  auto function = module->lookupSymbol<func::FuncOp>("f");
  Workload work{.nodes = 100, .edges = 300, .selfLoops = 20};
  // Without a number of stored features, all of them.
  EXPECT_EQ(getFunctionCost(function, work).multiplyAdds,
            100 * 8 * 4 + (300 - 20 + 100) * 4);
  work.featureNonzeros = 50;
  EXPECT_EQ(getFunctionCost(function, work).multiplyAdds,
            50 * 4 + (300 - 20 + 100) * 4);
}

TEST_F(CostTest, CountsParameters) {
  parse(R"mlir(
ml_program.global private @a(dense<[1.0, 0.0, -0.0]> : tensor<3xf32>) : tensor<3xf32>
ml_program.global private @b(#ml_program.extern : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @c(dense<1> : tensor<7xi64>) : tensor<7xi64>
)mlir");
  auto count = countParameters(*module);
  ASSERT_TRUE(succeeded(count));
  EXPECT_EQ(count->parameters, 7);
  EXPECT_EQ(count->nonzero, 5);
}

TEST_F(CostTest, RefusesParametersThatDoNotFit) {
  parse("ml_program.global private @a(dense_resource<absent> : tensor<3xf32>) "
        ": tensor<3xf32>");
  EXPECT_TRUE(failed(countParameters(*module)));
  EXPECT_NE(diagnostics.find("parameter 'a' expects"), std::string::npos);
}

TEST_F(OriginalChannelsTest, RenumberingComposes) {
  parse("ml_program.global private @a(dense<0.0> : tensor<4x2xf32>) : "
        "tensor<4x2xf32> {gnn.channels = [array<i64: 1, 3, 5, 7>, unit]}");
  auto channels = OriginalChannels::read(findParameter("a"));
  ASSERT_TRUE(succeeded(channels));
  EXPECT_EQ(channels->get(0, 2), 5);
  EXPECT_EQ(channels->get(1, 1), 1);
  EXPECT_FALSE(channels->getIndices(1));
  channels->keep(0, {0, 3});
  channels->keep(1, {1});
  EXPECT_EQ(channels->get(0, 1), 7);
  EXPECT_EQ(channels->get(1, 0), 1);
}

TEST_F(OriginalChannelsTest, RefusesWhatDoesNotFit) {
  for (StringRef attr : {"5 : i64", "[unit]", "[array<i64: 1>, unit]",
                         "[\"a\", unit]", "[array<i64: 1, 2, 3>, 1]"}) {
    diagnostics.clear();
    parse("ml_program.global private @a(dense<0.0> : tensor<3x2xf32>) : "
          "tensor<3x2xf32> {gnn.channels = " +
          attr + "}");
    EXPECT_TRUE(failed(OriginalChannels::read(findParameter("a"))));
    EXPECT_NE(diagnostics.find("expects gnn.channels to"), std::string::npos)
        << attr.str();
  }
}
