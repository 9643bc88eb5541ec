//===- Convolutions.cpp - PyG's message passing layers, and Linear --------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Keyword arguments and defaults: torch_geometric.nn.conv, version 2.8.
//
//===----------------------------------------------------------------------===//

#include "LayerTable.h"

using namespace mlir;
using namespace mlir::gnn;

/// Keywords of PyG's MessagePassing. Its flow turns the graph round, and its
/// chunks only save memory.
static void readMessagePassing(Keywords &keywords) {
  keywords.only("flow", "source_to_target");
  keywords.only("node_dim", -2);
  keywords.ignore({"decomposed_layers"});
}

static Value optionalBias(LayerBuilder &b, StringRef suffix, int64_t size) {
  return b.keywords.flag("bias", true) ? b.parameter(suffix, {size}) : Value();
}

static Value buildGCN(LayerBuilder &b) {
  Keywords &kw = b.keywords;
  kw.inputWidth(b.channels());
  int64_t out = kw.requiredCount("out_channels");
  bool normalize = kw.flag("normalize", true);
  bool addSelfLoops = kw.flag("add_self_loops", normalize);
  if (addSelfLoops && !normalize)
    kw.fail("expected \"add_self_loops\" to be false, as PyG does, where "
            "\"normalize\" is false, but got true");
  kw.only("improved", false);
  kw.word("aggr", {"add", "sum"});
  kw.ignore({"cached"});
  readMessagePassing(kw);
  Value weight = b.parameter("lin.weight", {out, b.channels()});
  Value bias = optionalBias(b, "bias", out);
  return GCNConvOp::create(b.builder, b.loc, b.graph(), b.input(), weight, bias,
                           addSelfLoops, normalize);
}

static ReductionKind readReduction(Keywords &keywords) {
  StringRef name = keywords.word("aggr", {"mean", "add", "sum", "max", "min"});
  return symbolizeReductionKind(name == "add" ? "sum" : name)
      .value_or(ReductionKind::mean);
}

static Value buildSAGE(LayerBuilder &b) {
  Keywords &kw = b.keywords;
  kw.inputWidth(b.channels());
  int64_t out = kw.requiredCount("out_channels");
  ReductionKind reduction = readReduction(kw);
  bool normalize = kw.flag("normalize", false);
  kw.only("project", false);
  readMessagePassing(kw);
  Value weight = b.parameter("lin_l.weight", {out, b.channels()});
  Value bias = optionalBias(b, "lin_l.bias", out);
  Value root;
  if (kw.flag("root_weight", true))
    root = b.parameter("lin_r.weight", {out, b.channels()});
  return SAGEConvOp::create(b.builder, b.loc, reduction, b.graph(), b.input(),
                            weight, bias, root, normalize);
}

static Value buildGAT(LayerBuilder &b) {
  Keywords &kw = b.keywords;
  kw.inputWidth(b.channels());
  int64_t out = kw.requiredCount("out_channels");
  int64_t heads = kw.count("heads", 1);
  kw.checkChannels(heads * out);
  bool concat = kw.flag("concat", true);
  double slope = kw.number("negative_slope", 0.2);
  bool addSelfLoops = kw.flag("add_self_loops", true);
  kw.only("edge_dim", nullptr);
  kw.only("residual", false);
  kw.word("aggr", {"add", "sum"});
  // fill_value is about edge features, which edge_dim has excluded.
  kw.ignore({"dropout", "fill_value"});
  readMessagePassing(kw);
  Value weight = b.parameter("lin.weight", {heads * out, b.channels()});
  Value source = b.parameter("att_src", {1, heads, out});
  Value target = b.parameter("att_dst", {1, heads, out});
  Value bias = optionalBias(b, "bias", concat ? heads * out : out);
  return GATConvOp::create(b.builder, b.loc, b.graph(), b.input(), weight,
                           source, target, bias, concat, llvm::APFloat(slope),
                           addSelfLoops);
}

/// PyG keeps eps in the state dict either way: trained, or a buffer filled with
/// the argument.
static Value buildGIN(LayerBuilder &b) {
  Keywords &kw = b.keywords;
  double eps = kw.number("eps", 0.0);
  bool trained = kw.flag("train_eps", false);
  kw.word("aggr", {"add", "sum"});
  readMessagePassing(kw);
  Value epsilon = trained ? b.parameter("eps", {1}) : b.buffer("eps", {1}, eps);
  Value y = GINConvOp::create(b.builder, b.loc, b.graph(), b.input(), epsilon);
  const llvm::json::Array *network = kw.requiredArray("nn");
  return network ? b.sequence("nn", *network, y) : y;
}

static Value buildLinear(LayerBuilder &b) {
  Keywords &kw = b.keywords;
  kw.inputWidth(b.channels());
  int64_t out = kw.requiredCount("out_channels");
  kw.ignore({"weight_initializer", "bias_initializer"});
  Value weight = b.parameter("weight", {out, b.channels()});
  Value bias = optionalBias(b, "bias", out);
  return LinearOp::create(b.builder, b.loc, b.input(), weight, bias);
}

void gnn::addConvolutions(LayerTable &table) {
  table["GCNConv"] = {LayerRole::Edges, buildGCN};
  table["SAGEConv"] = {LayerRole::Edges, buildSAGE};
  table["GATConv"] = {LayerRole::Edges, buildGAT};
  table["GINConv"] = {LayerRole::Edges, buildGIN};
  table["Linear"] = {LayerRole::Rows, buildLinear};
}
