//===- SparseColumns.h - Sparse rows that count, by column ------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_SPARSECOLUMNS_H
#define GNN_OPT_LIB_TUNING_SPARSECOLUMNS_H

#include "FeatureMoments.h"

namespace mlir::gnn {

/// The elements of sparse rows, each with what its row counts; borrows both.
class SparseColumns {
public:
  SparseColumns(const SparseMatrix &x, const Vector &weights)
      : x(x), weights(weights) {}

  /// Calls `visit(column, c_n, value)` for each stored element of a row that
  /// counts.
  template <typename Visitor> void forEach(Visitor visit) const {
    for (int64_t row = 0; row < x.rows(); ++row)
      if (weights[row] != 0)
        for (SparseMatrix::InnerIterator element(x, row); element; ++element)
          visit(element.col(), weights[row], element.value());
  }

  /// What the rows count, by column, in which an element is not stored: exactly
  /// 0 where all are.
  RowArray getAbsent() const {
    RowArray stored = RowArray::Zero(x.cols());
    Eigen::Array<int64_t, 1, Eigen::Dynamic> count =
        Eigen::Array<int64_t, 1, Eigen::Dynamic>::Zero(x.cols());
    forEach([&](int64_t column, double c, double) {
      stored[column] += c;
      ++count[column];
    });
    int64_t rows = (weights.array() != 0).count();
    return (count == rows).select(0.0, (weights.sum() - stored).max(0.0));
  }

private:
  const SparseMatrix &x;
  const Vector &weights;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_SPARSECOLUMNS_H
