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
// source row for every edge.
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Dialect/GNN/GNN.h"

using namespace mlir;
using namespace mlir::gnn;

static constexpr int64_t floatBytes = 4;
static constexpr int64_t columnBytes = 4;
static constexpr int64_t rowPtrBytes = 8;

/// The bytes of a CSR graph.
static int64_t graphBytes(const Workload &work) {
  return (work.nodes + 1) * rowPtrBytes + work.edges * columnBytes;
}

/// The stored elements of features or of a parameter.
static int64_t elements(Value value, const Workload &work) {
  if (isSparse(value.getType()))
    return work.nonzeros(value);
  int64_t count = 1;
  for (int64_t size : cast<RankedTensorType>(value.getType()).getShape())
    count *= ShapedType::isDynamic(size) ? work.nodes : size;
  return count;
}

/// A stored element of a sparse value also has a column index.
static int64_t bytes(Value value, const Workload &work) {
  int64_t each = floatBytes + (isSparse(value.getType()) ? columnBytes : 0);
  return elements(value, work) * each;
}

static int64_t operandBytes(Operation *op, const Workload &work) {
  int64_t total = 0;
  for (Value operand : op->getOperands())
    if (isa<RankedTensorType>(operand.getType()))
      total += bytes(operand, work);
  return total;
}

/// An op that does `each` operations on every element of its first operand.
static Cost perElement(Operation *op, const Workload &work, int64_t each) {
  Value x = op->getOperand(0);
  return {each * elements(x, work), operandBytes(op, work),
          bytes(op->getResult(0), work)};
}

/// x w^T: a multiply-add for each pair of a stored element of x and a stored
/// element of the weight's column, taken as evenly filled.
static Cost product(Value x, Value weight, int64_t rows, const Workload &work) {
  auto shape = cast<RankedTensorType>(weight.getType()).getShape();
  double perRow = double(elements(x, work)) / std::max<int64_t>(rows, 1);
  double density =
      double(elements(weight, work)) / std::max<int64_t>(shape[0] * shape[1], 1);
  double adds = double(rows) * perRow * density * double(shape[0]);
  return {int64_t(adds + 0.5), bytes(x, work) + bytes(weight, work),
          rows * shape[0] * floatBytes};
}

/// One operation per edge and channel; a source row is read for every edge.
static Cost messages(int64_t edges, int64_t channels, int64_t operations,
                     const Workload &work) {
  return {edges * channels * operations,
          graphBytes(work) + edges * channels * floatBytes,
          work.nodes * channels * floatBytes};
}

static Workload withSelfLoops(const Workload &work, bool loops) {
  Workload result = work;
  result.edges += loops ? work.nodes : 0;
  return result;
}

//===----------------------------------------------------------------------===//
// Graphs and messages
//===----------------------------------------------------------------------===//

Cost AddSelfLoopsOp::getCost(const Workload &work) {
  return {0, graphBytes(work), graphBytes(withSelfLoops(work, true))};
}

Cost GCNNormOp::getCost(const Workload &work) {
  return {work.nodes, (work.nodes + 1) * rowPtrBytes, work.nodes * floatBytes};
}

Cost AggregateOp::getCost(const Workload &work) {
  Cost cost = messages(work.edges, getChannels(getX()), 1, work);
  if (getWeights())
    cost.bytesRead += work.edges * getChannels(getWeights()) * floatBytes;
  return cost;
}

Cost EdgeAddOp::getCost(const Workload &work) {
  int64_t values = work.edges * getChannels(getSource());
  return {values, graphBytes(work) + 2 * values * floatBytes,
          values * floatBytes};
}

/// Largest score, exponential and sum, division.
Cost EdgeSoftmaxOp::getCost(const Workload &work) {
  int64_t values = work.edges * getChannels(getX());
  return {3 * values, graphBytes(work) + values * floatBytes,
          values * floatBytes};
}

/// The score (addition, slope), the softmax (3), and the weighted sum.
Cost AttentionOp::getCost(const Workload &work) {
  int64_t heads = getChannels(getSource());
  Cost cost = messages(work.edges, getChannels(getX()), 1, work);
  cost.multiplyAdds += 5 * work.edges * heads;
  cost.bytesRead += 2 * work.nodes * heads * floatBytes;
  return cost;
}

Cost PoolOp::getCost(const Workload &work) {
  int64_t channels = getChannels(getX());
  return {work.nodes * channels, work.nodes * channels * floatBytes,
          work.graphs * channels * floatBytes};
}

//===----------------------------------------------------------------------===//
// Dense algebra
//===----------------------------------------------------------------------===//

Cost LinearOp::getCost(const Workload &work) {
  return product(getX(), getWeight(), work.nodes, work);
}

Cost TransposeOp::getCost(const Workload &work) {
  return {0, bytes(getX(), work), bytes(getResult(), work)};
}

Cost HeadDotOp::getCost(const Workload &work) {
  return perElement(*this, work, 1);
}

Cost HeadMeanOp::getCost(const Workload &work) {
  return perElement(*this, work, 1);
}

Cost ConcatOp::getCost(const Workload &work) {
  return {0, operandBytes(*this, work), bytes(getResult(), work)};
}

Cost ToDenseOp::getCost(const Workload &work) {
  return {0, bytes(getX(), work), bytes(getResult(), work)};
}

//===----------------------------------------------------------------------===//
// Elementwise and normalisations
//===----------------------------------------------------------------------===//

Cost ReluOp::getCost(const Workload &work) { return perElement(*this, work, 1); }
Cost LeakyReluOp::getCost(const Workload &work) {
  return perElement(*this, work, 1);
}
Cost EluOp::getCost(const Workload &work) { return perElement(*this, work, 2); }
Cost GeluOp::getCost(const Workload &work) { return perElement(*this, work, 4); }
Cost SigmoidOp::getCost(const Workload &work) {
  return perElement(*this, work, 3);
}
Cost TanhOp::getCost(const Workload &work) { return perElement(*this, work, 1); }
Cost DropoutOp::getCost(const Workload &) { return {}; }
Cost AddOp::getCost(const Workload &work) { return perElement(*this, work, 1); }
Cost AddScaledOp::getCost(const Workload &work) {
  return perElement(*this, work, 1);
}
Cost BiasAddOp::getCost(const Workload &work) {
  return perElement(*this, work, 1);
}
Cost ScaleRowsOp::getCost(const Workload &work) {
  return perElement(*this, work, 1);
}
Cost BatchNormOp::getCost(const Workload &work) {
  return perElement(*this, work, 1);
}
/// Sum, sum of squares, normalisation.
Cost LayerNormOp::getCost(const Workload &work) {
  return perElement(*this, work, 3);
}
Cost L2NormalizeOp::getCost(const Workload &work) {
  return perElement(*this, work, 2);
}
Cost LogSoftmaxOp::getCost(const Workload &work) {
  return perElement(*this, work, 3);
}
Cost NormalizeFeaturesOp::getCost(const Workload &work) {
  return perElement(*this, work, 2);
}

//===----------------------------------------------------------------------===//
// Layers
//===----------------------------------------------------------------------===//

Cost GCNConvOp::getCost(const Workload &work) {
  Workload loops = withSelfLoops(work, getAddSelfLoops());
  Cost cost = product(getX(), getWeight(), work.nodes, work);
  return cost += messages(loops.edges, getChannels(getResult()), 1, loops);
}

Cost SAGEConvOp::getCost(const Workload &work) {
  Cost cost = messages(work.edges, getChannels(getX()), 1, work);
  cost += product(getX(), getWeight(), work.nodes, work);
  if (getRoot())
    cost += product(getX(), getRoot(), work.nodes, work);
  return cost;
}

Cost GATConvOp::getCost(const Workload &work) {
  Workload loops = withSelfLoops(work, getAddSelfLoops());
  int64_t channels = getWeight().getType().getDimSize(0);
  Cost cost = product(getX(), getWeight(), work.nodes, work);
  cost.multiplyAdds += 2 * work.nodes * channels;
  cost.multiplyAdds += 5 * loops.edges * getHeads();
  return cost += messages(loops.edges, channels, 1, loops);
}

Cost GINConvOp::getCost(const Workload &work) {
  int64_t channels = getChannels(getX());
  Cost cost = messages(work.edges, channels, 1, work);
  cost.multiplyAdds += work.nodes * channels;
  return cost;
}
