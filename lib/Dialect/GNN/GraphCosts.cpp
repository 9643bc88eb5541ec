//===- GraphCosts.cpp - Operations and bytes of graphs and messages -------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CostFormulas.h"

using namespace mlir;
using namespace mlir::gnn;

Cost gnn::getMessageCost(int64_t edges, int64_t channels,
                         const ValueSizes &sizes) {
  int64_t gathered = getFloatBytes({edges, channels});
  Cost cost = {times({edges, channels}),
               Cost::add(getGraphBytes(sizes.getNodes(), edges), gathered),
               getFloatBytes({sizes.getNodes(), channels})};
  cost.bytesGathered = gathered;
  cost.gatheredFrom = getFloatBytes({sizes.getNodes(), channels});
  cost.listedRows = sizes.getNodes();
  cost.listedIndices = edges;
  return cost;
}

int64_t gnn::countEdges(Value graph, bool addSelfLoops,
                        const ValueSizes &sizes) {
  int64_t edges = sizes.getEdges(graph);
  if (!addSelfLoops)
    return edges;
  int64_t others = std::max<int64_t>(edges - sizes.getSelfLoops(), 0);
  return Cost::add(others, sizes.getNodes());
}

int64_t AddSelfLoopsOp::getResultSize(const ValueSizes &sizes) {
  return countEdges(getGraph(), /*addSelfLoops=*/true, sizes);
}

Cost AddSelfLoopsOp::getCost(const ValueSizes &sizes) {
  return {0, getGraphBytes(sizes.getNodes(), sizes.getEdges(getGraph())),
          getGraphBytes(sizes.getNodes(), getResultSize(sizes))};
}

Cost MissingSelfLoopsOp::getCost(const ValueSizes &sizes) {
  int64_t edges = sizes.getEdges(getGraph());
  return {edges, getGraphBytes(sizes.getNodes(), edges),
          getFloatBytes({sizes.getNodes()})};
}

Cost GCNNormOp::getCost(const ValueSizes &sizes) {
  int64_t nodes = sizes.getNodes();
  return {nodes, getRowPtrBytes(nodes), getFloatBytes({nodes})};
}

Cost AggregateOp::getCost(const ValueSizes &sizes) {
  Cost cost =
      getMessageCost(sizes.getEdges(getGraph()), getChannels(getX()), sizes);
  if (getWeights())
    cost += Cost{0, getBytes(getWeights(), sizes), 0};
  return cost;
}

int64_t EdgeAddOp::getResultSize(const ValueSizes &sizes) {
  return sizes.getEdges(getGraph());
}

/// Both ends are read for every edge.
Cost EdgeAddOp::getCost(const ValueSizes &sizes) {
  int64_t edges = sizes.getEdges(getGraph());
  int64_t heads = getChannels(getSource());
  return {times({edges, heads}),
          Cost::add(getGraphBytes(sizes.getNodes(), edges),
                    getFloatBytes({2, edges, heads})),
          getFloatBytes({edges, heads})};
}

/// Largest score, exponential and sum, division.
Cost EdgeSoftmaxOp::getCost(const ValueSizes &sizes) {
  int64_t read = getGraphBytes(sizes.getNodes(), sizes.getEdges(getGraph()));
  Cost cost = {times({3, sizes.getElements(getX())}),
               Cost::add(read, getBytes(getX(), sizes)),
               getBytes(getResult(), sizes)};
  cost.exponentials = sizes.getElements(getX());
  return cost;
}

Cost gnn::getScoreCost(int64_t edges, int64_t heads, const ValueSizes &sizes) {
  int64_t nodes = sizes.getNodes(), gathered = getFloatBytes({edges, heads});
  Cost cost = {times({5, edges, heads}),
               Cost::add(getFloatBytes({nodes, heads}), gathered), 0};
  cost.bytesGathered = gathered;
  cost.gatheredFrom = getFloatBytes({nodes, heads});
  cost.listedRows = times({3, nodes});
  cost.listedIndices = edges;
  cost.exponentials = Cost::add(times({edges, heads}),
                                times({nodes, sizes.getVectorElements() / 2}));
  return cost;
}

Cost AttentionOp::getCost(const ValueSizes &sizes) {
  int64_t edges = sizes.getEdges(getGraph());
  Cost cost = getMessageCost(edges, getChannels(getX()), sizes);
  return cost += getScoreCost(edges, getChannels(getSource()), sizes);
}

int64_t PoolOp::getResultSize(const ValueSizes &sizes) {
  return sizes.getGraphs();
}

Cost PoolOp::getCost(const ValueSizes &sizes) {
  return {sizes.getElements(getX()), getBytes(getX(), sizes),
          getBytes(getResult(), sizes)};
}
