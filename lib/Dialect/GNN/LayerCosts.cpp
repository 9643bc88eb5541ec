//===- LayerCosts.cpp - Operations and bytes of published layers ----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A layer does the operations of its core ops, see gnn-decompose-layers, on the
// bytes that it would touch if its parts were fused.
//
//===----------------------------------------------------------------------===//

#include "CostFormulas.h"

using namespace mlir;
using namespace mlir::gnn;

/// `each` operations on every element of the result.
static Cost perResult(Operation *op, const ValueSizes &sizes, int64_t each) {
  int64_t channels = getChannels(op->getResult(0));
  return {times({each, sizes.getNodes(), channels}), 0, 0};
}

Cost GCNConvOp::getCost(const ValueSizes &sizes) {
  int64_t edges = countEdges(getGraph(), getAddSelfLoops(), sizes);
  Cost cost = getProductCost(getX(), getWeight(), sizes);
  cost += getMessageCost(edges, getChannels(getResult()), sizes);
  if (getNormalize())
    cost += Cost{sizes.getNodes(), 0, 0};
  return cost += perResult(*this, sizes, 2 * getNormalize() + !!getBias());
}

Cost SAGEConvOp::getCost(const ValueSizes &sizes) {
  int64_t edges = sizes.getEdges(getGraph());
  Cost cost = getMessageCost(edges, getChannels(getX()), sizes);
  cost += getProductCost(getX(), getWeight(), sizes);
  if (getRoot())
    cost += getProductCost(getX(), getRoot(), sizes);
  return cost += perResult(*this, sizes, !!getRoot() + 2 * getNormalize());
}

Cost GATConvOp::getCost(const ValueSizes &sizes) {
  int64_t edges = countEdges(getGraph(), getAddSelfLoops(), sizes);
  int64_t channels = getWeight().getType().getDimSize(0);
  bool joins = !getConcat() && getHeads() > 1;
  Cost cost = getProductCost(getX(), getWeight(), sizes);
  cost += Cost{times({2 + joins, sizes.getNodes(), channels}), 0, 0};
  cost += getScoreCost(edges, getHeads(), sizes);
  cost += getMessageCost(edges, channels, sizes);
  return cost += perResult(*this, sizes, !!getBias());
}

Cost GINConvOp::getCost(const ValueSizes &sizes) {
  int64_t edges = sizes.getEdges(getGraph());
  Cost cost = getMessageCost(edges, getChannels(getX()), sizes);
  return cost += perResult(*this, sizes, 1);
}
