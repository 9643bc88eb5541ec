//===- FeatureMoments.cpp - Moments of each column of features ------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FeatureMoments.h"

#include "SparseColumns.h"

#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace mlir::gnn;

/// Rows that are summed at a time.
static constexpr int64_t blockRows = 256;

static constexpr double infinity = std::numeric_limits<double>::infinity();

FeatureMoments::FeatureMoments(int64_t channels)
    : mean(RowArray::Zero(channels)), squares(mean), absolute(mean),
      zeros(mean), min(RowArray::Constant(channels, infinity)), max(-min) {}

RowArray FeatureMoments::average(const RowArray &sums) const {
  return rows > 0 ? RowArray(sums / rows) : RowArray::Zero(sums.size());
}

RowArray FeatureMoments::getMin() const {
  return rows > 0 ? min : RowArray::Zero(min.size());
}

RowArray FeatureMoments::getMax() const {
  return rows > 0 ? max : RowArray::Zero(max.size());
}

void FeatureMoments::merge(const FeatureMoments &part) {
  if (part.rows == 0)
    return;
  if (rows == 0) {
    *this = part;
    return;
  }
  double total = rows + part.rows;
  RowArray shift = part.mean - mean;
  mean += shift * (part.rows / total);
  squares += part.squares + shift.square() * (rows * (part.rows / total));
  absolute += part.absolute;
  zeros += part.zeros;
  min = min.min(part.min);
  max = max.max(part.max);
  rows = total;
}

void FeatureMoments::add(RowsRef x, const Vector &weights) {
  if (x.size() == 0 && x.cols() != 0)
    return;
  for (int64_t begin = 0; begin < x.rows(); begin += blockRows) {
    int64_t size = std::min(blockRows, x.rows() - begin);
    auto block = x.middleRows(begin, size);
    auto c = weights.segment(begin, size).array();
    FeatureMoments part(x.cols());
    for (int64_t row : llvm::seq(size)) {
      if (c[row] == 0)
        continue;
      auto values = block.row(row).array();
      part.rows += c[row];
      part.mean += c[row] * values;
      part.absolute += c[row] * values.abs();
      part.zeros += c[row] * (values == 0).cast<double>();
      part.min = part.min.min(values);
      part.max = part.max.max(values);
    }
    part.mean = part.average(part.mean);
    for (int64_t row : llvm::seq(size))
      part.squares += c[row] * (block.row(row).array() - part.mean).square();
    merge(part);
  }
}

void FeatureMoments::add(const SparseMatrix &x, const Vector &weights) {
  FeatureMoments part(x.cols());
  part.rows = weights.sum();
  if (part.rows == 0)
    return;
  SparseColumns columns(x, weights);
  columns.forEach([&](int64_t k, double c, double value) {
    part.mean[k] += c * value;
    part.absolute[k] += c * std::abs(value);
    part.zeros[k] += value == 0 ? c : 0;
    part.min[k] = std::min(part.min[k], value);
    part.max[k] = std::max(part.max[k], value);
  });
  part.mean = part.average(part.mean);
  columns.forEach([&](int64_t k, double c, double value) {
    part.squares[k] += c * (value - part.mean[k]) * (value - part.mean[k]);
  });
  // What is not stored is 0.
  RowArray absent = columns.getAbsent();
  part.zeros += absent;
  part.squares += absent * part.mean.square();
  part.min = (absent > 0).select(part.min.min(0.0), part.min);
  part.max = (absent > 0).select(part.max.max(0.0), part.max);
  merge(part);
}
