//===- InterpreterValue.h - What the interpreter computes with --*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_EXECUTION_INTERPRETERVALUE_H
#define GNN_OPT_EXECUTION_INTERPRETERVALUE_H

#include "gnn-opt/Execution/Dataset.h"
#include "gnn-opt/Execution/Graph.h"

#include "mlir/IR/Types.h"

#include <Eigen/Core>
#include <Eigen/SparseCore>

#include <memory>
#include <variant>
#include <vector>

namespace mlir::gnn {

/// Rows (nodes, edges, graphs) by channels, or a parameter, out by in.
using Matrix =
    Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using RowVector = Eigen::RowVectorXd;
using Vector = Eigen::VectorXd;
/// Features of which only nonzero elements are stored.
using SparseMatrix = Eigen::SparseMatrix<double, Eigen::RowMajor, int64_t>;
/// [G + 1]; segment g covers rows ptr[g] to ptr[g + 1].
using SegmentPtr = std::vector<int64_t>;

/// A value of the IR while it is interpreted: an immutable handle, cheap to
/// copy. Which alternative it holds follows from the IR type:
///
///   !gnn.graph                                  Graph
///   tensor<?xCxf32>, tensor<OxIxf32>            Matrix
///   tensor<?xCxf32, #gnn.csr>                   SparseMatrix
///   tensor<1xHxCxf32>                           Matrix [H, C]
///   tensor<?xf32>, tensor<Cxf32>                Vector
///   tensor<?xi64>                               SegmentPtr
class InterpreterValue {
public:
  /// An absent optional operand.
  InterpreterValue() = default;

  InterpreterValue(Graph value) : InterpreterValue(Storage(std::move(value))) {}
  InterpreterValue(Matrix value)
      : InterpreterValue(Storage(std::move(value))) {}
  InterpreterValue(SparseMatrix value)
      : InterpreterValue(Storage(std::move(value))) {}
  InterpreterValue(Vector value)
      : InterpreterValue(Storage(std::move(value))) {}
  InterpreterValue(SegmentPtr value)
      : InterpreterValue(Storage(std::move(value))) {}

  explicit operator bool() const { return storage != nullptr; }

  /// The alternative, which must be the one that the value holds.
  const Graph &graph() const { return get<Graph>(); }
  const Matrix &matrix() const { return get<Matrix>(); }
  const SparseMatrix &sparse() const { return get<SparseMatrix>(); }
  const Vector &vector() const { return get<Vector>(); }
  const SegmentPtr &segments() const { return get<SegmentPtr>(); }

  template <typename T> bool is() const {
    return storage && std::holds_alternative<T>(*storage);
  }

  /// Rows of features, dense or sparse, or the length of a vector; 0 otherwise.
  int64_t getNumRows() const;

  /// Whether a value of this IR type may look like this one. Dynamic extents
  /// fit every size.
  bool fits(Type type) const;

  /// What the value is, for messages: `features [4, 16]`.
  std::string describe() const;

private:
  using Storage = std::variant<Graph, Matrix, SparseMatrix, Vector, SegmentPtr>;

  explicit InterpreterValue(Storage value)
      : storage(std::make_shared<const Storage>(std::move(value))) {}

  template <typename T> const T &get() const {
    return *std::get_if<T>(storage.get());
  }

  std::shared_ptr<const Storage> storage;
};

/// Features of a data set in double precision, stored as they are there.
InterpreterValue makeFeatures(const Features &features);

} // namespace mlir::gnn

#endif // GNN_OPT_EXECUTION_INTERPRETERVALUE_H
