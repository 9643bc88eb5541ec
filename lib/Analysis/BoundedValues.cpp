//===- BoundedValues.cpp - Values of channels, and what bounds add --------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/DeadChannels.h"
#include "gnn-opt/Dialect/GNN/GNN.h"

using namespace mlir;
using namespace mlir::gnn;

/// What bounds say of a channel: a ReLU that is never positive is zero, as if
/// its weights were, and one that is never negative is its operand.
static ChannelValue refine(ChannelValues &values, ValueRanges &ranges,
                           Operation *op, int64_t channel) {
  Value result = op->getResult(0);
  ChannelValue known = values.get(result)[channel];
  if (known.constant)
    return known;
  Interval range = ranges.getChannel(result, channel);
  if (range.isPoint())
    return values.makeConstant(range.lower);
  auto bounded = dyn_cast<ValueRangeOpInterface>(op);
  return bounded && bounded.isIdentityAt(ranges, channel)
             ? values.get(op->getOperand(0))[channel]
             : known;
}

static void refine(ChannelValues &values, ValueRanges &ranges, Operation *op) {
  if (op->getNumResults() != 1 || !isFeatures(op->getResult(0).getType()))
    return;
  Value result = op->getResult(0);
  std::vector<ChannelValue> channels;
  bool changed = false;
  for (int64_t c = 0, e = getChannels(result); c < e; ++c) {
    channels.push_back(refine(values, ranges, op, c));
    changed |= channels.back().number != values.get(result)[c].number;
  }
  if (changed)
    values.set(result, std::move(channels));
}

void gnn::addChannelValues(ChannelValues &values, ModuleOp module,
                           ValueRanges *ranges) {
  module.walk([&](ChannelOpInterface op) {
    op.getChannelValues(values);
    if (ranges)
      refine(values, *ranges, op);
    // Graphs and vectors over nodes, in order: never deep into a chain of ops.
    for (Value result : op->getResults())
      if (!isFeatures(result.getType()))
        values.getNumber(result);
  });
}

ChannelValues gnn::computeChannelValues(ModuleOp module, ValueRanges *ranges) {
  ChannelValues values;
  addChannelValues(values, module, ranges);
  return values;
}
