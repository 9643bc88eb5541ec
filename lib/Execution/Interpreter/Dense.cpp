//===- Dense.cpp - Dense algebra on rows of features ----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Checks.h"
#include "Evaluation.h"
#include "Formulas.h"

using namespace mlir;
using namespace mlir::gnn;

Matrix gnn::multiplyTransposed(const InterpreterValue &x,
                               const Matrix &weight) {
  return x.is<SparseMatrix>() ? Matrix(x.sparse() * weight.transpose())
                              : Matrix(x.matrix() * weight.transpose());
}

/// Eigen computes addresses within a matrix even where it has no memory.
static bool hasNoElements(const Matrix &x) { return x.size() == 0; }

Matrix gnn::dotHeads(const Matrix &x, const Matrix &vector) {
  int64_t width = vector.cols();
  Matrix y(x.rows(), vector.rows());
  if (hasNoElements(x))
    return y.setZero();
  for (int64_t head : llvm::seq(vector.rows()))
    y.col(head) =
        x.middleCols(head * width, width) * vector.row(head).transpose();
  return y;
}

Matrix gnn::meanOfHeads(const Matrix &x, int64_t heads) {
  int64_t width = x.cols() / heads;
  Matrix y = Matrix::Zero(x.rows(), width);
  if (hasNoElements(x))
    return y;
  for (int64_t head : llvm::seq(heads))
    y += x.middleCols(head * width, width);
  return y / heads;
}

/// y[n, o] = sum over i of x[n, i] * w[o, i] + b[o].
Result gnn::evaluate(LinearOp, Operands<LinearOp> in) {
  Matrix y = multiplyTransposed(in.getX(), in.getWeight().matrix());
  if (InterpreterValue bias = in.getBias())
    y.rowwise() += bias.vector().transpose();
  return InterpreterValue(std::move(y));
}

/// y[i, o] = w[o, i].
Result gnn::evaluate(TransposeOp, Operands<TransposeOp> in) {
  return InterpreterValue(Matrix(in.getX().matrix().transpose()));
}

/// y[n, h] = sum over c of x[n, h * C + c] * a[0, h, c].
Result gnn::evaluate(HeadDotOp, Operands<HeadDotOp> in) {
  return InterpreterValue(
      dotHeads(in.getX().matrix(), in.getVector().matrix()));
}

/// y[n, c] = (1 / H) * sum over h of x[n, h * C + c].
Result gnn::evaluate(HeadMeanOp op, Operands<HeadMeanOp> in) {
  return InterpreterValue(meanOfHeads(in.getX().matrix(), op.getHeads()));
}

/// y[n, :] = [x0[n, :], x1[n, :], ...].
Result gnn::evaluate(ConcatOp op, Operands<ConcatOp> in) {
  int64_t rows = in.getInputs().front().getNumRows(), columns = 0;
  for (const InterpreterValue &input : in.getInputs()) {
    if (failed(expectRows(op, "every input", rows, input)))
      return failure();
    columns += input.matrix().cols();
  }
  Matrix y(rows, columns);
  if (hasNoElements(y))
    return InterpreterValue(std::move(y));
  int64_t offset = 0;
  for (const InterpreterValue &input : in.getInputs()) {
    y.middleCols(offset, input.matrix().cols()) = input.matrix();
    offset += input.matrix().cols();
  }
  return InterpreterValue(std::move(y));
}

Result gnn::evaluate(ToDenseOp, Operands<ToDenseOp> in) {
  if (!in.getX().is<SparseMatrix>())
    return in.getX();
  return InterpreterValue(Matrix(in.getX().sparse()));
}
