//===- RemoveChannelsTest.cpp - Whole channels or nothing -----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PruningFixture.h"

#include "gnn-opt/Transforms/Pruning/RemoveChannels.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;
using ml_program::GlobalOp;

namespace {
class RemoveChannelsTest : public PruningTest {
protected:
  /// What removing channels of a group of `model` complains about; the module
  /// must stay as it is.
  std::string complaint(StringRef model, StringRef group, size_t count) {
    std::string diagnostics;
    ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) {
      diagnostics += diagnostic.str();
    });
    OwningOpRef<ModuleOp> module = makeModel(model, 1);
    ChannelGroups groups(*module);
    auto found = groups.find(group);
    EXPECT_TRUE(bool(found));
    std::string before = print(*module);
    EXPECT_TRUE(failed(removeChannels(
        groups, ArrayRef((*found)->channels).take_front(count))));
    EXPECT_EQ(print(*module), before);
    return diagnostics;
  }

  static std::string print(ModuleOp module) {
    std::string text;
    llvm::raw_string_ostream os(text);
    module.print(os);
    return text;
  }
};
} // namespace

TEST_F(RemoveChannelsTest, RefusesFrozenChannels) {
  EXPECT_EQ(complaint("gcn", "conv2", 1),
            "expects to keep all channels of result of 'gnn.gcn_conv' dim 1 "
            "(result of @forward) but got 1 to remove");
}

TEST_F(RemoveChannelsTest, RefusesAllChannelsOfAnAxis) {
  EXPECT_EQ(complaint("gcn", "conv1", 6),
            "expects to keep a channel of @conv1.lin.weight dim 0 but got all "
            "6 to remove");
}

TEST_F(RemoveChannelsTest, ShrinksTheInputWhereAsked) {
  OwningOpRef<ModuleOp> module = makeModel("gcn", 1);
  ChannelGroups groups(*module, {.pruneInputs = true});
  auto input = groups.find("forward.arg1");
  ASSERT_TRUE(bool(input));
  ASSERT_TRUE(succeeded(removeChannels(groups, (*input)->channels.front())));
  auto function = module->lookupSymbol<func::FuncOp>("forward");
  EXPECT_EQ(
      cast<RankedTensorType>(function.getArgumentTypes()[1]).getDimSize(1), 2);
}

TEST_F(RemoveChannelsTest, KeepsTheSparseEncoding) {
  OwningOpRef<ModuleOp> module = makeModel("gcn", 1);
  runPasses(*module, "gnn-prune-weights{sparsity=0.5},"
                     "gnn-prune-channels{ratio=0.5}");
  auto weight = module->lookupSymbol<GlobalOp>("conv1.lin.weight");
  EXPECT_TRUE(isSparse(weight.getType()));
  EXPECT_EQ(getParameterType(weight).getDimSize(0), 3);
}

TEST_F(RemoveChannelsTest, RemovesNothingOfNothing) {
  OwningOpRef<ModuleOp> module = makeModel("gcn", 1);
  std::string before = print(*module);
  EXPECT_TRUE(succeeded(removeChannels(ChannelGroups(*module), {})));
  EXPECT_EQ(print(*module), before);
}
