//===- PruneHeadsTest.cpp - Removing heads is multiplying with zero -------===//
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
class PruneHeadsTest : public LoweredModelTest {
protected:
  bool isMean() { return std::get<0>(GetParam()) == "gat_mean"; }
};

void scaleSlice(GlobalOp parameter, unsigned dim, int64_t index, float factor) {
  auto values = getParameterValues(parameter);
  forEachElement(parameter, dim, index,
                 [&](size_t element) { (*values)[element] *= factor; });
  setParameterValues(parameter, getParameterType(parameter), *values);
}

/// Multiplies the values of a head, and leaves its attention as it is.
void scaleHead(const ChannelGroups &groups, unsigned head, float factor) {
  for (const ChannelMember &member : groups.getMembers(head)) {
    const ChannelAxis &axis = groups.getAxes()[member.axis];
    if (!axis.parameter)
      continue;
    bool isAttention = getParameterType(axis.parameter).getRank() == 3;
    scaleSlice(axis.parameter, axis.dim, member.index,
               isAttention ? 1 / factor : factor);
  }
}

const ChannelGroup &findHeads(const ChannelGroups &groups) {
  return *llvm::find_if(groups.getGroups(), [](const ChannelGroup &group) {
    return group.inHeads && group.frozen.empty();
  });
}
} // namespace

TEST_P(PruneHeadsTest, EqualsMasking) {
  OwningOpRef<ModuleOp> masked = makeLowered();
  ASSERT_TRUE(masked);
  OwningOpRef<ModuleOp> pruned = masked->clone();
  ChannelGroupsOptions options{.wholeHeads = true};
  ChannelGroups groups(*masked, options);
  const ChannelGroup &heads = findHeads(groups);
  unsigned gone = heads.channels[getSeed() % heads.channels.size()];
  maskChannel(groups, gone);
  // The mean of two heads becomes the one that stays.
  if (isMean())
    for (unsigned head : heads.channels)
      if (head != gone)
        scaleHead(groups, head, 2);
  ASSERT_TRUE(succeeded(removeChannels(ChannelGroups(*pruned, options), gone)));
  EXPECT_LE(compare(*masked, *pruned, getSeed()), 1e-12);
}

TEST_P(PruneHeadsTest, HeadsAreWhole) {
  OwningOpRef<ModuleOp> module = makeLowered();
  ChannelGroups groups(*module, {.wholeHeads = true});
  const ChannelGroup &heads = findHeads(groups);
  auto att = module->lookupSymbol<GlobalOp>("conv1.att_src");
  ArrayRef<int64_t> shape = getParameterType(att).getShape();
  ASSERT_EQ(static_cast<int64_t>(heads.channels.size()), shape[1]);
  unsigned weight =
      *groups.findAxis(module->lookupSymbol<GlobalOp>("conv1.lin.weight"), 0);
  for (auto [head, channel] : llvm::enumerate(heads.channels))
    for (int64_t c = 0; c < shape[2]; ++c)
      EXPECT_EQ(groups.getChannel(weight, head * shape[2] + c), channel);
}

TEST_P(PruneHeadsTest, ChannelsThenHeads) {
  OwningOpRef<ModuleOp> module = makeLowered();
  runPasses(*module, "gnn-prune-channels{ratio=0.5},gnn-prune-heads{heads=1},"
                     "gnn-prune-channels{ratio=0.5}");
  auto att = module->lookupSymbol<GlobalOp>("conv1.att_dst");
  EXPECT_EQ(getParameterType(att).getDimSize(1), 1);
  EXPECT_FALSE(evaluate(*module, makeGraphs().front(), 1).empty());
}

static std::string nameCase(const testing::TestParamInfo<LoweredModel> &info) {
  auto [name, pipeline, seed] = info.param;
  StringRef form = pipeline.empty()                            ? "layers"
                   : StringRef(pipeline).contains("attention") ? "fused"
                                                               : "core";
  return name + "_" + form.str() + "_" + std::to_string(seed);
}

INSTANTIATE_TEST_SUITE_P(
    Models, PruneHeadsTest,
    testing::Combine(
        testing::Values("gat_concat", "gat_mean"),
        testing::Values("", "func.func(gnn-decompose-layers)",
                        "func.func(gnn-decompose-layers,gnn-fuse-attention)"),
        testing::Range(1u, 4u)),
    nameCase);
