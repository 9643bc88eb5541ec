//===- Messages.cpp - What flows along edges, and into graphs -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Checks.h"
#include "Evaluation.h"
#include "Formulas.h"

using namespace mlir;
using namespace mlir::gnn;

//===----------------------------------------------------------------------===//
// Aggregation
//===----------------------------------------------------------------------===//

/// w[head(c)] * x[c], head(c) = c / (C / H).
static RowVector scaleHeads(RowVector x, const RowVector &weights) {
  int64_t width = x.size() / weights.size();
  for (int64_t channel : llvm::seq(x.size()))
    x[channel] *= weights[channel / width];
  return x;
}

/// y[i, c] = reduce over edges e = (j -> i) of w[e, head(c)] * x[j, c].
Result gnn::evaluate(AggregateOp op, Operands<AggregateOp> in) {
  const Graph &graph = in.getGraph().graph();
  const Matrix &x = in.getX().matrix();
  InterpreterValue weights = in.getWeights();
  if (failed(expectNodeRows(op, "x", graph, in.getX())) ||
      (weights && failed(expectEdgeRows(op, "weights", graph, weights))))
    return failure();
  Matrix y(x.rows(), x.cols());
  for (int64_t node : llvm::seq(x.rows())) {
    RowReducer reduction(op.getReduction(), x.cols());
    for (int64_t edge : edgesInto(graph, node)) {
      RowVector message = x.row(graph.colIdx[edge]);
      reduction.add(weights ? scaleHeads(message, weights.matrix().row(edge))
                            : message);
    }
    y.row(node) = reduction.get();
  }
  return InterpreterValue(std::move(y));
}

/// y[g, c] = reduce over nodes n in [ptr[g], ptr[g + 1]) of x[n, c].
Result gnn::evaluate(PoolOp op, Operands<PoolOp> in) {
  const Matrix &x = in.getX().matrix();
  const SegmentPtr &ptr = in.getPtr().segments();
  if (failed(expectSegments(op, ptr, x.rows())))
    return failure();
  Matrix y(ptr.size() - 1, x.cols());
  for (int64_t segment : llvm::seq(y.rows())) {
    RowReducer reduction(op.getReduction(), x.cols());
    for (int64_t node : llvm::seq(ptr[segment], ptr[segment + 1]))
      reduction.add(x.row(node));
    y.row(segment) = reduction.get();
  }
  return InterpreterValue(std::move(y));
}

//===----------------------------------------------------------------------===//
// Attention
//===----------------------------------------------------------------------===//

/// e[k, h] = source[j, h] + target[i, h] for edge k = (j -> i).
Result gnn::evaluate(EdgeAddOp op, Operands<EdgeAddOp> in) {
  const Graph &graph = in.getGraph().graph();
  if (failed(expectNodeRows(op, "source", graph, in.getSource())) ||
      failed(expectNodeRows(op, "target", graph, in.getTarget())))
    return failure();
  const Matrix &source = in.getSource().matrix();
  const Matrix &target = in.getTarget().matrix();
  Matrix result(graph.getNumEdges(), source.cols());
  for (int64_t node : llvm::seq(graph.getNumNodes()))
    for (int64_t edge : edgesInto(graph, node))
      result.row(edge) = source.row(graph.colIdx[edge]) + target.row(node);
  return InterpreterValue(std::move(result));
}

/// softmax() over the edges of each row, head by head.
Result gnn::evaluate(EdgeSoftmaxOp op, Operands<EdgeSoftmaxOp> in) {
  const Graph &graph = in.getGraph().graph();
  const Matrix &scores = in.getX().matrix();
  if (failed(expectEdgeRows(op, "x", graph, in.getX())))
    return failure();
  Matrix result(scores.rows(), scores.cols());
  for (int64_t node : llvm::seq(graph.getNumNodes()))
    for (int64_t head : llvm::seq(scores.cols())) {
      std::vector<double> row;
      for (int64_t edge : edgesInto(graph, node))
        row.push_back(scores(edge, head));
      for (auto [edge, weight] :
           llvm::zip_equal(edgesInto(graph, node), softmax(row)))
        result(edge, head) = weight;
    }
  return InterpreterValue(std::move(result));
}

/// The sources of the edges into `node`, itself last where it is missing.
static std::vector<int64_t> getNeighbours(const Graph &graph, int64_t node,
                                          double missing) {
  std::vector<int64_t> neighbours;
  for (int64_t edge : edgesInto(graph, node))
    neighbours.push_back(graph.colIdx[edge]);
  if (missing)
    neighbours.push_back(node);
  return neighbours;
}

Matrix gnn::attend(const Graph &graph, const Matrix &x, const Matrix &source,
                   const Matrix &target, double negativeSlope,
                   const Vector *missing) {
  int64_t heads = source.cols(), width = x.cols() / heads;
  Matrix y = Matrix::Zero(x.rows(), x.cols());
  for (int64_t node : llvm::seq(x.rows())) {
    double own = missing ? (*missing)[node] : 0;
    std::vector<int64_t> neighbours = getNeighbours(graph, node, own);
    for (int64_t head : llvm::seq(heads)) {
      std::vector<double> scores;
      for (int64_t neighbour : neighbours)
        scores.push_back(leakyRelu(source(neighbour, head) + target(node, head),
                                   negativeSlope));
      for (auto [neighbour, weight] :
           llvm::zip_equal(neighbours, softmax(scores, own ? own : 1)))
        y.row(node).segment(head * width, width) +=
            weight * x.row(neighbour).segment(head * width, width);
    }
  }
  return y;
}

Result gnn::evaluate(AttentionOp op, Operands<AttentionOp> in) {
  const Graph &graph = in.getGraph().graph();
  InterpreterValue missing = in.getMissing();
  if (failed(expectNodeRows(op, "x", graph, in.getX())) ||
      failed(expectNodeRows(op, "source", graph, in.getSource())) ||
      failed(expectNodeRows(op, "target", graph, in.getTarget())) ||
      (missing && failed(expectNodeRows(op, "missing", graph, missing))))
    return failure();
  return InterpreterValue(
      attend(graph, in.getX().matrix(), in.getSource().matrix(),
             in.getTarget().matrix(), op.getNegativeSlope().convertToDouble(),
             missing ? &missing.vector() : nullptr));
}
