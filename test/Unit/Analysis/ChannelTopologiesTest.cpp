//===- ChannelTopologiesTest.cpp - A table of models and their groups -----===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A line of the table is a channel group as
//
//   name size: parameter[dimension] ... | why it is frozen
//
// Where channel k is not index k of a dimension, the indices follow: `+3` for
// k + 3, `+0+7` for k and k + 7, `%4` for all that leave k when divided by 4
// (heads side by side). `~ op` is an op that makes channels depend on each
// other.
//
//===----------------------------------------------------------------------===//

#include "AnalysisFixture.h"

#include "gnn-opt/Analysis/ChannelGroups.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

//===----------------------------------------------------------------------===//
// Lines
//===----------------------------------------------------------------------===//

/// What to add to channel number `number` for its indices on an axis.
static std::vector<int64_t> offsetsOf(const ChannelGroups &groups,
                                      unsigned channel, int64_t number,
                                      unsigned axis) {
  std::vector<int64_t> offsets;
  for (const ChannelMember &member : groups.getMembers(channel))
    if (member.axis == axis)
      offsets.push_back(member.index - number);
  return offsets;
}

/// `%4`, `+0+7`, or nothing; `?` where each channel has indices of its own.
static std::string describeIndices(const ChannelGroups &groups,
                                   const ChannelGroup &group, unsigned axis) {
  int64_t size = group.channels.size();
  std::vector<int64_t> offsets =
      offsetsOf(groups, group.channels.front(), 0, axis);
  for (auto [number, channel] : llvm::enumerate(group.channels))
    if (offsetsOf(groups, channel, number, axis) != offsets)
      return "?";
  if (offsets == std::vector<int64_t>{0})
    return "";
  std::string sums;
  bool fills = int64_t(offsets.size()) * size == groups.getAxes()[axis].size;
  for (auto [turn, offset] : llvm::enumerate(offsets)) {
    fills &= offset == int64_t(turn) * size;
    sums += "+" + std::to_string(offset);
  }
  return fills ? "%" + std::to_string(size) : sums;
}

static std::string describe(const ChannelGroups &groups,
                            const ChannelGroup &group) {
  std::string line = group.name + " " + std::to_string(group.channels.size());
  line += ":";
  for (unsigned number : group.axes) {
    const ChannelAxis &axis = groups.getAxes()[number];
    if (ml_program::GlobalOp parameter = axis.parameter)
      line += llvm::formatv(" {0}[{1}]{2}", parameter.getSymName(), axis.dim,
                            describeIndices(groups, group, number));
  }
  if (group.coupledBy)
    line += " ~ " + group.coupledBy->getName().getStringRef().str();
  if (!group.frozen.empty())
    line += " | " + group.frozen;
  return line;
}

//===----------------------------------------------------------------------===//
// The table
//===----------------------------------------------------------------------===//

namespace {
struct Topology {
  const char *name;
  /// IR; where it is null, the file of that name in the models of the pruning
  /// tests, which prune it and compare it with the masked model.
  const char *ir;
  std::vector<const char *> groups;
};

class ChannelTopologies : public AnalysisTest,
                          public testing::WithParamInterface<Topology> {
protected:
  ModuleOp load(const Topology &topology) {
    if (topology.ir)
      return parse(topology.ir);
    std::string path = GNN_SOURCE_DIR "/test/Unit/Transforms/models/";
    module =
        parseSourceFile<ModuleOp>(path + topology.name + ".mlir", &context);
    EXPECT_TRUE(module) << diagnostics;
    return module.get();
  }
};
} // namespace

TEST_P(ChannelTopologies, GroupsAreThese) {
  ChannelGroups groups(load(GetParam()));
  std::vector<std::string> lines;
  for (const ChannelGroup &group : groups.getGroups())
    lines.push_back(describe(groups, group));
  std::vector<std::string> expected(GetParam().groups.begin(),
                                    GetParam().groups.end());
  EXPECT_EQ(llvm::join(lines, "\n"), llvm::join(expected, "\n"));
}

/// Layers one behind the other.
static const Topology chains[] = {
    {"mlp",
     nullptr,
     {"lin1 8: lin1.weight[0] lin1.bias[0] lin2.weight[1]",
      "forward.arg0 3: lin1.weight[1] | argument of @forward",
      "lin2 7: lin2.weight[0] lin2.bias[0] lin3.weight[1]",
      "lin3 2: lin3.weight[0] | result of @forward"}},
    {"gcn",
     nullptr,
     {"conv1 6: conv1.lin.weight[0] conv1.bias[0] conv2.lin.weight[1]",
      "forward.arg1 3: conv1.lin.weight[1] | argument of @forward",
      "conv2 2: conv2.lin.weight[0] conv2.bias[0] | result of @forward"}},
    // Both weights of a layer have its outputs, and both read its input.
    {"sage",
     nullptr,
     {"conv1 6: conv1.lin_l.weight[0] conv1.lin_l.bias[0] "
      "conv1.lin_r.weight[0] conv2.lin_l.weight[1] conv2.lin_r.weight[1]",
      "forward.arg1 3: conv1.lin_l.weight[1] conv1.lin_r.weight[1] | argument "
      "of @forward",
      "conv2 5: conv2.lin_l.weight[0] conv2.lin_l.bias[0] "
      "conv2.lin_r.weight[0] conv3.lin_l.weight[1]",
      "conv3 2: conv3.lin_l.weight[0] conv3.lin_l.bias[0] | result of "
      "@forward"}},
    // Rows are divided by their norm, in which every channel shows.
    {"sage_normalized",
     nullptr,
     {"conv1 6: conv1.lin_l.weight[0] conv1.lin_l.bias[0] "
      "conv1.lin_r.weight[0] conv2.lin_l.weight[1] conv2.lin_r.weight[1] ~ "
      "gnn.sage_conv",
      "forward.arg1 3: conv1.lin_l.weight[1] conv1.lin_r.weight[1] | argument "
      "of @forward",
      "conv2 2: conv2.lin_l.weight[0] conv2.lin_l.bias[0] "
      "conv2.lin_r.weight[0] | result of @forward"}},
    // The sum of GIN has the channels of its input.
    {"gin",
     nullptr,
     {"conv1.nn.0 6: conv1.nn.0.weight[0] conv1.nn.0.bias[0] "
      "conv1.nn.1.running_mean[0] conv1.nn.1.running_var[0] "
      "conv1.nn.1.weight[0] conv1.nn.1.bias[0] conv1.nn.3.weight[1]",
      "forward.arg1 3: conv1.nn.0.weight[1] | argument of @forward",
      "conv1.nn.3 5: conv1.nn.3.weight[0] conv1.nn.3.bias[0] lin.weight[1]",
      "lin 2: lin.weight[0] lin.bias[0] | result of @forward"}},
    {"core",
     nullptr,
     {"conv 6: conv.weight[0] conv.bias[0] lin.weight[1]",
      "forward.arg1 3: conv.weight[1] | argument of @forward",
      "lin 2: lin.weight[0] lin.bias[0] | result of @forward"}},
    // A weight that is stored as [in, out], behind a transposition. Names go by
    // dimension 0, whatever it is.
    {"transposed",
     nullptr,
     {"lin1 3: lin1.weight[0] | argument of @forward",
      "lin1.weight[1] 6: lin1.weight[1] lin2.weight[1]",
      "lin2 2: lin2.weight[0] lin2.bias[0] | result of @forward"}},
};

/// Heads: channel c of each goes together, and no head goes alone.
static const Topology heads[] = {
    {"gat_concat",
     nullptr,
     {"conv1 4: conv1.lin.weight[0]%4 conv1.att_src[2] conv1.att_dst[2] "
      "conv1.bias[0]%4 conv2.lin.weight[1]%4 ~ gnn.gat_conv",
      "forward.arg1 3: conv1.lin.weight[1] | argument of @forward",
      "conv1.att_src[1] 3: conv1.att_src[1] conv1.att_dst[1] ~ gnn.gat_conv | "
      "'gnn.gat_conv' needs all of its heads",
      "conv2 2: conv2.lin.weight[0] conv2.att_src[2] conv2.att_dst[2] "
      "conv2.bias[0] ~ gnn.gat_conv | result of @forward",
      "conv2.att_src[1] 1: conv2.att_src[1] conv2.att_dst[1] ~ gnn.gat_conv | "
      "'gnn.gat_conv' needs all of its heads"}},
    {"gat_mean",
     nullptr,
     {"conv1 5: conv1.lin.weight[0]%5 conv1.att_src[2] conv1.att_dst[2] "
      "conv1.bias[0] conv2.lin.weight[1] ~ gnn.gat_conv",
      "forward.arg1 3: conv1.lin.weight[1] | argument of @forward",
      "conv1.att_src[1] 2: conv1.att_src[1] conv1.att_dst[1] ~ gnn.gat_conv | "
      "'gnn.gat_conv' needs all of its heads",
      "conv2 2: conv2.lin.weight[0] conv2.bias[0] | result of @forward"}},
    // The linear layer reads the heads side by side.
    {"gat_linear",
     nullptr,
     {"conv1 4: conv1.lin.weight[0]%4 conv1.att_src[2] conv1.att_dst[2] "
      "conv1.bias[0]%4 lin.weight[1]%4 ~ gnn.gat_conv",
      "forward.arg1 3: conv1.lin.weight[1] | argument of @forward",
      "conv1.att_src[1] 3: conv1.att_src[1] conv1.att_dst[1] ~ gnn.gat_conv | "
      "'gnn.gat_conv' needs all of its heads",
      "lin 2: lin.weight[0] lin.bias[0] | result of @forward"}},
    // A projection of the input is tied as the heads are that it is added to.
    {"gat_residual",
     nullptr,
     {"conv1 4: conv1.lin.weight[0]%4 conv1.att_src[2] conv1.att_dst[2] "
      "conv1.bias[0]%4 skip.weight[0]%4 lin.weight[1]%4 ~ gnn.gat_conv",
      "forward.arg1 3: conv1.lin.weight[1] skip.weight[1] | argument of "
      "@forward",
      "conv1.att_src[1] 2: conv1.att_src[1] conv1.att_dst[1] ~ gnn.gat_conv | "
      "'gnn.gat_conv' needs all of its heads",
      "lin 2: lin.weight[0] lin.bias[0] | result of @forward"}},
    // Heads of twelve and of eight have four in common.
    {"gat_widths",
     nullptr,
     {"conv1 4: conv1.lin.weight[0]%4 conv1.att_src[2]%4 conv1.att_dst[2]%4 "
      "conv1.bias[0]%4 conv2.lin.weight[0]%4 conv2.att_src[2]%4 "
      "conv2.att_dst[2]%4 conv2.bias[0]%4 lin.weight[1]%4 ~ gnn.gat_conv",
      "forward.arg1 3: conv1.lin.weight[1] conv2.lin.weight[1] | argument of "
      "@forward",
      "conv1.att_src[1] 2: conv1.att_src[1] conv1.att_dst[1] ~ gnn.gat_conv | "
      "'gnn.gat_conv' needs all of its heads",
      "conv2.att_src[1] 3: conv2.att_src[1] conv2.att_dst[1] ~ gnn.gat_conv | "
      "'gnn.gat_conv' needs all of its heads",
      "lin 2: lin.weight[0] lin.bias[0] | result of @forward"}},
};

/// Sums, concatenations, maxima, readouts.
static const Topology joins[] = {
    // A sum ties what it adds.
    {"residual",
     nullptr,
     {"conv1 6: conv1.lin.weight[0] conv1.bias[0] conv2.lin.weight[0] "
      "conv2.lin.weight[1] conv2.bias[0] conv3.lin.weight[1]",
      "forward.arg1 3: conv1.lin.weight[1] | argument of @forward",
      "conv3 2: conv3.lin.weight[0] conv3.bias[0] | result of @forward"}},
    {"projection",
     nullptr,
     {"skip 6: skip.weight[0] conv1.lin.weight[0] conv1.bias[0] "
      "conv2.lin_l.weight[0] conv2.lin_l.weight[1] conv2.lin_l.bias[0] "
      "conv2.lin_r.weight[0] conv2.lin_r.weight[1] lin.weight[1]",
      "forward.arg1 3: skip.weight[1] conv1.lin.weight[1] | argument of "
      "@forward",
      "lin 2: lin.weight[0] lin.bias[0] | result of @forward"}},
    // Self beside two views of the neighbours: the same channels three times.
    {"concat",
     nullptr,
     {"lin1 6: lin1.weight[0] lin1.bias[0] lin2.weight[1]%6",
      "forward.arg1 3: lin1.weight[1] | argument of @forward",
      "lin2 2: lin2.weight[0] lin2.bias[0] | result of @forward"}},
    // Jumping knowledge by concatenation, the input among the parts.
    {"jumping",
     nullptr,
     {"conv1 5: conv1.lin.weight[0] conv1.bias[0] conv2.lin.weight[1] "
      "lin.weight[1]+3",
      "forward.arg1 3: conv1.lin.weight[1] lin.weight[1] | argument of "
      "@forward",
      "conv2 4: conv2.lin.weight[0] conv2.bias[0] lin.weight[1]+8",
      "lin 2: lin.weight[0] lin.bias[0] | result of @forward"}},
    // By maximum, which ties the layers as a sum does.
    {"jumping_max",
     nullptr,
     {"conv1 6: conv1.lin.weight[0] conv1.bias[0] conv2.lin.weight[0] "
      "conv2.lin.weight[1] conv2.bias[0] conv3.lin.weight[0] "
      "conv3.lin.weight[1] conv3.bias[0] lin.weight[1]",
      "forward.arg1 3: conv1.lin.weight[1] | argument of @forward",
      "lin 2: lin.weight[0] lin.bias[0] | result of @forward"}},
    // A concatenation inside a concatenation.
    {"dense",
     nullptr,
     {"conv1 4: conv1.lin.weight[0] conv1.bias[0] conv2.lin.weight[1]+3 "
      "lin.weight[1]+3",
      "forward.arg1 3: conv1.lin.weight[1] conv2.lin.weight[1] lin.weight[1] | "
      "argument of @forward",
      "conv2 5: conv2.lin.weight[0] conv2.bias[0] lin.weight[1]+7",
      "lin 2: lin.weight[0] lin.bias[0] | result of @forward"}},
    // Two readouts of one layer stand side by side.
    {"pools",
     nullptr,
     {"conv1 4: conv1.lin.weight[0] conv1.bias[0] conv2.lin.weight[1] "
      "lin.weight[1]",
      "forward.arg1 3: conv1.lin.weight[1] | argument of @forward",
      "conv2 5: conv2.lin.weight[0] conv2.bias[0] lin.weight[1]+4+9",
      "lin 2: lin.weight[0] lin.bias[0] | result of @forward"}},
};

/// Parameters that several layers read, and several results.
static const Topology shared[] = {
    // A square weight in two layers, so that its rows are its columns.
    {"tied",
     nullptr,
     {"in 6: in.weight[0] in.bias[0] shared.weight[0] shared.weight[1] "
      "shared.bias[0] out.weight[1] head.weight[1]",
      "forward.arg1 3: in.weight[1] | argument of @forward",
      "out 2: out.weight[0] | result of @forward",
      "head 3: head.weight[0] head.bias[0] | result of @forward"}},
    // A layer used twice, its results side by side: one group, read twice.
    {"twins",
     nullptr,
     {"enc 6: enc.weight[0] enc.bias[0] out.weight[1]%6",
      "forward.arg0 3: enc.weight[1] | argument of @forward",
      "out 2: out.weight[0] out.bias[0] | result of @forward"}},
    {"two_outputs",
     nullptr,
     {"conv1 6: conv1.lin_l.weight[0] conv1.lin_l.bias[0] "
      "conv1.lin_r.weight[0] node.lin.weight[1] score_out.weight[1]",
      "forward.arg1 3: conv1.lin_l.weight[1] conv1.lin_r.weight[1] | argument "
      "of @forward",
      "node 5: node.lin.weight[0] node.bias[0] node_out.weight[1]",
      "node_out 2: node_out.weight[0] node_out.bias[0] | result of @forward",
      "score_out 3: score_out.weight[0] score_out.bias[0] | result of "
      "@forward"}},
    // What one function returns, the other may not lose either.
    {"two_functions",
     R"mlir(
ml_program.global private @enc.weight(#ml_program.extern : tensor<4x3xf32>) : tensor<4x3xf32>
ml_program.global private @out.weight(#ml_program.extern : tensor<2x4xf32>) : tensor<2x4xf32>
func.func @embed(%x: tensor<?x3xf32>) -> tensor<?x4xf32> {
  %w = ml_program.global_load_const @enc.weight : tensor<4x3xf32>
  %0 = gnn.linear %x, %w : (tensor<?x3xf32>, tensor<4x3xf32>) -> tensor<?x4xf32>
  return %0 : tensor<?x4xf32>
}
func.func @classify(%x: tensor<?x3xf32>) -> tensor<?x2xf32> {
  %w = ml_program.global_load_const @enc.weight : tensor<4x3xf32>
  %v = ml_program.global_load_const @out.weight : tensor<2x4xf32>
  %0 = gnn.linear %x, %w : (tensor<?x3xf32>, tensor<4x3xf32>) -> tensor<?x4xf32>
  %1 = gnn.linear %0, %v : (tensor<?x4xf32>, tensor<2x4xf32>) -> tensor<?x2xf32>
  return %1 : tensor<?x2xf32>
}
)mlir",
     {"enc 4: enc.weight[0] out.weight[1] | result of @embed",
      "embed.arg0 3: enc.weight[1] | argument of @embed",
      "out 2: out.weight[0] | result of @classify"}},
    {"public_parameter",
     R"mlir(
ml_program.global public @a.weight(#ml_program.extern : tensor<4x3xf32>) : tensor<4x3xf32>
ml_program.global private @b.weight(#ml_program.extern : tensor<2x4xf32>) : tensor<2x4xf32>
func.func @forward(%x: tensor<?x3xf32>) -> tensor<?x2xf32> {
  %a = ml_program.global_load_const @a.weight : tensor<4x3xf32>
  %b = ml_program.global_load_const @b.weight : tensor<2x4xf32>
  %0 = gnn.linear %x, %a : (tensor<?x3xf32>, tensor<4x3xf32>) -> tensor<?x4xf32>
  %1 = gnn.linear %0, %b : (tensor<?x4xf32>, tensor<2x4xf32>) -> tensor<?x2xf32>
  return %1 : tensor<?x2xf32>
}
)mlir",
     {"a 4: a.weight[0] b.weight[1] | public parameter",
      "forward.arg0 3: a.weight[1] | public parameter",
      "b 2: b.weight[0] | result of @forward"}},
};

/// Ops that see all channels of a row.
static const Topology coupled[] = {
    {"layer_norm",
     R"mlir(
ml_program.global private @lin.weight(#ml_program.extern : tensor<4x3xf32>) : tensor<4x3xf32>
ml_program.global private @norm.weight(#ml_program.extern : tensor<4xf32>) : tensor<4xf32>
ml_program.global private @norm.bias(#ml_program.extern : tensor<4xf32>) : tensor<4xf32>
ml_program.global private @out.weight(#ml_program.extern : tensor<2x4xf32>) : tensor<2x4xf32>
func.func @forward(%x: tensor<?x3xf32>) -> tensor<?x2xf32> {
  %a = ml_program.global_load_const @lin.weight : tensor<4x3xf32>
  %w = ml_program.global_load_const @norm.weight : tensor<4xf32>
  %b = ml_program.global_load_const @norm.bias : tensor<4xf32>
  %c = ml_program.global_load_const @out.weight : tensor<2x4xf32>
  %0 = gnn.linear %x, %a : (tensor<?x3xf32>, tensor<4x3xf32>) -> tensor<?x4xf32>
  %1 = gnn.layer_norm node %0 affine %w, %b : (tensor<?x4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %2 = gnn.linear %1, %c : (tensor<?x4xf32>, tensor<2x4xf32>) -> tensor<?x2xf32>
  return %2 : tensor<?x2xf32>
}
)mlir",
     {"lin 4: lin.weight[0] norm.weight[0] norm.bias[0] out.weight[1] ~ "
      "gnn.layer_norm",
      "forward.arg0 3: lin.weight[1] | argument of @forward",
      "out 2: out.weight[0] | result of @forward"}},
    {"log_softmax",
     R"mlir(
ml_program.global private @lin.weight(#ml_program.extern : tensor<4x3xf32>) : tensor<4x3xf32>
func.func @forward(%x: tensor<?x3xf32>) -> tensor<?x4xf32> {
  %a = ml_program.global_load_const @lin.weight : tensor<4x3xf32>
  %0 = gnn.linear %x, %a : (tensor<?x3xf32>, tensor<4x3xf32>) -> tensor<?x4xf32>
  %1 = gnn.log_softmax %0 : tensor<?x4xf32>
  return %1 : tensor<?x4xf32>
}
)mlir",
     {"lin 4: lin.weight[0] ~ gnn.log_softmax | result of @forward",
      "forward.arg0 3: lin.weight[1] | argument of @forward"}},
};

static std::string nameTopology(const testing::TestParamInfo<Topology> &info) {
  return info.param.name;
}

INSTANTIATE_TEST_SUITE_P(Chains, ChannelTopologies, testing::ValuesIn(chains),
                         nameTopology);
INSTANTIATE_TEST_SUITE_P(Heads, ChannelTopologies, testing::ValuesIn(heads),
                         nameTopology);
INSTANTIATE_TEST_SUITE_P(Joins, ChannelTopologies, testing::ValuesIn(joins),
                         nameTopology);
INSTANTIATE_TEST_SUITE_P(Shared, ChannelTopologies, testing::ValuesIn(shared),
                         nameTopology);
INSTANTIATE_TEST_SUITE_P(Coupled, ChannelTopologies, testing::ValuesIn(coupled),
                         nameTopology);
