//===- FeatureHistogram.cpp - The entropy of each column ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FeatureHistogram.h"

#include "SparseColumns.h"
#include "gnn-opt/Analysis/FeatureStatistics.h"

using namespace mlir;
using namespace mlir::gnn;

FeatureHistogram::FeatureHistogram(RowArray lowest, RowArray highest)
    : min(std::move(lowest)), halfWidth(highest / 2 - min / 2),
      counts(Matrix::Zero(min.size(), kEntropyBins)) {}

double &FeatureHistogram::getBin(int64_t channel, double value) {
  double width = halfWidth[channel];
  if (!(width > 0))
    return counts(channel, 0);
  double place = (value / 2 - min[channel] / 2) / width * kEntropyBins;
  double bin = std::clamp(place, 0.0, double(kEntropyBins - 1));
  return counts(channel, static_cast<int64_t>(bin));
}

void FeatureHistogram::add(RowsRef x, const Vector &weights) {
  for (int64_t row = 0; row < x.rows(); ++row)
    if (weights[row] != 0)
      for (int64_t channel = 0; channel < x.cols(); ++channel)
        getBin(channel, x(row, channel)) += weights[row];
}

void FeatureHistogram::add(const SparseMatrix &x, const Vector &weights) {
  SparseColumns columns(x, weights);
  columns.forEach([&](int64_t channel, double c, double value) {
    getBin(channel, value) += c;
  });
  RowArray absent = columns.getAbsent();
  for (int64_t channel = 0; channel < x.cols(); ++channel)
    if (absent[channel] > 0)
      getBin(channel, 0) += absent[channel];
}

RowArray FeatureHistogram::getEntropy() const {
  RowArray entropy = RowArray::Zero(counts.rows());
  for (int64_t channel = 0; channel < counts.rows(); ++channel) {
    double total = counts.row(channel).sum();
    for (double count : counts.row(channel))
      if (count > 0)
        entropy[channel] -= count / total * std::log(count / total);
  }
  return entropy.max(0.0);
}
