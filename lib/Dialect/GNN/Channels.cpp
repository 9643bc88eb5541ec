//===- Channels.cpp - Which channels each op ties together ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Dialect/GNN/GNN.h"

using namespace mlir;
using namespace mlir::gnn;

using Links = SmallVectorImpl<ChannelLink>;

namespace {
/// The channels of features.
ChannelDim channels(Value features) { return {features, 1}; }
/// The two dimensions of a weight, and the only one of a vector.
ChannelDim outOf(Value weight) { return {weight, 0}; }
ChannelDim inOf(Value weight) { return {weight, 1}; }
ChannelDim entries(Value vector) { return {vector, 0}; }
} // namespace

static void same(Links &links, ChannelDim a, ChannelDim b) {
  links.push_back({a, b});
}

/// y[.., o] = sum over i of x[.., i] * w[o, i].
static ChannelLink &contract(Links &links, Value x, Value weight) {
  links.push_back({channels(x), inOf(weight)});
  links.back().contracted = true;
  return links.back();
}

/// Heads of `width` channels lie side by side in `x`.
static void headsOf(Links &links, ChannelDim x, ChannelDim heads,
                    int64_t width) {
  links.push_back({x, heads});
  links.back().headWidth = width;
}

static void optionalVector(Links &links, Value vector, Value result) {
  if (vector)
    same(links, entries(vector), channels(result));
}

/// Heads lie side by side in `x`: index h * C + c. The attention vector is
/// 1 x H x C, so all heads keep the same channels c.
static void perHead(Links &links, ChannelDim x, Value vector, bool contracted) {
  int64_t width = cast<RankedTensorType>(vector.getType()).getDimSize(2);
  links.push_back({x, {vector, 2}, 0, width, contracted});
  headsOf(links, x, {vector, 1}, width);
}

/// Channels that fall into as many equal parts as `heads` has channels stay in
/// equal parts: channel c of every head goes together.
static void equalHeads(Links &links, Value x, Value heads) {
  int64_t width = getChannels(x) / std::max<int64_t>(getChannels(heads), 1);
  links.push_back({channels(x), channels(x), 0, width});
  headsOf(links, channels(x), channels(heads), width);
}

//===----------------------------------------------------------------------===//
// Graphs and messages
//===----------------------------------------------------------------------===//

void AddSelfLoopsOp::getChannelLinks(Links &) {}
void MissingSelfLoopsOp::getChannelLinks(Links &) {}
void GCNNormOp::getChannelLinks(Links &) {}

void AggregateOp::getChannelLinks(Links &links) {
  same(links, channels(getX()), channels(getResult()));
  if (getWeights())
    equalHeads(links, getX(), getWeights());
}

void EdgeAddOp::getChannelLinks(Links &links) {
  same(links, channels(getSource()), channels(getResult()));
  same(links, channels(getTarget()), channels(getResult()));
}

void EdgeSoftmaxOp::getChannelLinks(Links &links) {
  same(links, channels(getX()), channels(getResult()));
}

void AttentionOp::getChannelLinks(Links &links) {
  same(links, channels(getX()), channels(getResult()));
  same(links, channels(getSource()), channels(getTarget()));
  equalHeads(links, getX(), getSource());
}

void PoolOp::getChannelLinks(Links &links) {
  same(links, channels(getX()), channels(getResult()));
}

//===----------------------------------------------------------------------===//
// Dense algebra
//===----------------------------------------------------------------------===//

void LinearOp::getChannelLinks(Links &links) {
  contract(links, getX(), getWeight()).bias = getBiasMutable();
  same(links, outOf(getWeight()), channels(getResult()));
  optionalVector(links, getBias(), getResult());
}

void TransposeOp::getChannelLinks(Links &links) {
  same(links, outOf(getX()), inOf(getResult()));
  same(links, inOf(getX()), outOf(getResult()));
}

void HeadDotOp::getChannelLinks(Links &links) {
  perHead(links, channels(getX()), getVector(), /*contracted=*/true);
  same(links, {getVector(), 1}, channels(getResult()));
}

void HeadMeanOp::getChannelLinks(Links &links) {
  int64_t width = getChannels(getResult());
  links.push_back({channels(getX()), channels(getResult()), 0, width});
  headsOf(links, channels(getX()), channels(getX()), width);
}

void HeadMeanOp::followChannels() {
  setHeads(getChannels(getX()) /
           std::max<int64_t>(getChannels(getResult()), 1));
}

void ConcatOp::getChannelLinks(Links &links) {
  int64_t offset = 0;
  for (Value input : getInputs()) {
    links.push_back({channels(input), channels(getResult()), offset});
    offset += getChannels(input);
  }
}

void ToDenseOp::getChannelLinks(Links &links) {
  same(links, channels(getX()), channels(getResult()));
}

//===----------------------------------------------------------------------===//
// Elementwise
//===----------------------------------------------------------------------===//

/// Features and per-channel vectors have the result's channels; per-node and
/// scalar operands have none.
static void elementwise(Links &links, Operation *op) {
  Value result = op->getResult(0);
  for (Value operand : op->getOperands()) {
    if (isFeatures(operand.getType()))
      same(links, channels(operand), channels(result));
    else if (isChannelVector(operand.getType()))
      same(links, entries(operand), channels(result));
  }
}

void ReluOp::getChannelLinks(Links &links) { elementwise(links, *this); }
void LeakyReluOp::getChannelLinks(Links &links) { elementwise(links, *this); }
void EluOp::getChannelLinks(Links &links) { elementwise(links, *this); }
void GeluOp::getChannelLinks(Links &links) { elementwise(links, *this); }
void SigmoidOp::getChannelLinks(Links &links) { elementwise(links, *this); }
void TanhOp::getChannelLinks(Links &links) { elementwise(links, *this); }
void DropoutOp::getChannelLinks(Links &links) { elementwise(links, *this); }
void AddOp::getChannelLinks(Links &links) { elementwise(links, *this); }
void MaxOp::getChannelLinks(Links &links) { elementwise(links, *this); }
void BiasAddOp::getChannelLinks(Links &links) { elementwise(links, *this); }
void ScaleRowsOp::getChannelLinks(Links &links) { elementwise(links, *this); }

void BatchNormOp::getChannelLinks(Links &links) {
  elementwise(links, *this);
  for (ChannelLink &link : links) {
    link.measured |=
        link.from.value == getMean() || link.from.value == getVariance();
    link.scale |= link.from.value == getWeight();
  }
}

void AddScaledOp::getChannelLinks(Links &links) {
  same(links, channels(getX()), channels(getResult()));
  same(links, channels(getY()), channels(getResult()));
}

void AddScaledRowsOp::getChannelLinks(Links &links) {
  elementwise(links, *this);
}

//===----------------------------------------------------------------------===//
// Normalisations
//===----------------------------------------------------------------------===//

void LayerNormOp::getChannelLinks(Links &links) {
  same(links, channels(getX()), channels(getResult()));
  optionalVector(links, getWeight(), getResult());
  if (getWeight())
    links.back().scale = true;
  optionalVector(links, getBias(), getResult());
}

void L2NormalizeOp::getChannelLinks(Links &links) {
  same(links, channels(getX()), channels(getResult()));
}

void LogSoftmaxOp::getChannelLinks(Links &links) {
  same(links, channels(getX()), channels(getResult()));
}

void NormalizeFeaturesOp::getChannelLinks(Links &links) {
  same(links, channels(getX()), channels(getResult()));
}

//===----------------------------------------------------------------------===//
// Layers
//===----------------------------------------------------------------------===//

void GCNConvOp::getChannelLinks(Links &links) {
  contract(links, getX(), getWeight());
  same(links, outOf(getWeight()), channels(getResult()));
  optionalVector(links, getBias(), getResult());
}

void SAGEConvOp::getChannelLinks(Links &links) {
  contract(links, getX(), getWeight());
  same(links, outOf(getWeight()), channels(getResult()));
  optionalVector(links, getBias(), getResult());
  if (!getRoot())
    return;
  contract(links, getX(), getRoot());
  same(links, outOf(getRoot()), channels(getResult()));
}

void GATConvOp::getChannelLinks(Links &links) {
  contract(links, getX(), getWeight());
  int64_t width = getAttSrc().getType().getDimSize(2);
  for (Value vector : {getAttSrc(), getAttDst()})
    perHead(links, outOf(getWeight()), vector, /*contracted=*/false);
  links.push_back(
      {outOf(getWeight()), channels(getResult()), 0, getConcat() ? 0 : width});
  same(links, {getAttSrc(), 1}, {getAttDst(), 1});
  optionalVector(links, getBias(), getResult());
}

void GINConvOp::getChannelLinks(Links &links) {
  same(links, channels(getX()), channels(getResult()));
}
