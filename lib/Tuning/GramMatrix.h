//===- GramMatrix.h - Products of columns, summed over rows -----*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_GRAMMATRIX_H
#define GNN_OPT_LIB_TUNING_GRAMMATRIX_H

#include "FeatureMoments.h"

namespace mlir::gnn {

/// sum_n c_n x_n^T x_n, [C, C]. Rows come in any number of pieces; memory is
/// that of the matrix and one block of rows.
class GramMatrix {
public:
  explicit GramMatrix(int64_t channels)
      : upper(Matrix::Zero(channels, channels)) {}

  void add(RowsRef x, const Vector &weights);
  /// From nonzeros alone.
  void add(const SparseMatrix &x, const Vector &weights);
  /// The part of columns from `i` and of columns from `j`, i <= j: for features
  /// of which only some columns are there at a time.
  void add(RowsRef columnsFromI, RowsRef columnsFromJ, int64_t i, int64_t j,
           const Vector &weights);

  Matrix get() const { return upper.selfadjointView<Eigen::Upper>(); }

private:
  /// Only its upper triangle counts.
  Matrix upper;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_GRAMMATRIX_H
