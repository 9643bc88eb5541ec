//===- OutputError.cpp - How much of a product changed --------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OutputError.h"

#include <Eigen/Core>

using namespace mlir;
using namespace mlir::gnn;
using Eigen::MatrixXd;

/// [I, O], as a row-major [O, I] lies in memory.
static MatrixXd getTransposed(ArrayRef<double> values, int64_t columns) {
  return Eigen::Map<const MatrixXd>(values.data(), columns,
                                    values.size() / columns);
}

/// tr(W^T G W).
static double getSquare(const MatrixXd &gram, const MatrixXd &weight) {
  return (gram * weight).cwiseProduct(weight).sum();
}

double gnn::getOutputError(const FeatureStatistics &statistics,
                           ArrayRef<float> before, ArrayRef<double> after) {
  int64_t columns = statistics.getNumChannels();
  if (before.empty())
    return 0;
  MatrixXd gram =
      Eigen::Map<const MatrixXd>(statistics.gram.data(), columns, columns);
  MatrixXd weight =
      getTransposed(std::vector<double>(before.begin(), before.end()), columns);
  double whole = getSquare(gram, weight);
  if (!(whole > 0))
    return 0;
  return getSquare(gram, getTransposed(after, columns) - weight) / whole;
}
