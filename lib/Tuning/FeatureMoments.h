//===- FeatureMoments.h - Moments of each column of features ----*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_FEATUREMOMENTS_H
#define GNN_OPT_LIB_TUNING_FEATUREMOMENTS_H

#include "gnn-opt/Execution/InterpreterValue.h"

namespace mlir::gnn {

/// Dense rows, of a matrix or a part of one.
using RowsRef = Eigen::Ref<const Matrix>;
using RowArray = Eigen::Array<double, 1, Eigen::Dynamic>;

/// Of rows with weights c_n >= 0. Parts are computed each by itself and then
/// merged, so that memory is that of one block of rows, and a variance is not
/// the difference of two large sums: Chan, Golub and LeVeque, "Updating
/// formulae and a pairwise algorithm for computing sample variances", 1979.
class FeatureMoments {
public:
  explicit FeatureMoments(int64_t channels);

  /// Rows that count 0 change nothing.
  void add(RowsRef x, const Vector &weights);
  /// The same for sparse rows, in time that follows the nonzeros.
  void add(const SparseMatrix &x, const Vector &weights);

  int64_t getNumChannels() const { return mean.size(); }
  /// The sum of c_n.
  double getRows() const { return rows; }

  /// [C]; all 0 without rows.
  RowArray getMean() const { return mean; }
  RowArray getMeanAbs() const { return average(absolute); }
  RowArray getVariance() const { return average(squares); }
  RowArray getZeros() const { return average(zeros); }
  RowArray getMin() const;
  RowArray getMax() const;

private:
  void merge(const FeatureMoments &part);
  RowArray average(const RowArray &sums) const;

  double rows = 0;
  RowArray mean;
  /// sum_n c_n (x_nk - mean_k)^2
  RowArray squares;
  /// sum_n c_n |x_nk|
  RowArray absolute;
  /// sum of the c_n of x_nk = 0
  RowArray zeros;
  /// Of rows that count; infinite before the first.
  RowArray min, max;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_FEATUREMOMENTS_H
