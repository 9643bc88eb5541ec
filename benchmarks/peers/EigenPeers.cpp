//===- EigenPeers.cpp - Eigen's sparse and dense products -----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Peers.h"

#include <Eigen/Core>
#include <Eigen/SparseCore>

using namespace mlir::gnn;
using namespace mlir::gnn::peers;

using Matrix =
    Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using In = Eigen::Map<const Matrix>;
using Out = Eigen::Map<Matrix>;
/// Eigen's own index type: what a user of Eigen has.
using Sparse = Eigen::SparseMatrix<float, Eigen::RowMajor, int>;

static Sparse toEigen(const CSR &a) {
  std::vector<int> outer(a.rowPtr, a.rowPtr + a.rows + 1);
  std::vector<float> ones;
  if (!a.values)
    ones.assign(a.stored(), 1.0f);
  return Eigen::Map<const Sparse>(a.rows, a.columns, a.stored(), outer.data(),
                                  a.colIdx, a.values ? a.values : ones.data());
}

namespace {
/// y = sparse * x
struct SparseTimesDense : Peer {
  SparseTimesDense(const CSR &a, const float *x, int64_t channels, float *y)
      : a(toEigen(a)), x(x, a.columns, channels), y(y, a.rows, channels) {}

  void run() override { y.noalias() = a * x; }

  Sparse a;
  In x;
  Out y;
};

/// The weight as a user has it, inputs by outputs.
struct SparseFeatures : Peer {
  explicit SparseFeatures(const SparseFeaturesTask &task)
      : x(toEigen(task.x)),
        weight(In(task.weight, task.outputs, task.x.columns).transpose()),
        y(task.y, task.x.rows, task.outputs) {}

  void run() override { y.noalias() = x * weight; }

  Sparse x;
  Matrix weight;
  Out y;
};

struct Dense : Peer {
  explicit Dense(const DenseTask &task)
      : x(task.x, task.rows, task.inputs),
        weight(task.weight, task.outputs, task.inputs),
        y(task.y, task.rows, task.outputs) {}

  void run() override { y.noalias() = x * weight.transpose(); }

  In x, weight;
  Out y;
};

struct SparseWeight : Peer {
  explicit SparseWeight(const DenseTask &task)
      : x(task.x, task.rows, task.inputs),
        weight(In(task.weight, task.outputs, task.inputs)
                   .transpose()
                   .sparseView()),
        y(task.y, task.rows, task.outputs) {}

  void run() override { y.noalias() = x * weight; }

  In x;
  Sparse weight;
  Out y;
};
} // namespace

PeerPtr peers::makeEigenAggregate(const AggregateTask &task) {
  return std::make_unique<SparseTimesDense>(task.a, task.x, task.channels,
                                            task.y);
}

PeerPtr peers::makeEigenSparseFeatures(const SparseFeaturesTask &task) {
  return std::make_unique<SparseFeatures>(task);
}

PeerPtr peers::makeEigenDense(const DenseTask &task) {
  return std::make_unique<Dense>(task);
}

PeerPtr peers::makeEigenSparseWeight(const DenseTask &task) {
  return std::make_unique<SparseWeight>(task);
}
