//===- Normalizations.cpp - Normalisation layers of PyG -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Keyword arguments and defaults: torch_geometric.nn.norm, version 2.8.
//
//===----------------------------------------------------------------------===//

#include "LayerTable.h"

using namespace mlir;
using namespace mlir::gnn;

/// Without affine, PyG multiplies with 1 and adds 0, and stores neither.
static Value affineVector(LayerBuilder &b, StringRef suffix, bool affine,
                          double otherwise) {
  return affine ? b.parameter(suffix, {b.channels()})
                : b.buffer(suffix, {b.channels()}, otherwise);
}

static Value buildBatchNorm(LayerBuilder &b) {
  Keywords &kw = b.keywords;
  kw.inputWidth(b.channels(), {"in_channels", "num_features"});
  double eps = kw.number("eps", 1e-5);
  bool affine = kw.flag("affine", true);
  // Without stored statistics it would take those of the batch.
  kw.only("track_running_stats", true);
  kw.ignore({"momentum", "allow_single_element"});
  Value weight = affineVector(b, "weight", affine, 1.0);
  Value bias = affineVector(b, "bias", affine, 0.0);
  Value mean = b.parameter("running_mean", {b.channels()});
  Value variance = b.parameter("running_var", {b.channels()});
  return BatchNormOp::create(b.builder, b.loc, b.input(), mean, variance,
                             weight, bias, b.builder.getF64FloatAttr(eps));
}

/// Mode graph is over the nodes of each graph of the batch, if there is one.
/// A torch.nn.Sequential does not say which these are.
static void requireNodes(LayerBuilder &b, const Twine &where) {
  if (b.inputs.front().perGraph)
    b.keywords.fail("expected rows to be nodes" + where + " but " +
                    b.inputs.front().name + " has one row a graph");
  if (b.isPart())
    b.keywords.fail("expected a layer that takes features alone but it takes "
                    "the graphs of nodes too" +
                    where);
}

static Value buildLayerNorm(LayerBuilder &b) {
  Keywords &kw = b.keywords;
  kw.inputWidth(b.channels());
  double eps = kw.number("eps", 1e-5);
  bool affine = kw.flag("affine", true);
  bool overGraph = kw.word("mode", {"graph", "node"}) == "graph";
  if (overGraph)
    requireNodes(b, " in \"mode\" graph");
  Value weight = affine ? b.parameter("weight", {b.channels()}) : Value();
  Value bias = affine ? b.parameter("bias", {b.channels()}) : Value();
  return LayerNormOp::create(
      b.builder, b.loc, overGraph ? LayerNormMode::graph : LayerNormMode::node,
      b.input(), weight, bias, overGraph ? b.ptr() : Value(),
      llvm::APFloat(eps));
}

/// PyG transforms each graph before it joins a batch.
static Value buildNormalizeFeatures(LayerBuilder &b) {
  requireNodes(b, "");
  return NormalizeFeaturesOp::create(b.builder, b.loc, b.input(), b.ptr());
}

void gnn::addNormalizations(LayerTable &table) {
  table["BatchNorm"] = {LayerRole::Rows, buildBatchNorm};
  table["BatchNorm1d"] = {LayerRole::Rows, buildBatchNorm};
  table["LayerNorm"] = {LayerRole::Rows, buildLayerNorm};
  table["NormalizeFeatures"] = {LayerRole::Rows, buildNormalizeFeatures};
}
