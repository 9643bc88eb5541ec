//===- LayerError.cpp - What a layer's output loses with its inputs -------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LayerError.h"

#include "Hessian.h"

using namespace mlir;
using namespace mlir::gnn;
using Eigen::MatrixXd;

MatrixXd gnn::getGram(const GroupReader &reader) {
  return Eigen::Map<const MatrixXd>(reader.statistics->gram.data(),
                                    reader.inputs, reader.inputs);
}

MatrixXd gnn::getWeights(const GroupReader &reader) {
  MatrixXd weights(reader.outputs, reader.inputs);
  for (int64_t row = 0; row < reader.outputs; ++row)
    for (int64_t column = 0; column < reader.inputs; ++column)
      weights(row, column) = reader.getWeight(row, column);
  return weights;
}

FailureOr<LayerError> LayerError::create(ScoringContext &context,
                                         const GroupReader &reader) {
  FailureOr<Hessian> hessian = Hessian::get(context, reader.weight);
  if (failed(hessian))
    return failure();
  LayerError error;
  error.inverse = hessian->getInverse();
  error.weights = getWeights(reader);
  MatrixXd gram = getGram(reader);
  for (int64_t column = 0; column < reader.inputs; ++column)
    if (gram(column, column) == 0)
      error.weights.col(column).setZero();
  return error;
}

/// ([H^-1]_SS)^-1 times `right`.
static MatrixXd solveBlock(const MatrixXd &inverse, ArrayRef<int64_t> columns,
                           const MatrixXd &right) {
  return inverse(columns, columns).llt().solve(right);
}

double LayerError::getIncrease(ArrayRef<int64_t> columns) const {
  MatrixXd removed = weights(Eigen::all, columns).transpose();
  return removed.cwiseProduct(solveBlock(inverse, columns, removed)).sum();
}

void LayerError::remove(ArrayRef<int64_t> columns) {
  MatrixXd rows = inverse(columns, Eigen::all);
  MatrixXd refit = solveBlock(inverse, columns, rows);
  weights -= weights(Eigen::all, columns) * refit;
  inverse -= rows.transpose() * refit;
  for (int64_t column : columns) {
    weights.col(column).setZero();
    inverse.row(column).setZero();
    inverse.col(column).setZero();
  }
}
