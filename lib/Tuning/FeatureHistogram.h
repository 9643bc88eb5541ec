//===- FeatureHistogram.h - The entropy of each column ----------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_FEATUREHISTOGRAM_H
#define GNN_OPT_LIB_TUNING_FEATUREHISTOGRAM_H

#include "FeatureMoments.h"

namespace mlir::gnn {

/// A histogram of kEntropyBins equal bins a channel, over ranges that must be
/// known before: hence a second pass over the features.
class FeatureHistogram {
public:
  FeatureHistogram(RowArray min, RowArray max);

  void add(RowsRef x, const Vector &weights);
  void add(const SparseMatrix &x, const Vector &weights);

  /// [C], in nats: -sum_b p_b log p_b with p_b what the bin counts of what all
  /// count.
  RowArray getEntropy() const;

private:
  double &getBin(int64_t channel, double value);

  RowArray min;
  /// Half of max - min, which cannot overflow.
  RowArray halfWidth;
  /// [C, kEntropyBins]
  Matrix counts;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_FEATUREHISTOGRAM_H
