//===- ChannelValues.cpp - What each op knows of its channels -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Constants and duplicates, by op. Inputs and weights are taken to be finite: a
// zero weight times anything is zero.
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Dialect/GNN/ChannelValues.h"
#include "gnn-opt/Dialect/GNN/GNN.h"

#include <map>

using namespace mlir;
using namespace mlir::gnn;

using Channels = std::vector<ChannelValue>;
using Key = SmallVector<uint64_t>;

namespace {
/// `start + sum of weight * channel`, in whatever order, and as one term for
/// channels that are equal.
class WeightedSum {
public:
  void add(double weight, const ChannelValue &channel) {
    if (weight == 0)
      return;
    if (channel.constant) {
      constant += weight * *channel.constant;
      return;
    }
    weights[channel.number] += weight;
  }

  /// A constant where no unknown term was added.
  ChannelValue finish(Operation *op, ChannelValues &values) {
    Key key;
    for (auto [number, weight] : weights)
      if (weight != 0)
        key.append({number, llvm::bit_cast<uint64_t>(weight)});
    if (key.empty())
      return values.makeConstant(constant);
    key.push_back(llvm::bit_cast<uint64_t>(constant + 0.0));
    return values.makeResult(op, key);
  }

private:
  double constant = 0;
  /// By number of the channel.
  std::map<uint64_t, double> weights;
};
} // namespace

/// Each channel of `result` follows from the same channel of `x`; `other` has
/// what else it depends on. Zero stays zero, and other constants stay where
/// `keepsConstants`.
static void perChannel(ChannelValues &values, Operation *op, Value x,
                       bool keepsConstants,
                       function_ref<void(int64_t channel, Key &)> other) {
  Channels result;
  ArrayRef<ChannelValue> in = values.get(x);
  for (auto [channel, value] : llvm::enumerate(in)) {
    if (value.isZero() || (value.constant && keepsConstants)) {
      result.push_back(value);
      continue;
    }
    Key key = {value.number};
    other(channel, key);
    result.push_back(values.makeResult(op, key));
  }
  values.set(op->getResult(0), std::move(result));
}

static void unknown(ChannelValues &values, Value result) {
  Channels channels;
  for (int64_t i = 0, e = getChannels(result); i < e; ++i)
    channels.push_back(values.makeUnknown());
  values.set(result, std::move(channels));
}

//===----------------------------------------------------------------------===//
// Graphs and messages
//===----------------------------------------------------------------------===//

/// An empty row gives 0, whatever the constant: only self loops exclude it.
static bool hasNoEmptyRow(Value graph) {
  return graph.getDefiningOp<AddSelfLoopsOp>() != nullptr;
}

void AddSelfLoopsOp::getChannelValues(ChannelValues &) {}
void MissingSelfLoopsOp::getChannelValues(ChannelValues &) {}
void GCNNormOp::getChannelValues(ChannelValues &) {}

/// Whether a row of constants c reduces to c: under mean, max and min, and
/// under a sum whose weights are a softmax. A plain sum gives c times the
/// degree.
static bool reducesConstants(AggregateOp op) {
  if (!hasNoEmptyRow(op.getGraph()))
    return false;
  if (!op.getWeights())
    return op.getReduction() != ReductionKind::sum;
  auto softmax = op.getWeights().getDefiningOp<EdgeSoftmaxOp>();
  return op.getReduction() == ReductionKind::sum && softmax &&
         softmax.getGraph() == op.getGraph();
}

/// The number of the channel of `heads` that weights channel `channel` of `x`.
static uint64_t headOf(ChannelValues &values, Value x, Value heads,
                       int64_t channel) {
  int64_t width = getChannels(x) / getChannels(heads);
  return values.get(heads)[channel / width].number;
}

void AggregateOp::getChannelValues(ChannelValues &values) {
  uint64_t graph = values.getNumber(getGraph());
  perChannel(values, *this, getX(), reducesConstants(*this),
             [&](int64_t channel, Key &key) {
               key.push_back(graph);
               if (getWeights())
                 key.push_back(headOf(values, getX(), getWeights(), channel));
             });
}

/// Every edge has both ends, so that constants add up.
void EdgeAddOp::getChannelValues(ChannelValues &values) {
  uint64_t graph = values.getNumber(getGraph());
  Channels result;
  for (auto [source, target] :
       llvm::zip(values.get(getSource()), values.get(getTarget())))
    result.push_back(
        source.constant && target.constant
            ? values.makeConstant(*source.constant + *target.constant)
            : values.makeResult(*this, {graph, source.number, target.number}));
  values.set(getResult(), std::move(result));
}

/// Not even zero scores have a constant softmax: it is one over the degree.
void EdgeSoftmaxOp::getChannelValues(ChannelValues &values) {
  uint64_t graph = values.getNumber(getGraph());
  Channels result;
  for (const ChannelValue &score : values.get(getX()))
    result.push_back(values.makeResult(*this, {graph, score.number}));
  values.set(getResult(), std::move(result));
}

void AttentionOp::getChannelValues(ChannelValues &values) {
  uint64_t graph = values.getNumber(getGraph());
  perChannel(values, *this, getX(), hasNoEmptyRow(getGraph()),
             [&](int64_t channel, Key &key) {
               key.push_back(graph);
               key.push_back(headOf(values, getX(), getSource(), channel));
               key.push_back(headOf(values, getX(), getTarget(), channel));
               if (getMissing())
                 key.push_back(values.getNumber(getMissing()));
             });
}

/// A constant times a value of the node is constant for zero only.
void ScaleRowsOp::getChannelValues(ChannelValues &values) {
  uint64_t scale = values.getNumber(getScale());
  perChannel(values, *this, getX(), /*keepsConstants=*/false,
             [&](int64_t, Key &key) { key.push_back(scale); });
}

void AddScaledRowsOp::getChannelValues(ChannelValues &values) {
  uint64_t scale = values.getNumber(getScale());
  Channels result;
  for (auto [x, y] : llvm::zip(values.get(getX()), values.get(getY())))
    result.push_back(
        y.isZero() ? x : values.makeResult(*this, {x.number, y.number, scale}));
  values.set(getResult(), std::move(result));
}

/// A graph of the batch may have no nodes, which gives 0.
void PoolOp::getChannelValues(ChannelValues &values) {
  uint64_t ptr = values.getNumber(getPtr());
  perChannel(values, *this, getX(), /*keepsConstants=*/false,
             [&](int64_t, Key &key) { key.push_back(ptr); });
}

//===----------------------------------------------------------------------===//
// Dense algebra
//===----------------------------------------------------------------------===//

void LinearOp::getChannelValues(ChannelValues &values) {
  auto weight = values.getParameterElements(getWeight());
  if (!weight)
    return unknown(values, getResult());
  ArrayRef<ChannelValue> in = values.get(getX());
  Channels result;
  for (int64_t o = 0, e = getChannels(getResult()); o < e; ++o) {
    WeightedSum sum;
    for (auto [i, channel] : llvm::enumerate(in))
      sum.add((*weight)[o * in.size() + i], channel);
    if (getBias())
      sum.add(1.0, values.get(getBias())[o]);
    result.push_back(sum.finish(*this, values));
  }
  values.set(getResult(), std::move(result));
}

void TransposeOp::getChannelValues(ChannelValues &) {}

void HeadDotOp::getChannelValues(ChannelValues &values) {
  auto vector = values.getParameterElements(getVector());
  if (!vector)
    return unknown(values, getResult());
  ArrayRef<ChannelValue> in = values.get(getX());
  int64_t heads = getChannels(getResult());
  int64_t width = getVector().getType().getDimSize(2);
  Channels result;
  for (int64_t h = 0; h < heads; ++h) {
    WeightedSum sum;
    for (int64_t i = h * width, e = i + width; i < e; ++i)
      sum.add((*vector)[i], in[i]);
    result.push_back(sum.finish(*this, values));
  }
  values.set(getResult(), std::move(result));
}

void HeadMeanOp::getChannelValues(ChannelValues &values) {
  ArrayRef<ChannelValue> in = values.get(getX());
  size_t width = getChannels(getResult());
  Channels result;
  for (size_t c = 0; c < width; ++c) {
    WeightedSum sum;
    for (size_t i = c; i < in.size(); i += width)
      sum.add(1.0 / getHeads(), in[i]);
    result.push_back(sum.finish(*this, values));
  }
  values.set(getResult(), std::move(result));
}

void ConcatOp::getChannelValues(ChannelValues &values) {
  Channels result;
  for (Value input : getInputs())
    llvm::append_range(result, values.get(input));
  values.set(getResult(), std::move(result));
}

void ToDenseOp::getChannelValues(ChannelValues &values) {
  values.set(getResult(), values.get(getX()).vec());
}

//===----------------------------------------------------------------------===//
// Layers are opaque: gnn-decompose-layers shows what is in them.
//===----------------------------------------------------------------------===//

void GCNConvOp::getChannelValues(ChannelValues &) {}
void SAGEConvOp::getChannelValues(ChannelValues &) {}
void GATConvOp::getChannelValues(ChannelValues &) {}
void GINConvOp::getChannelValues(ChannelValues &) {}
