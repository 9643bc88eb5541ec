//===- Hessian.h - The curvature of a layer's error -------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A layer's output is X W^T. Where a row w of W becomes v, its column errs by
// (v - w) G (v - w)^T in squares, with G = X^T X: the Hessian of the error, but
// for a factor of two, and the same for all rows.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_ANALYSIS_CRITERIA_HESSIAN_H
#define GNN_OPT_LIB_ANALYSIS_CRITERIA_HESSIAN_H

#include "gnn-opt/Analysis/Criterion.h"

#include <Eigen/Cholesky>

namespace mlir::gnn {

/// A weight matrix [O, I] as it lies in memory.
using RowMajorMatrix =
    Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

class Hessian {
public:
  /// H = G + damping * mean(diag G) * I for the features that the weight
  /// multiplies, and I where these are all zero. Errors: the weight has no Gram
  /// matrix, or H is not positive definite.
  static FailureOr<Hessian> get(ScoringContext &context,
                                ml_program::GlobalOp weight);

  const Eigen::MatrixXd &getMatrix() const { return matrix; }
  Eigen::MatrixXd getInverse() const {
    return factor.solve(
        Eigen::MatrixXd::Identity(matrix.rows(), matrix.rows()));
  }

private:
  explicit Hessian(Eigen::MatrixXd from)
      : matrix(std::move(from)), factor(matrix) {}

  Eigen::MatrixXd matrix;
  Eigen::LLT<Eigen::MatrixXd> factor;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_ANALYSIS_CRITERIA_HESSIAN_H
