//===- Refit.cpp - What stays makes up for what goes ----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Hessian.h"

#include "mlir/IR/Threading.h"

using namespace mlir;
using namespace mlir::gnn;
using Eigen::MatrixXd;
using Eigen::RowVectorXd;
using Eigen::VectorXd;

namespace {
/// The removed and the kept indices of a row.
struct Support {
  std::vector<Eigen::Index> removed, kept;

  Support(const llvm::BitVector &bits, int64_t row, int64_t columns) {
    for (int64_t i = 0; i < columns; ++i)
      (bits.test(row * columns + i) ? removed : kept).push_back(i);
  }
};

/// The weights w, zero in R and free in S, of least (w - w0) H (w - w0)^T. Two
/// forms are exact; the one with the smaller matrix to factor is taken.
class RowRefit {
public:
  RowRefit(const Hessian &hessian, bool needsInverse)
      : matrix(hessian.getMatrix()),
        inverse(needsInverse ? hessian.getInverse() : MatrixXd()) {}

  /// R is the smaller part.
  static bool usesInverse(const Support &support) {
    return support.removed.size() < support.kept.size();
  }

  void refit(const Support &support, Eigen::Ref<RowVectorXd> row) const {
    if (!support.removed.empty())
      usesInverse(support) ? update(support, row) : solve(support, row);
    row(support.removed).setZero();
  }

private:
  /// Least squares: w_S = w0_S + (H_SS)^-1 H_SR w0_R.
  void solve(const Support &support, Eigen::Ref<RowVectorXd> row) const {
    VectorXd removed = row(support.removed).transpose();
    VectorXd lost = matrix(support.kept, support.removed) * removed;
    MatrixXd kept = matrix(support.kept, support.kept);
    row(support.kept) += kept.llt().solve(lost).transpose();
  }

  /// Optimal brain surgeon, all of R at once:
  /// w = w0 - w0_R ((H^-1)_RR)^-1 (H^-1)_R.
  void update(const Support &support, Eigen::Ref<RowVectorXd> row) const {
    VectorXd lost = row(support.removed).transpose();
    MatrixXd block = inverse(support.removed, support.removed);
    VectorXd multipliers = block.llt().solve(lost);
    row -= (inverse(Eigen::all, support.removed) * multipliers).transpose();
  }

  const MatrixXd &matrix;
  MatrixXd inverse;
};
} // namespace

LogicalResult WeightCriterion::compensate(ScoringContext &context,
                                          ml_program::GlobalOp weight,
                                          llvm::BitVector &removed,
                                          MutableArrayRef<double> values,
                                          const ColumnChoice *) const {
  FailureOr<Hessian> hessian = Hessian::get(context, weight);
  if (failed(hessian))
    return failure();
  int64_t columns = hessian->getMatrix().rows();
  if (columns == 0)
    return success();
  std::vector<Support> supports;
  for (size_t row = 0; row < values.size() / columns; ++row)
    supports.emplace_back(removed, row, columns);
  RowRefit refit(*hessian, llvm::any_of(supports, RowRefit::usesInverse));
  parallelFor(weight.getContext(), 0, supports.size(), [&](size_t row) {
    refit.refit(supports[row], Eigen::Map<RowVectorXd>(
                                   values.data() + row * columns, columns));
  });
  return success();
}
