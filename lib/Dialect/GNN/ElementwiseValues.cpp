//===- ElementwiseValues.cpp - Channels of elementwise ops and norms ------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops that compute a channel from the same channel of their operands, and those
// that also read statistics of the row.
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Dialect/GNN/ChannelValues.h"
#include "gnn-opt/Dialect/GNN/GNN.h"

using namespace mlir;
using namespace mlir::gnn;

using Channels = std::vector<ChannelValue>;
using Key = SmallVector<uint64_t>;

//===----------------------------------------------------------------------===//
// Elementwise
//===----------------------------------------------------------------------===//

/// The channel of `operand` that channel `channel` of the result reads: its
/// own, the only one of a scalar, or a number for a vector over nodes.
static ChannelValue operandChannel(ChannelValues &values, Value operand,
                                   int64_t channel) {
  if (isNodeScalars(operand.getType()))
    return {values.getNumber(operand), std::nullopt};
  ArrayRef<ChannelValue> channels = values.get(operand);
  return channels[channels.size() == 1 ? 0 : channel];
}

static ChannelValue elementwiseChannel(ChannelValues &values,
                                       ElementwiseOpInterface op,
                                       int64_t channel) {
  Key key;
  SmallVector<double> constants;
  for (Value operand : op->getOperands()) {
    ChannelValue value = operandChannel(values, operand, channel);
    key.push_back(value.number);
    if (value.constant)
      constants.push_back(*value.constant);
  }
  if (constants.size() == key.size())
    if (std::optional<double> result = evaluateElement(op, constants))
      return values.makeConstant(*result);
  if (op->hasTrait<OpTrait::IsCommutative>())
    llvm::sort(key);
  return values.makeResult(op, key);
}

static void elementwise(ChannelValues &values, ElementwiseOpInterface op) {
  Value result = op->getResult(0);
  Channels channels;
  for (int64_t c = 0, e = getChannels(result); c < e; ++c)
    channels.push_back(elementwiseChannel(values, op, c));
  values.set(result, std::move(channels));
}

#define GNN_ELEMENTWISE(Op)                                                    \
  void Op::getChannelValues(ChannelValues &values) {                           \
    elementwise(values, *this);                                                \
  }
GNN_ELEMENTWISE(ReluOp)
GNN_ELEMENTWISE(LeakyReluOp)
GNN_ELEMENTWISE(EluOp)
GNN_ELEMENTWISE(GeluOp)
GNN_ELEMENTWISE(SigmoidOp)
GNN_ELEMENTWISE(TanhOp)
GNN_ELEMENTWISE(DropoutOp)
GNN_ELEMENTWISE(AddOp)
GNN_ELEMENTWISE(MaxOp)
GNN_ELEMENTWISE(AddScaledOp)
GNN_ELEMENTWISE(BiasAddOp)
GNN_ELEMENTWISE(BatchNormOp)
#undef GNN_ELEMENTWISE

//===----------------------------------------------------------------------===//
// Normalisations
//===----------------------------------------------------------------------===//

/// y_c depends on statistics of the whole of `x`, on x_c, and on what `other`
/// adds. Never constant: the statistics are those of the row.
static void normalized(
    ChannelValues &values, Operation *op, Value x,
    function_ref<void(int64_t channel, Key &)> other = [](int64_t, Key &) {}) {
  uint64_t statistics = values.getNumber(x);
  Channels result;
  for (auto [channel, value] : llvm::enumerate(values.get(x))) {
    Key key = {statistics, value.number};
    other(channel, key);
    result.push_back(values.makeResult(op, key));
  }
  values.set(op->getResult(0), std::move(result));
}

void LayerNormOp::getChannelValues(ChannelValues &values) {
  normalized(values, *this, getX(), [&](int64_t channel, Key &key) {
    if (getWeight())
      key.append({values.get(getWeight())[channel].number,
                  values.get(getBias())[channel].number});
    if (getPtr())
      key.push_back(values.getNumber(getPtr()));
  });
}

void L2NormalizeOp::getChannelValues(ChannelValues &values) {
  normalized(values, *this, getX());
}

void LogSoftmaxOp::getChannelValues(ChannelValues &values) {
  normalized(values, *this, getX());
}

void NormalizeFeaturesOp::getChannelValues(ChannelValues &values) {
  normalized(values, *this, getX(), [&](int64_t, Key &key) {
    if (getPtr())
      key.push_back(values.getNumber(getPtr()));
  });
}
