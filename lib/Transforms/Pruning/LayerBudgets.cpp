//===- LayerBudgets.cpp - What part of each layer goes --------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LayerBudgets.h"

using namespace mlir;
using namespace mlir::gnn;

static double getSize(const WeightMatrix &matrix) {
  return double(matrix.values.size());
}

/// O + I.
static double getShare(const WeightMatrix &matrix) {
  return double(matrix.getRows() + matrix.columns);
}

/// e * (O + I), the weights that a matrix keeps.
static double getKept(const WeightMatrix &matrix, double scale) {
  return std::min(getSize(matrix), scale * getShare(matrix));
}

/// The e with which `kept` weights stay of all matrices. Matrices fill up in
/// the order of e at which they are full.
static double findScale(std::vector<const WeightMatrix *> matrices,
                        double kept) {
  llvm::sort(matrices, [](const WeightMatrix *a, const WeightMatrix *b) {
    return getSize(*a) * getShare(*b) < getSize(*b) * getShare(*a);
  });
  double shares = 0;
  for (const WeightMatrix *matrix : matrices)
    shares += getShare(*matrix);
  for (const WeightMatrix *matrix : matrices) {
    double scale = kept / shares;
    if (scale * getShare(*matrix) < getSize(*matrix))
      return scale;
    kept -= getSize(*matrix);
    shares -= getShare(*matrix);
  }
  return std::numeric_limits<double>::infinity();
}

std::vector<double> gnn::getLayerSparsities(ArrayRef<WeightMatrix> matrices,
                                            double sparsity) {
  std::vector<const WeightMatrix *> counted;
  double size = 0;
  for (const WeightMatrix &matrix : matrices)
    if (!matrix.sparsity && !matrix.values.empty()) {
      counted.push_back(&matrix);
      size += getSize(matrix);
    }
  double scale = findScale(counted, (1 - sparsity) * size);
  std::vector<double> sparsities;
  for (const WeightMatrix &matrix : matrices)
    sparsities.push_back(matrix.values.empty()
                             ? 0
                             : 1 - getKept(matrix, scale) / getSize(matrix));
  return sparsities;
}
