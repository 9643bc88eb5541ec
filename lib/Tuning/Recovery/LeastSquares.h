//===- LeastSquares.h - Ridge regression on a Gram matrix -------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   W = argmin sum_n c_n |W x_n - y_n|^2 + sum_k l_k |W_k - P_k|^2
//     = P + (G + L)^-1 (X^T C Y - G P),   G = X^T C X
//
// with features x_n [K], targets y_n [O], and P what W is drawn to. Rows come
// in blocks, and only G [K, K] and X^T C Y [K, O] are kept.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_RECOVERY_LEASTSQUARES_H
#define GNN_OPT_LIB_TUNING_RECOVERY_LEASTSQUARES_H

#include "gnn-opt/Execution/InterpreterValue.h"

#include "mlir/Support/LLVM.h"

#include <optional>
#include <variant>
#include <vector>

namespace mlir::gnn {

using ColumnMatrix = Eigen::MatrixXd;

struct NormalEquations {
  NormalEquations(int64_t features, int64_t targets)
      : gram(ColumnMatrix::Zero(features, features)),
        moments(ColumnMatrix::Zero(features, targets)) {}

  /// Adds rows x [n, K] and y [n, O], which count c [n] times each.
  void add(const ColumnMatrix &x, const ColumnMatrix &y, const Vector &c);

  int64_t getNumFeatures() const { return gram.rows(); }
  int64_t getNumTargets() const { return moments.cols(); }

  /// G and X^T C Y.
  ColumnMatrix gram, moments;
  /// sum_n c_n |y_n|^2.
  double targetNorm = 0;
};

/// Which features each target may read: absent for all, or [K] of each target.
using Support = std::optional<std::vector<std::vector<bool>>>;

/// A matrix that has no inverse to working precision.
struct Singular {
  int64_t rank;
  int64_t size;
};

/// W^T [K, O], the prior outside the support; `prior` P^T [K, O], `ridge` L
/// [K].
std::variant<ColumnMatrix, Singular> solve(const NormalEquations &equations,
                                           const Vector &ridge,
                                           const ColumnMatrix &prior,
                                           const Support &support);

/// sum_n c_n |W x_n - y_n|^2 for W^T [K, O].
double getSquaredError(const NormalEquations &equations,
                       const ColumnMatrix &solution);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_RECOVERY_LEASTSQUARES_H
