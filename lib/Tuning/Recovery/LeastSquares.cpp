//===- LeastSquares.cpp - Ridge regression on a Gram matrix ---------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LeastSquares.h"

#include <Eigen/Cholesky>

using namespace mlir;
using namespace mlir::gnn;

void NormalEquations::add(const ColumnMatrix &x, const ColumnMatrix &y,
                          const Vector &c) {
  ColumnMatrix weighted = c.asDiagonal() * x;
  gram.noalias() += weighted.transpose() * x;
  moments.noalias() += weighted.transpose() * y;
  targetNorm += c.dot(y.rowwise().squaredNorm());
}

/// How many directions of a symmetric positive matrix, whose diagonal is 1, are
/// more than rounding errors.
static int64_t getRank(const Eigen::LDLT<ColumnMatrix> &factors) {
  Vector pivots = factors.vectorD();
  double least = double(pivots.size()) * 1e-14;
  return (pivots.array() > least).count();
}

using Solution = std::variant<ColumnMatrix, Singular>;

/// A^-1 b for symmetric positive A, scaled to a unit diagonal first: features
/// differ by orders of magnitude.
static Solution solveSymmetric(ColumnMatrix a, ColumnMatrix b) {
  // A zero on the diagonal stays one, and is a missing rank.
  Vector scale = a.diagonal().unaryExpr(
      [](double each) { return each > 0 ? 1 / std::sqrt(each) : 0.0; });
  a = scale.asDiagonal() * a * scale.asDiagonal();
  Eigen::LDLT<ColumnMatrix> factors(a);
  if (int64_t rank = getRank(factors); rank < a.rows())
    return Singular{rank, a.rows()};
  b = scale.asDiagonal() * b;
  return ColumnMatrix(scale.asDiagonal() * factors.solve(b));
}

/// Each target by itself, on the features that it may read.
static Solution solveOnSupport(const ColumnMatrix &a, const ColumnMatrix &b,
                               const std::vector<std::vector<bool>> &support) {
  ColumnMatrix solution = ColumnMatrix::Zero(b.rows(), b.cols());
  for (int64_t target = 0; target < b.cols(); ++target) {
    std::vector<int64_t> kept;
    for (int64_t k = 0; k < b.rows(); ++k)
      if (support[target][k])
        kept.push_back(k);
    if (kept.empty())
      continue;
    Solution part = solveSymmetric(a(kept, kept), b(kept, target));
    if (auto *singular = std::get_if<Singular>(&part))
      return *singular;
    solution(kept, target) = std::get<ColumnMatrix>(part).col(0);
  }
  return solution;
}

Solution gnn::solve(const NormalEquations &equations, const Vector &ridge,
                    const ColumnMatrix &prior, const Support &support) {
  if (equations.getNumFeatures() == 0)
    return prior;
  ColumnMatrix a = equations.gram;
  a.diagonal() += ridge;
  ColumnMatrix b = equations.moments - equations.gram * prior;
  Solution change =
      support ? solveOnSupport(a, b, *support) : solveSymmetric(a, b);
  if (auto *singular = std::get_if<Singular>(&change))
    return *singular;
  return ColumnMatrix(prior + std::get<ColumnMatrix>(change));
}

double gnn::getSquaredError(const NormalEquations &equations,
                            const ColumnMatrix &solution) {
  double product = equations.moments.cwiseProduct(solution).sum();
  double square = solution.cwiseProduct(equations.gram * solution).sum();
  return std::max(equations.targetNorm - 2 * product + square, 0.0);
}
