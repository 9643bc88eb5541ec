//===- RecoveryFormulaTest.cpp - Refitted layers by hand ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The layers are written out with dense matrices, and solved by QR.
//
//===----------------------------------------------------------------------===//

#include "RecoveryFixture.h"

#include <Eigen/QR>

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
/// A[i, j] = number of edges j -> i.
Matrix makeAdjacency(const Graph &graph) {
  int64_t nodes = graph.getNumNodes();
  Matrix a = Matrix::Zero(nodes, nodes);
  for (int64_t node = 0; node < nodes; ++node)
    for (int64_t e = graph.rowPtr[node]; e < graph.rowPtr[node + 1]; ++e)
      a(node, graph.colIdx[e]) += 1;
  return a;
}

/// D^(-1/2) (A without loops + I) D^(-1/2).
Matrix makeNormalized(const Graph &graph) {
  Matrix a = makeAdjacency(graph);
  a.diagonal().setOnes();
  Vector c = a.rowwise().sum().cwiseSqrt().cwiseInverse();
  return c.asDiagonal() * a * c.asDiagonal();
}

Matrix makeInput(const Dataset &data) {
  auto &dense = std::get<DenseFeatures>(data.features);
  Matrix x(dense.rows, dense.columns);
  llvm::copy(dense.values, x.data());
  return x;
}

/// argmin sum_n c_n |x_n U - y_n|^2 + sum_k l_k |U_k - P_k|^2, where l is
/// `ridge` times the mean square sum of the first columns, all but the last,
/// and times its own square sum for the last, the ones.
Matrix solveRidge(const Matrix &x, const Matrix &y, const Vector &c,
                  const Matrix &prior, double ridge) {
  int64_t size = x.cols();
  Vector squares =
      (c.asDiagonal() * x.array().square().matrix()).colwise().sum();
  Vector l = Vector::Constant(size, ridge * squares.head(size - 1).mean());
  l[size - 1] = ridge * squares[size - 1];
  Matrix a(x.rows() + size, size), b(x.rows() + size, y.cols());
  a << c.cwiseSqrt().asDiagonal() * x, Matrix(l.cwiseSqrt().asDiagonal());
  b << c.cwiseSqrt().asDiagonal() * y, l.cwiseSqrt().asDiagonal() * prior;
  return a.colPivHouseholderQr().solve(b);
}

Matrix stack(ArrayRef<Matrix> parts) {
  int64_t rows = 0;
  for (const Matrix &part : parts)
    rows += part.rows();
  Matrix all(rows, parts.front().cols());
  int64_t offset = 0;
  for (const Matrix &part : parts) {
    all.middleRows(offset, part.rows()) = part;
    offset += part.rows();
  }
  return all;
}

Matrix ones(int64_t rows) { return Matrix::Ones(rows, 1); }
Matrix relu(const Matrix &x) { return x.cwiseMax(0.0); }
} // namespace

/// GCN: on the aggregated activations, with weights of rows some of which are
/// 0.
TEST_F(RecoveryTest, GraphConvolutionByHand) {
  OwningOpRef<ModuleOp> model = makeModel("gcn", 1);
  Dataset data = makeData(30, 2);
  OwningOpRef<ModuleOp> pruned = removeFrom(*model, "conv1", {1, 4});
  RowWeights weights{Vector::LinSpaced(30, 0, 2), Vector::Ones(1)};
  weights.nodes.tail(5).setZero();
  auto layers = recover(*pruned, *model, data, weights, {.ridge = 1e-3});
  ASSERT_TRUE(succeeded(layers)) << errors;

  Matrix a = makeNormalized(data.graph);
  Matrix h = relu(
      (a * makeInput(data) * getMatrix(*model, "conv1.lin.weight").transpose())
          .rowwise() +
      getVector(*model, "conv1.bias").transpose());
  Matrix w = getMatrix(*model, "conv2.lin.weight").transpose();
  Matrix bias = getVector(*model, "conv2.bias").transpose();
  std::vector<int> kept = {0, 2, 3, 5};
  Matrix target = (a * h * w).rowwise() + RowVector(bias.row(0));
  Matrix features(30, 5);
  features << a * h(Eigen::all, kept), ones(30);
  Matrix expected = solveRidge(features, target, weights.nodes,
                               stack({w(kept, Eigen::all), bias}), 1e-3);

  Matrix got = stack({getMatrix(*pruned, "conv2.lin.weight").transpose(),
                      getVector(*pruned, "conv2.bias").transpose()});
  EXPECT_LT(compareMatrices(expected, got), 1e-5);
  // The first layer was not touched: its inputs are what they were.
  ASSERT_EQ(layers->size(), 1u);
  EXPECT_EQ(layers->front().name, "conv2.lin.weight");
  Matrix first = getMatrix(*model, "conv1.lin.weight");
  EXPECT_EQ(Matrix(first(kept, Eigen::all)),
            getMatrix(*pruned, "conv1.lin.weight"));
}

/// GraphSAGE: the weights of the neighbours and of the node itself together.
/// The second layer of the model takes the maximum over neighbours.
TEST_F(RecoveryTest, GraphSageByHand) {
  OwningOpRef<ModuleOp> model = makeModel("sage", 3);
  Dataset data = makeData(40, 4);
  OwningOpRef<ModuleOp> pruned = removeFrom(*model, "conv1", {0, 2});
  recoverModel(*pruned, *model, data, {.ridge = 1e-2});

  Matrix a = makeAdjacency(data.graph), x = makeInput(data);
  Vector degree = a.rowwise().sum().cwiseMax(1.0);
  Matrix mean = degree.cwiseInverse().asDiagonal() * a * x;
  auto w = [&](StringRef name) {
    return Matrix(getMatrix(*model, name).transpose());
  };
  Matrix h = relu(
      (mean * w("conv1.lin_l.weight") + x * w("conv1.lin_r.weight")).rowwise() +
      getVector(*model, "conv1.lin_l.bias").transpose());
  Matrix maximum = Matrix::Zero(40, 6);
  for (int node = 0; node < 40; ++node)
    for (int other = 0; other < 40; ++other)
      if (a(node, other) > 0) // activations are not negative
        maximum.row(node) = maximum.row(node).cwiseMax(h.row(other));
  Matrix bias = getVector(*model, "conv2.lin_l.bias").transpose();
  Matrix target =
      (maximum * w("conv2.lin_l.weight") + h * w("conv2.lin_r.weight"))
          .rowwise() +
      RowVector(bias.row(0));
  std::vector<int> kept = {1, 3, 4, 5};
  Matrix features(40, 9);
  features << maximum(Eigen::all, kept), h(Eigen::all, kept), ones(40);
  Matrix prior = stack({w("conv2.lin_l.weight")(kept, Eigen::all),
                        w("conv2.lin_r.weight")(kept, Eigen::all), bias});
  Matrix expected = solveRidge(features, target, Vector::Ones(40), prior, 1e-2);

  Matrix got = stack({getMatrix(*pruned, "conv2.lin_l.weight").transpose(),
                      getMatrix(*pruned, "conv2.lin_r.weight").transpose(),
                      getVector(*pruned, "conv2.lin_l.bias").transpose()});
  EXPECT_LT(compareMatrices(expected, got), 1e-5);
}
