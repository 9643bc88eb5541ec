//===- ChannelGroupsTest.cpp - The closure of links over a module ---------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AnalysisFixture.h"

#include "gnn-opt/Analysis/ChannelGroups.h"

#include "mlir/Dialect/ControlFlow/IR/ControlFlow.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
using ChannelGroupsTest = AnalysisTest;
} // namespace

static constexpr const char *chain = R"mlir(
ml_program.global private @mlp.0.weight(#ml_program.extern : tensor<4x3xf32>) : tensor<4x3xf32>
ml_program.global private @mlp.2.weight(#ml_program.extern : tensor<4x4xf32>) : tensor<4x4xf32>
ml_program.global private @out.weight(#ml_program.extern : tensor<2x4xf32>) : tensor<2x4xf32>
func.func @forward(%x: tensor<?x3xf32>) -> tensor<?x2xf32> {
  %a = ml_program.global_load_const @mlp.0.weight : tensor<4x3xf32>
  %b = ml_program.global_load_const @mlp.2.weight : tensor<4x4xf32>
  %c = ml_program.global_load_const @out.weight : tensor<2x4xf32>
  %0 = gnn.linear %x, %a : (tensor<?x3xf32>, tensor<4x3xf32>) -> tensor<?x4xf32>
  %1 = gnn.relu %0 : tensor<?x4xf32>
  %2 = gnn.linear %1, %b : (tensor<?x4xf32>, tensor<4x4xf32>) -> tensor<?x4xf32>
  %3 = gnn.linear %2, %c : (tensor<?x4xf32>, tensor<2x4xf32>) -> tensor<?x2xf32>
  return %3 : tensor<?x2xf32>
}
)mlir";

TEST_F(ChannelGroupsTest, ChannelsAreClosedUnderLinks) {
  ChannelGroups groups(parse(chain));
  Value activation = findOp("gnn.relu")->getResult(0);
  unsigned axis = *groups.findAxis(activation, 1);
  unsigned produced = *groups.findAxis(findParameter("mlp.0.weight"), 0);
  unsigned read = *groups.findAxis(findParameter("mlp.2.weight"), 1);
  for (int64_t i = 0; i < 4; ++i) {
    EXPECT_EQ(groups.getChannel(axis, i), groups.getChannel(produced, i));
    EXPECT_EQ(groups.getChannel(axis, i), groups.getChannel(read, i));
  }
  EXPECT_NE(groups.getChannel(axis, 0), groups.getChannel(axis, 1));
  // The weight, the product, the activation, and the weight that reads them.
  EXPECT_EQ(groups.getMembers(groups.getChannel(axis, 0)).size(), 4u);
}

TEST_F(ChannelGroupsTest, EveryIndexIsInOneChannel) {
  ChannelGroups groups(parse(chain));
  size_t indices = 0, members = 0;
  for (auto [number, axis] : llvm::enumerate(groups.getAxes())) {
    indices += axis.size;
    for (int64_t i = 0; i < axis.size; ++i) {
      auto found =
          llvm::count_if(groups.getMembers(groups.getChannel(number, i)),
                         [&, number = number](const ChannelMember &member) {
                           return member.axis == number && member.index == i;
                         });
      EXPECT_EQ(found, 1);
    }
  }
  for (unsigned channel = 0; channel < groups.getNumChannels(); ++channel)
    members += groups.getMembers(channel).size();
  EXPECT_EQ(indices, members);
}

TEST_F(ChannelGroupsTest, LoadsOfOneParameterAreOneAxis) {
  parse(R"mlir(
ml_program.global private @w(#ml_program.extern : tensor<2x2xf32>) : tensor<2x2xf32>
func.func @forward(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %a = ml_program.global_load_const @w : tensor<2x2xf32>
  %b = ml_program.global_load_const @w : tensor<2x2xf32>
  %0 = gnn.linear %x, %a : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %1 = gnn.linear %0, %b : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  return %1 : tensor<?x2xf32>
}
)mlir");
  ChannelGroups groups(*module);
  module->walk([&](ml_program::GlobalLoadConstOp load) {
    EXPECT_EQ(groups.findAxis(load.getResult(), 0),
              groups.findAxis(findParameter("w"), 0));
  });
  // What goes in is what comes out, twice: one group.
  ASSERT_EQ(groups.getGroups().size(), 1u);
  EXPECT_EQ(groups.getGroups().front().channels.size(), 2u);
}

TEST_F(ChannelGroupsTest, FindsGroupsByNameAndByPartOfIt) {
  ChannelGroups groups(parse(chain));
  auto expectName = [&](StringRef wanted, StringRef name) {
    auto group = groups.find(wanted);
    ASSERT_TRUE(bool(group)) << llvm::toString(group.takeError());
    EXPECT_EQ((*group)->name, name.str());
  };
  expectName("mlp.0", "mlp.0");
  expectName("mlp.0.weight", "mlp.0");
  expectName("mlp.2", "mlp.2");
  expectName("out", "out");
}

TEST_F(ChannelGroupsTest, RefusesNamesOfNoneOrSeveral) {
  ChannelGroups groups(parse(chain));
  auto complaint = [&](StringRef name) {
    auto group = groups.find(name);
    EXPECT_FALSE(bool(group));
    return group ? std::string() : llvm::toString(group.takeError());
  };
  EXPECT_EQ(complaint("mlp"), "expected the name of one channel group but "
                              "\"mlp\" may be any of \"mlp.0\", \"mlp.2\"");
  // Parts end at a dot.
  EXPECT_NE(complaint("ou").find("but got \"ou\""), std::string::npos);
  EXPECT_NE(complaint("").find("but got \"\""), std::string::npos);
}

TEST_F(ChannelGroupsTest, KnowsNothingOfEmptyModulesAndDeclarations) {
  EXPECT_TRUE(ChannelGroups(parse("")).getGroups().empty());
  EXPECT_TRUE(ChannelGroups(parse("func.func private @f(tensor<?x3xf32>)"))
                  .getGroups()
                  .empty());
}

TEST_F(ChannelGroupsTest, LeavesModulesInsideAlone) {
  parse(R"mlir(
module {
module {
  ml_program.global private @w(#ml_program.extern : tensor<2x2xf32>) : tensor<2x2xf32>
  func.func @f(%x: tensor<?x2xf32>) {
    %a = ml_program.global_load_const @w : tensor<2x2xf32>
    %0 = gnn.linear %x, %a : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
    return
  }
}
}
)mlir");
  ChannelGroups groups(*module);
  EXPECT_EQ(groups.getGroups().size(), 2u);
  for (const ChannelGroup &group : groups.getGroups())
    EXPECT_FALSE(group.frozen.empty());
}

TEST_F(ChannelGroupsTest, CallsFreezeWhatTheyPass) {
  parse(R"mlir(
ml_program.global private @w(#ml_program.extern : tensor<2x2xf32>) : tensor<2x2xf32>
func.func private @other(tensor<?x2xf32>) -> tensor<?x2xf32>
func.func @f(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %a = ml_program.global_load_const @w : tensor<2x2xf32>
  %0 = gnn.linear %x, %a : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %1 = call @other(%0) : (tensor<?x2xf32>) -> tensor<?x2xf32>
  return %1 : tensor<?x2xf32>
}
)mlir");
  ChannelGroups groups(*module);
  auto group = groups.find("w");
  ASSERT_TRUE(bool(group));
  EXPECT_EQ((*group)->frozen, "'func.call' does not say what its channels are");
}

TEST_F(ChannelGroupsTest, ArgumentsOfBlocksStay) {
  context.loadDialect<cf::ControlFlowDialect>();
  parse(R"mlir(
func.func @f(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  cf.br ^next(%x : tensor<?x2xf32>)
^next(%y: tensor<?x2xf32>):
  %z = gnn.relu %y : tensor<?x2xf32>
  %t = gnn.tanh %z : tensor<?x2xf32>
  return %x : tensor<?x2xf32>
}
)mlir");
  ChannelGroups groups(*module, {.pruneInputs = true});
  ASSERT_EQ(groups.getGroups().size(), 1u);
  EXPECT_EQ(groups.getGroups().front().frozen, "argument of a block");
}

TEST_F(ChannelGroupsTest, ValuesThatAreTooWideStay) {
  // Parameters have 21 indices, the argument 3, the first product 4.
  ChannelGroups groups(parse(chain), {.pruneInputs = true, .maxIndices = 28});
  EXPECT_TRUE(groups.findAxis(findOp("gnn.linear")->getResult(0), 1));
  EXPECT_FALSE(groups.findAxis(findOp("gnn.relu")->getResult(0), 1));
  size_t prunable = 0;
  for (const ChannelGroup &group : groups.getGroups())
    prunable += group.frozen.empty();
  // Only the input, which was seen whole.
  EXPECT_EQ(prunable, 1u);
}
