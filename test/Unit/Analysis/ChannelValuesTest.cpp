//===- ChannelValuesTest.cpp - Constants and duplicates by op -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AnalysisFixture.h"

#include "gnn-opt/Analysis/DeadChannels.h"

#include "llvm/Support/FormatVariadic.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
/// Channels of %c: 0.5, 0, unknown, unknown, and the latter again, in a
/// function whose body goes on with a text.
class ChannelValuesTest : public AnalysisTest {
protected:
  /// What is known of the result of the op `name` in `body`.
  std::vector<ChannelValue> analyze(StringRef body, StringRef name) {
    parse(R"mlir(
ml_program.global private @w(dense<[[0.0, 0.0], [0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0]]> : tensor<5x2xf32>) : tensor<5x2xf32>
ml_program.global private @b(dense<[0.5, 0.0, 0.0, 2.0, 2.0]> : tensor<5xf32>) : tensor<5xf32>
func.func @f(%g: !gnn.graph, %x: tensor<?x2xf32>, %h: tensor<?x5xf32>, %ptr: tensor<?xi64>) {
  %w = ml_program.global_load_const @w : tensor<5x2xf32>
  %b = ml_program.global_load_const @b : tensor<5xf32>
  %c = gnn.linear %x, %w bias %b : (tensor<?x2xf32>, tensor<5x2xf32>, tensor<5xf32>) -> tensor<?x5xf32>
  %loops = gnn.add_self_loops %g : (!gnn.graph) -> !gnn.graph
)mlir" + body +
          "\n  return\n}\n");
    ChannelValues values = computeChannelValues(*module);
    return values.get(findOp(name)->getResult(0)).vec();
  }

  void expectConstants(StringRef body, StringRef name, double first,
                       double second) {
    std::vector<ChannelValue> channels = analyze(body, name);
    ASSERT_EQ(channels.size(), 5u);
    ASSERT_TRUE(channels[0].constant && channels[1].constant) << body.str();
    EXPECT_NEAR(*channels[0].constant, first, 1e-15) << body.str();
    EXPECT_NEAR(*channels[1].constant, second, 1e-15) << body.str();
    expectDuplicate(channels);
  }

  /// Channel 1 stays zero, channel 0 does not stay constant.
  void expectZeroOnly(StringRef body, StringRef name) {
    std::vector<ChannelValue> channels = analyze(body, name);
    ASSERT_EQ(channels.size(), 5u);
    EXPECT_FALSE(channels[0].constant) << body.str();
    EXPECT_TRUE(channels[1].isZero()) << body.str();
    expectDuplicate(channels);
  }

  /// The last two are equal, the two before them are not.
  static void expectDuplicate(ArrayRef<ChannelValue> channels) {
    EXPECT_EQ(channels[3].number, channels[4].number);
    EXPECT_NE(channels[2].number, channels[3].number);
    EXPECT_FALSE(channels[2].constant);
  }
};
} // namespace

TEST_F(ChannelValuesTest, ActivationsComputeConstants) {
  auto activation = [&](StringRef op, double first, double second) {
    std::string name = ("gnn." + op).str();
    expectConstants("%r = " + name + " %c : tensor<?x5xf32>", name, first,
                    second);
  };
  activation("relu", 0.5, 0);
  activation("leaky_relu", 0.5, 0);
  activation("elu", 0.5, 0);
  activation("sigmoid", 1 / (1 + std::exp(-0.5)), 0.5);
  activation("tanh", std::tanh(0.5), 0);
  activation("gelu", 0.25 * (1 + std::erf(0.5 / std::sqrt(2.0))), 0);
  activation("dropout", 0.5, 0);
}

TEST_F(ChannelValuesTest, ArithmeticComputesConstants) {
  expectConstants("%r = gnn.add %c, %c : tensor<?x5xf32>", "gnn.add", 1, 0);
  expectConstants("%d = gnn.add %c, %c : tensor<?x5xf32>\n"
                  "%r = gnn.max %c, %d : tensor<?x5xf32>",
                  "gnn.max", 1, 0);
  expectConstants("%r = gnn.bias_add %c, %b : (tensor<?x5xf32>, "
                  "tensor<5xf32>) -> tensor<?x5xf32>",
                  "gnn.bias_add", 1, 0);
  expectConstants("%r = gnn.to_dense %c : (tensor<?x5xf32>) -> "
                  "tensor<?x5xf32>",
                  "gnn.to_dense", 0.5, 0);
}

TEST_F(ChannelValuesTest, BatchNormComputesConstants) {
  // (0.5 - 0.5) / sqrt(0.5 + eps) * 0.5 + 0.5; with zeros 0.
  expectConstants("%r = gnn.batch_norm %c, %b, %b, %b, %b : (tensor<?x5xf32>, "
                  "tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, "
                  "tensor<5xf32>) -> tensor<?x5xf32>",
                  "gnn.batch_norm", 0.5, 0);
}

TEST_F(ChannelValuesTest, OnlySelfLoopsKeepConstantsInReductions) {
  auto aggregate = [](StringRef kind, StringRef graph) {
    return ("%r = gnn.aggregate " + kind + " " + graph +
            ", %c : (!gnn.graph, tensor<?x5xf32>) -> tensor<?x5xf32>")
        .str();
  };
  for (StringRef kind : {"mean", "max", "min"}) {
    expectZeroOnly(aggregate(kind, "%g"), "gnn.aggregate");
    expectConstants(aggregate(kind, "%loops"), "gnn.aggregate", 0.5, 0);
  }
  expectZeroOnly(aggregate("sum", "%g"), "gnn.aggregate");
  expectZeroOnly(aggregate("sum", "%loops"), "gnn.aggregate");
}

TEST_F(ChannelValuesTest, SoftmaxWeightsKeepConstants) {
  auto weighted = [](StringRef graph) {
    return ("%r = gnn.edge_softmax " + graph +
            ", %h : (!gnn.graph, tensor<?x5xf32>) -> tensor<?x5xf32>\n"
            "%s = gnn.aggregate sum " +
            graph +
            ", %c weights %r : (!gnn.graph, tensor<?x5xf32>, "
            "tensor<?x5xf32>) -> tensor<?x5xf32>")
        .str();
  };
  std::vector<ChannelValue> loops =
      analyze(weighted("%loops"), "gnn.aggregate");
  EXPECT_TRUE(loops[0].constant);
  // Each head has scores of its own.
  EXPECT_NE(loops[3].number, loops[4].number);
  std::vector<ChannelValue> none = analyze(weighted("%g"), "gnn.aggregate");
  EXPECT_FALSE(none[0].constant);
  EXPECT_TRUE(none[1].isZero());
}

TEST_F(ChannelValuesTest, NodeValuesAndReadoutKeepZeroOnly) {
  expectZeroOnly("%n = gnn.gcn_norm %g : (!gnn.graph) -> tensor<?xf32>\n"
                 "%r = gnn.scale_rows %c, %n : (tensor<?x5xf32>, "
                 "tensor<?xf32>) -> tensor<?x5xf32>",
                 "gnn.scale_rows");
  for (StringRef kind : {"sum", "mean", "max"})
    expectZeroOnly(("%r = gnn.pool " + kind +
                    " %c, %ptr : (tensor<?x5xf32>, tensor<?xi64>) -> "
                    "tensor<?x5xf32>")
                       .str(),
                   "gnn.pool");
}

TEST_F(ChannelValuesTest, NormsAreNeverConstantButKeepDuplicates) {
  for (StringRef op : {"gnn.l2_normalize", "gnn.log_softmax"}) {
    auto channels = analyze(("%r = " + op + " %c : tensor<?x5xf32>").str(), op);
    EXPECT_FALSE(channels[0].constant);
    EXPECT_FALSE(channels[1].constant);
    expectDuplicate(channels);
  }
}

TEST_F(ChannelValuesTest, EqualOpsGiveEqualChannels) {
  parse(R"mlir(
func.func @f(%g: !gnn.graph, %x: tensor<?x2xf32>, %y: tensor<?x2xf32>) {
  %a = gnn.add_self_loops %g : (!gnn.graph) -> !gnn.graph
  %b = gnn.add_self_loops %g : (!gnn.graph) -> !gnn.graph
  %0 = gnn.aggregate max %a, %x : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  %1 = gnn.aggregate max %b, %x : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  %2 = gnn.aggregate max %g, %x : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  %3 = gnn.aggregate min %a, %x : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  %4 = gnn.add %x, %y : tensor<?x2xf32>
  %5 = gnn.add %y, %x : tensor<?x2xf32>
  return
}
)mlir");
  ChannelValues values = computeChannelValues(*module);
  SmallVector<uint64_t> numbers;
  module->walk([&](Operation *op) {
    if (op->getNumResults() == 1 && isFeatures(op->getResult(0).getType()))
      numbers.push_back(values.get(op->getResult(0))[0].number);
  });
  ASSERT_EQ(numbers.size(), 6u);
  EXPECT_EQ(numbers[0], numbers[1]);
  EXPECT_NE(numbers[0], numbers[2]);
  EXPECT_NE(numbers[0], numbers[3]);
  EXPECT_EQ(numbers[4], numbers[5]);
}

TEST_F(ChannelValuesTest, ZerosOfBothSignsAreOne) {
  ChannelValues values;
  EXPECT_EQ(values.makeConstant(0.0).number, values.makeConstant(-0.0).number);
  EXPECT_FALSE(values.makeConstant(std::nan("")).constant);
  EXPECT_FALSE(values.makeConstant(INFINITY).constant);
}

// A module's body has no order: values may depend on themselves, and on chains
// of any length that come after them.
TEST_F(ChannelValuesTest, CyclesAndChainsOutOfOrderEnd) {
  parse(R"mlir(
%a = gnn.add_self_loops %b : (!gnn.graph) -> !gnn.graph
%b = gnn.add_self_loops %a : (!gnn.graph) -> !gnn.graph
%n = gnn.gcn_norm %a : (!gnn.graph) -> tensor<?xf32>
)mlir");
  computeChannelValues(*module);
  std::string chain;
  for (int i = 0; i < 20000; ++i)
    chain += llvm::formatv(
        "%{0} = gnn.add_self_loops %{1} : (!gnn.graph) -> !gnn.graph\n", i,
        i + 1);
  parse(chain + "%20000 = gnn.add_self_loops %0 : (!gnn.graph) -> !gnn.graph");
  computeChannelValues(*module);
}
