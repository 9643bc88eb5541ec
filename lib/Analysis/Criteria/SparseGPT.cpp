//===- SparseGPT.cpp - Optimal brain surgeon, one column after another ----===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Criteria.h"
#include "Hessian.h"

using namespace mlir;
using namespace mlir::gnn;
using Eigen::Index;
using Eigen::MatrixXd;
using ml_program::GlobalOp;

/// Columns whose updates of the others are applied together.
static constexpr int64_t blockWidth = 128;

/// U, upper triangular, with H^-1 = U^T U: its row j has, but for a factor, row
/// j of the inverse of what is left of H without the columns before j. From the
/// end, H is L L^T, and U is L^-1.
static FailureOr<MatrixXd> factorInverse(ScoringContext &context,
                                         GlobalOp weight) {
  FailureOr<Hessian> hessian = Hessian::get(context, weight);
  if (failed(hessian))
    return failure();
  MatrixXd reversed = hessian->getMatrix().reverse();
  MatrixXd inverse = MatrixXd::Identity(reversed.rows(), reversed.rows());
  reversed.llt().matrixL().solveInPlace(inverse);
  return MatrixXd(inverse.reverse());
}

namespace {
/// The sweep over the columns of one matrix.
class ColumnSweep {
public:
  ColumnSweep(const MatrixXd &factor, llvm::BitVector &removed,
              MutableArrayRef<double> values)
      : factor(factor), removed(removed),
        weights(values.data(), values.size() / factor.rows(), factor.rows()) {}

  void run(const ColumnChoice *choice) {
    int64_t columns = weights.cols();
    int64_t width = choice ? choice->width : blockWidth;
    for (int64_t begin = 0; begin < columns; begin += width) {
      int64_t end = std::min(begin + width, columns);
      if (choice)
        choose(*choice, begin, end);
      removeColumns(begin, end);
    }
  }

private:
  void choose(const ColumnChoice &choice, Index begin, Index end) {
    RowMajorMatrix scores = weights.middleCols(begin, end - begin);
    for (Index j = begin; j < end; ++j)
      scores.col(j - begin) /= factor(j, j);
    scores = scores.cwiseAbs2().eval();
    choice.choose(begin, ArrayRef(scores.data(), scores.size()), removed);
  }

  /// Errors e_j = w_j / U_jj of what goes are made up for by the columns after
  /// j, w_k -= e_j U_jk: at once inside the block, and later behind it.
  void removeColumns(Index begin, Index end) {
    MatrixXd errors(weights.rows(), end - begin);
    for (Index j = begin; j < end; ++j) {
      auto error = errors.col(j - begin);
      for (Index row = 0; row < weights.rows(); ++row)
        error(row) = isRemoved(row, j) ? weights(row, j) / factor(j, j) : 0;
      weights.middleCols(j, end - j) -=
          error * factor.row(j).segment(j, end - j);
      for (Index row = 0; row < weights.rows(); ++row)
        if (isRemoved(row, j))
          weights(row, j) = 0;
    }
    Index rest = weights.cols() - end;
    weights.rightCols(rest) -=
        errors * factor.block(begin, end, end - begin, rest);
  }

  bool isRemoved(Index row, Index column) const {
    return removed.test(row * weights.cols() + column);
  }

  const MatrixXd &factor;
  llvm::BitVector &removed;
  Eigen::Map<RowMajorMatrix> weights;
};

/// w_oj^2 / U_jj^2, and the update of the later columns of the row: Frantar and
/// Alistarh, "SparseGPT: massive language models can be accurately pruned in
/// one-shot", 2023. Where the caller can choose by columns, scores are of the
/// weights as earlier columns left them, in blocks of 128 columns, or of the M
/// of an N:M pattern.
struct SparseGPT : WeightCriterion {
  StringRef getName() const override { return "sparsegpt"; }
  CriterionNeeds getNeeds() const override { return CriterionNeeds::gram; }
  bool isComparable() const override { return false; }
  bool compensatesByDefault() const override { return true; }
  bool choosesByColumns() const override { return true; }

  FailureOr<std::vector<double>> score(ScoringContext &context,
                                       GlobalOp weight) const override {
    FailureOr<ArrayRef<float>> values = context.getValues(weight);
    if (failed(values))
      return failure();
    FailureOr<MatrixXd> factor = factorInverse(context, weight);
    if (failed(factor))
      return failure();
    std::vector<double> scores;
    for (auto [index, value] : llvm::enumerate(*values)) {
      Index column = index % factor->rows();
      double error = double(value) / (*factor)(column, column);
      scores.push_back(error * error);
    }
    return scores;
  }

  LogicalResult compensate(ScoringContext &context, GlobalOp weight,
                           llvm::BitVector &removed,
                           MutableArrayRef<double> values,
                           const ColumnChoice *choice) const override {
    FailureOr<MatrixXd> factor = factorInverse(context, weight);
    if (failed(factor))
      return failure();
    if (!values.empty())
      ColumnSweep(*factor, removed, values).run(choice);
    return success();
  }
};
} // namespace

std::unique_ptr<WeightCriterion> gnn::createSparseGPT() {
  return std::make_unique<SparseGPT>();
}
