//===- Costs.cpp - Operations and bytes of each op ------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A multiply-add counts one, as does an addition or comparison of a reduction.
// Bytes are compulsory: every operand once, except that a message op reads a
// source row for every edge, and a sparse row a row of the weight for every
// stored element.
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Dialect/GNN/GNN.h"

#include "llvm/Support/MathExtras.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

static constexpr int64_t floatBytes = 4;
static constexpr int64_t columnBytes = 4;
static constexpr int64_t rowPtrBytes = 8;
/// Of the targets that we compile for: AVX2's.
static constexpr int64_t vectorElements = 8;
/// Of a register tile. One vector is not faster than two: loads of x bound it.
static constexpr int64_t tileOutputs = 2 * vectorElements;

/// The product, or the largest number where it is beyond that: sizes come from
/// the user. Cost::add saturates in the same way.
static int64_t times(ArrayRef<int64_t> factors) {
  int64_t product = 1;
  for (int64_t factor : factors)
    if (llvm::MulOverflow(product, factor, product))
      return std::numeric_limits<int64_t>::max();
  return product;
}

static int64_t floats(ArrayRef<int64_t> extents) {
  return times({times(extents), floatBytes});
}

/// The bytes of a CSR graph.
static int64_t graphBytes(int64_t nodes, int64_t edges) {
  return Cost::add(times({Cost::add(nodes, 1), rowPtrBytes}),
                   times({edges, columnBytes}));
}

/// A stored element of a sparse value also has a column index.
static int64_t bytes(Value value, const ValueSizes &sizes) {
  int64_t each = floatBytes + (isSparse(value.getType()) ? columnBytes : 0);
  return times({sizes.getElements(value), each});
}

static int64_t operandBytes(Operation *op, const ValueSizes &sizes) {
  int64_t total = 0;
  for (Value operand : op->getOperands())
    if (isa<RankedTensorType>(operand.getType()))
      total = Cost::add(total, bytes(operand, sizes));
  return total;
}

/// An op that does `each` operations on every element of its first operand.
static Cost perElement(Operation *op, const ValueSizes &sizes, int64_t each) {
  Value x = op->getOperand(0);
  return {times({each, sizes.getElements(x)}), operandBytes(op, sizes),
          bytes(op->getResult(0), sizes)};
}

/// The same for an op with an exponential or the like for every element.
static Cost perExponential(Operation *op, const ValueSizes &sizes,
                           int64_t each) {
  Cost cost = perElement(op, sizes, each);
  cost.exponentials = sizes.getElements(op->getOperand(0));
  return cost;
}

/// An op that only moves its operands to its result.
static Cost copy(Operation *op, const ValueSizes &sizes) {
  return perElement(op, sizes, 0);
}

static int64_t rounded(double count) {
  constexpr auto largest = std::numeric_limits<int64_t>::max();
  return count < double(largest) ? int64_t(std::round(count)) : largest;
}

/// What a dense x times a weight does beside multiply-adds: register tiles of
/// whole vectors, without the blocks that are zero, or a list of weights for
/// each output.
static Cost denseProduct(Value x, Value weight, int64_t adds,
                         const ValueSizes &sizes) {
  auto type = cast<RankedTensorType>(weight.getType());
  Cost cost;
  if (isa_and_nonnull<CSRAttr>(type.getEncoding()))
    cost.sparseMultiplyAdds = adds;
  else if (isSparse(type))
    cost.tiledMultiplyAdds = adds;
  else
    cost.tiledMultiplyAdds =
        times({sizes.getRows(x), type.getDimSize(1),
               int64_t(llvm::alignTo(type.getDimSize(0), tileOutputs))});
  return cost;
}

/// What sparse rows do beside: each stored element reads the weight's column.
static Cost sparseRows(Value x, Value weight, const ValueSizes &sizes) {
  auto shape = cast<RankedTensorType>(weight.getType()).getShape();
  Cost cost;
  cost.listedRows = sizes.getRows(x);
  cost.listedIndices = sizes.getElements(x);
  cost.bytesGathered = floats({sizes.getElements(x), shape[0]});
  cost.gatheredFrom = floats(shape);
  cost.bytesRead = cost.bytesGathered;
  return cost;
}

/// x w^T: a multiply-add for each pair of a stored element of x and a stored
/// element of the weight's column, taken as evenly filled.
static Cost product(Value x, Value weight, const ValueSizes &sizes) {
  auto shape = cast<RankedTensorType>(weight.getType()).getShape();
  double perColumn = double(sizes.getElements(weight)) /
                     double(std::max<int64_t>(shape[1], 1));
  int64_t adds = rounded(double(sizes.getElements(x)) * perColumn);
  Cost cost = {adds, bytes(x, sizes), floats({sizes.getRows(x), shape[0]})};
  if (isSparse(x.getType()))
    return cost += sparseRows(x, weight, sizes);
  cost.bytesRead = Cost::add(cost.bytesRead, bytes(weight, sizes));
  return cost += denseProduct(x, weight, adds, sizes);
}

/// One operation per edge and channel; a source row is read for every edge.
static Cost messages(int64_t edges, int64_t channels, const ValueSizes &sizes) {
  int64_t gathered = floats({edges, channels});
  Cost cost = {times({edges, channels}),
               Cost::add(graphBytes(sizes.getNodes(), edges), gathered),
               floats({sizes.getNodes(), channels})};
  cost.bytesGathered = gathered;
  cost.gatheredFrom = floats({sizes.getNodes(), channels});
  cost.listedRows = sizes.getNodes();
  cost.listedIndices = edges;
  return cost;
}

/// Edges once every node has exactly one self loop.
static int64_t withSelfLoops(int64_t edges, const ValueSizes &sizes) {
  int64_t others = std::max<int64_t>(edges - sizes.getSelfLoops(), 0);
  return Cost::add(others, sizes.getNodes());
}

/// The edges that a layer runs on.
static int64_t edgesOf(Value graph, bool addSelfLoops,
                       const ValueSizes &sizes) {
  int64_t edges = sizes.getEdges(graph);
  return addSelfLoops ? withSelfLoops(edges, sizes) : edges;
}

int64_t gnn::getRowsOfFirstFeatures(Operation *op, const ValueSizes &sizes) {
  for (Value operand : op->getOperands())
    if (isFeatures(operand.getType()))
      return sizes.getRows(operand);
  return sizes.getNodes();
}

//===----------------------------------------------------------------------===//
// Graphs and messages
//===----------------------------------------------------------------------===//

int64_t AddSelfLoopsOp::getResultSize(const ValueSizes &sizes) {
  return edgesOf(getGraph(), /*addSelfLoops=*/true, sizes);
}

Cost AddSelfLoopsOp::getCost(const ValueSizes &sizes) {
  return {0, graphBytes(sizes.getNodes(), sizes.getEdges(getGraph())),
          graphBytes(sizes.getNodes(), getResultSize(sizes))};
}

Cost MissingSelfLoopsOp::getCost(const ValueSizes &sizes) {
  int64_t edges = sizes.getEdges(getGraph());
  return {edges, graphBytes(sizes.getNodes(), edges),
          floats({sizes.getNodes()})};
}

Cost GCNNormOp::getCost(const ValueSizes &sizes) {
  int64_t nodes = sizes.getNodes();
  return {nodes, times({Cost::add(nodes, 1), rowPtrBytes}), floats({nodes})};
}

Cost AggregateOp::getCost(const ValueSizes &sizes) {
  Cost cost = messages(sizes.getEdges(getGraph()), getChannels(getX()), sizes);
  if (getWeights())
    cost += Cost{0, bytes(getWeights(), sizes), 0};
  return cost;
}

int64_t EdgeAddOp::getResultSize(const ValueSizes &sizes) {
  return sizes.getEdges(getGraph());
}

/// Both ends are read for every edge.
Cost EdgeAddOp::getCost(const ValueSizes &sizes) {
  int64_t edges = sizes.getEdges(getGraph());
  int64_t heads = getChannels(getSource());
  return {
      times({edges, heads}),
      Cost::add(graphBytes(sizes.getNodes(), edges), floats({2, edges, heads})),
      floats({edges, heads})};
}

/// Largest score, exponential and sum, division.
Cost EdgeSoftmaxOp::getCost(const ValueSizes &sizes) {
  int64_t read = graphBytes(sizes.getNodes(), sizes.getEdges(getGraph()));
  Cost cost = {times({3, sizes.getElements(getX())}),
               Cost::add(read, bytes(getX(), sizes)),
               bytes(getResult(), sizes)};
  cost.exponentials = sizes.getElements(getX());
  return cost;
}

/// What attention does on edges beside the weighted sum: the score (addition,
/// slope) of a source that is read by its index, and the softmax (3). Three
/// more passes over the edges of a row, whose last vector is half empty.
static Cost attentionScores(int64_t edges, int64_t heads,
                            const ValueSizes &sizes) {
  int64_t nodes = sizes.getNodes(), gathered = floats({edges, heads});
  Cost cost = {times({5, edges, heads}),
               Cost::add(floats({nodes, heads}), gathered), 0};
  cost.bytesGathered = gathered;
  cost.gatheredFrom = floats({nodes, heads});
  cost.listedRows = times({3, nodes});
  cost.listedIndices = edges;
  cost.exponentials =
      Cost::add(times({edges, heads}), times({nodes, vectorElements / 2}));
  return cost;
}

Cost AttentionOp::getCost(const ValueSizes &sizes) {
  int64_t edges = sizes.getEdges(getGraph());
  Cost cost = messages(edges, getChannels(getX()), sizes);
  return cost += attentionScores(edges, getChannels(getSource()), sizes);
}

int64_t PoolOp::getResultSize(const ValueSizes &sizes) {
  return sizes.getGraphs();
}

Cost PoolOp::getCost(const ValueSizes &sizes) {
  return {sizes.getElements(getX()), bytes(getX(), sizes),
          bytes(getResult(), sizes)};
}

//===----------------------------------------------------------------------===//
// Dense algebra
//===----------------------------------------------------------------------===//

Cost LinearOp::getCost(const ValueSizes &sizes) {
  return product(getX(), getWeight(), sizes);
}

Cost TransposeOp::getCost(const ValueSizes &sizes) {
  return copy(*this, sizes);
}

Cost HeadDotOp::getCost(const ValueSizes &sizes) {
  return perElement(*this, sizes, 1);
}

Cost HeadMeanOp::getCost(const ValueSizes &sizes) {
  return perElement(*this, sizes, 1);
}

Cost ConcatOp::getCost(const ValueSizes &sizes) { return copy(*this, sizes); }
Cost ToDenseOp::getCost(const ValueSizes &sizes) { return copy(*this, sizes); }

//===----------------------------------------------------------------------===//
// Elementwise and normalisations
//===----------------------------------------------------------------------===//

Cost ReluOp::getCost(const ValueSizes &sizes) {
  return perElement(*this, sizes, 1);
}
Cost LeakyReluOp::getCost(const ValueSizes &sizes) {
  return perElement(*this, sizes, 1);
}
Cost EluOp::getCost(const ValueSizes &sizes) {
  return perExponential(*this, sizes, 2);
}
Cost GeluOp::getCost(const ValueSizes &sizes) {
  return perExponential(*this, sizes, 4);
}
Cost SigmoidOp::getCost(const ValueSizes &sizes) {
  return perExponential(*this, sizes, 3);
}
Cost TanhOp::getCost(const ValueSizes &sizes) {
  return perExponential(*this, sizes, 1);
}
Cost DropoutOp::getCost(const ValueSizes &) { return {}; }
Cost AddOp::getCost(const ValueSizes &sizes) {
  return perElement(*this, sizes, 1);
}
Cost MaxOp::getCost(const ValueSizes &sizes) {
  return perElement(*this, sizes, 1);
}
Cost AddScaledOp::getCost(const ValueSizes &sizes) {
  return perElement(*this, sizes, 1);
}
Cost BiasAddOp::getCost(const ValueSizes &sizes) {
  return perElement(*this, sizes, 1);
}
Cost AddScaledRowsOp::getCost(const ValueSizes &sizes) {
  return perElement(*this, sizes, 1);
}
Cost ScaleRowsOp::getCost(const ValueSizes &sizes) {
  return perElement(*this, sizes, 1);
}
Cost BatchNormOp::getCost(const ValueSizes &sizes) {
  return perElement(*this, sizes, 1);
}
/// Sum, sum of squares, normalisation.
Cost LayerNormOp::getCost(const ValueSizes &sizes) {
  return perElement(*this, sizes, 3);
}
Cost L2NormalizeOp::getCost(const ValueSizes &sizes) {
  return perElement(*this, sizes, 2);
}
Cost LogSoftmaxOp::getCost(const ValueSizes &sizes) {
  return perExponential(*this, sizes, 3);
}
Cost NormalizeFeaturesOp::getCost(const ValueSizes &sizes) {
  return perElement(*this, sizes, 2);
}

//===----------------------------------------------------------------------===//
// Layers
//===----------------------------------------------------------------------===//

// A layer does the operations of its core ops, see gnn-decompose-layers, on the
// bytes that it would touch if its parts were fused.

/// `each` operations on every element of the result.
static Cost perResult(Operation *op, const ValueSizes &sizes, int64_t each) {
  int64_t channels = getChannels(op->getResult(0));
  return {times({each, sizes.getNodes(), channels}), 0, 0};
}

Cost GCNConvOp::getCost(const ValueSizes &sizes) {
  int64_t edges = edgesOf(getGraph(), getAddSelfLoops(), sizes);
  Cost cost = product(getX(), getWeight(), sizes);
  cost += messages(edges, getChannels(getResult()), sizes);
  if (getNormalize())
    cost += Cost{sizes.getNodes(), 0, 0};
  return cost += perResult(*this, sizes, 2 * getNormalize() + !!getBias());
}

Cost SAGEConvOp::getCost(const ValueSizes &sizes) {
  int64_t edges = sizes.getEdges(getGraph());
  Cost cost = messages(edges, getChannels(getX()), sizes);
  cost += product(getX(), getWeight(), sizes);
  if (getRoot())
    cost += product(getX(), getRoot(), sizes);
  return cost += perResult(*this, sizes, !!getRoot() + 2 * getNormalize());
}

Cost GATConvOp::getCost(const ValueSizes &sizes) {
  int64_t edges = edgesOf(getGraph(), getAddSelfLoops(), sizes);
  int64_t channels = getWeight().getType().getDimSize(0);
  bool joins = !getConcat() && getHeads() > 1;
  Cost cost = product(getX(), getWeight(), sizes);
  cost += Cost{times({2 + joins, sizes.getNodes(), channels}), 0, 0};
  cost += attentionScores(edges, getHeads(), sizes);
  cost += messages(edges, channels, sizes);
  return cost += perResult(*this, sizes, !!getBias());
}

Cost GINConvOp::getCost(const ValueSizes &sizes) {
  int64_t edges = sizes.getEdges(getGraph());
  Cost cost = messages(edges, getChannels(getX()), sizes);
  return cost += perResult(*this, sizes, 1);
}
