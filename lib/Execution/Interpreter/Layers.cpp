//===- Layers.cpp - The published layers, each by its own formula ---------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Not by way of their decomposition, which is tested against this.
//
//===----------------------------------------------------------------------===//

#include "Checks.h"
#include "Evaluation.h"
#include "Formulas.h"

using namespace mlir;
using namespace mlir::gnn;

static Matrix withBias(Matrix y, const InterpreterValue &bias) {
  if (bias)
    y.rowwise() += bias.vector().transpose();
  return y;
}

/// y += scale * x[row], of features dense or sparse.
static void addRow(Eigen::Ref<RowVector> y, const InterpreterValue &x,
                   int64_t row, double scale = 1) {
  if (!x.is<SparseMatrix>()) {
    y += scale * x.matrix().row(row);
    return;
  }
  for (SparseMatrix::InnerIterator e(x.sparse(), row); e; ++e)
    y[e.col()] += scale * e.value();
}

static RowVector getRow(const InterpreterValue &x, int64_t row) {
  RowVector y = RowVector::Zero(x.is<SparseMatrix>() ? x.sparse().cols()
                                                     : x.matrix().cols());
  addRow(y, x, row);
  return y;
}

/// Kipf and Welling, 2017: y[i] = sum over edges (j -> i) of
/// (d[i] d[j])^(-1/2) * w x[j] + b, d the in-degree; without `normalize` every
/// coefficient is 1.
Result gnn::evaluate(GCNConvOp op, Operands<GCNConvOp> in) {
  if (failed(expectNodeRows(op, "x", in.getGraph().graph(), in.getX())))
    return failure();
  const Graph &given = in.getGraph().graph();
  Graph graph = op.getAddSelfLoops() ? withSelfLoops(given) : given;
  Matrix z = multiplyTransposed(in.getX(), in.getWeight().matrix());
  Matrix y = Matrix::Zero(z.rows(), z.cols());
  for (int64_t i : llvm::seq(y.rows()))
    for (int64_t edge : edgesInto(graph, i)) {
      int64_t j = graph.colIdx[edge];
      double coefficient =
          inverseSqrt(getDegree(graph, i)) * inverseSqrt(getDegree(graph, j));
      y.row(i) += (op.getNormalize() ? coefficient : 1.0) * z.row(j);
    }
  return InterpreterValue(withBias(std::move(y), in.getBias()));
}

/// A[i, j]: how often j -> i is an edge, or its share of the edges into i.
static SparseMatrix adjacency(const Graph &graph, bool isMean) {
  std::vector<Eigen::Triplet<double, int64_t>> edges;
  edges.reserve(graph.getNumEdges());
  for (int64_t i : llvm::seq(graph.getNumNodes()))
    for (int64_t edge : edgesInto(graph, i))
      edges.emplace_back(i, graph.colIdx[edge],
                         isMean ? 1 / getDegree(graph, i) : 1.0);
  SparseMatrix result(graph.getNumNodes(), graph.getNumNodes());
  result.setFromTriplets(edges.begin(), edges.end());
  return result;
}

/// y[i] = aggr(x[j] for edges j -> i). The sum of sparse rows is sparse.
static InterpreterValue reduceNeighbours(ReductionKind kind, const Graph &graph,
                                         const InterpreterValue &x,
                                         int64_t channels) {
  bool isMean = kind == ReductionKind::mean;
  if (x.is<SparseMatrix>() && (isMean || kind == ReductionKind::sum))
    return SparseMatrix(adjacency(graph, isMean) * x.sparse());
  Matrix y(graph.getNumNodes(), channels);
  for (int64_t i : llvm::seq(y.rows())) {
    RowReducer neighbours(kind, channels);
    for (int64_t edge : edgesInto(graph, i))
      neighbours.add(getRow(x, graph.colIdx[edge]));
    y.row(i) = neighbours.get();
  }
  return y;
}

/// Hamilton, Ying and Leskovec, 2017: y[i] = w_l aggr(x[j] for edges j -> i)
/// + b + w_r x[i], divided by its norm where asked.
Result gnn::evaluate(SAGEConvOp op, Operands<SAGEConvOp> in) {
  const Graph &graph = in.getGraph().graph();
  const Matrix &weight = in.getWeight().matrix();
  if (failed(expectNodeRows(op, "x", graph, in.getX())))
    return failure();
  Matrix y = multiplyTransposed(
      reduceNeighbours(op.getAggr(), graph, in.getX(), weight.cols()), weight);
  if (InterpreterValue root = in.getRoot())
    y += multiplyTransposed(in.getX(), root.matrix());
  y = withBias(std::move(y), in.getBias());
  if (op.getNormalize())
    for (int64_t i : llvm::seq(y.rows()))
      y.row(i) = l2Normalize(y.row(i));
  return InterpreterValue(std::move(y));
}

/// Velickovic et al., 2018: z = x w^T in heads; y[i] = sum over edges (j -> i)
/// of softmax(leaky_relu(<att_src, z[j]> + <att_dst, z[i]>)) * z[j], the heads
/// side by side or averaged, + b.
Result gnn::evaluate(GATConvOp op, Operands<GATConvOp> in) {
  if (failed(expectNodeRows(op, "x", in.getGraph().graph(), in.getX())))
    return failure();
  const Graph &given = in.getGraph().graph();
  Graph graph = op.getAddSelfLoops() ? withSelfLoops(given) : given;
  Matrix z = multiplyTransposed(in.getX(), in.getWeight().matrix());
  Matrix y = attend(graph, z, dotHeads(z, in.getAttSrc().matrix()),
                    dotHeads(z, in.getAttDst().matrix()),
                    op.getNegativeSlope().convertToDouble());
  if (!op.getConcat())
    y = meanOfHeads(y, op.getHeads());
  return InterpreterValue(withBias(std::move(y), in.getBias()));
}

/// Xu et al., 2019, equation 4.1 before its MLP: y[i] = (1 + eps) x[i]
/// + sum over edges (j -> i) of x[j].
Result gnn::evaluate(GINConvOp op, Operands<GINConvOp> in) {
  const Graph &graph = in.getGraph().graph();
  if (failed(expectNodeRows(op, "x", graph, in.getX())))
    return failure();
  double eps = in.getEps().vector()[0];
  Matrix y = Matrix::Zero(graph.getNumNodes(), getChannels(op.getX()));
  for (int64_t i : llvm::seq(y.rows())) {
    addRow(y.row(i), in.getX(), i, 1 + eps);
    for (int64_t edge : edgesInto(graph, i))
      addRow(y.row(i), in.getX(), graph.colIdx[edge]);
  }
  return InterpreterValue(std::move(y));
}
