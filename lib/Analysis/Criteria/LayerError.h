//===- LayerError.h - What a layer loses with inputs ------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A weight W [O, C] multiplies features whose Gram matrix is G [C, C]. When the
// columns S of W go, and the others are refit by least squares, the squared
// error of the output grows by
//
//   tr(W_S ([H^-1]_SS)^-1 W_S^T)
//
// with H the damped G of Hessian.h, and the refit weights are
// W - W_S ([H^-1]_SS)^-1 [H^-1]_S,:. Hassibi and Stork, "Second order
// derivatives for network pruning: optimal brain surgeon", 1993; by structures:
// Kurtic et al., "ZipLM: inference-aware structured pruning of language
// models", 2023. H has no factor 2, and the error no factor 1/2.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_ANALYSIS_CRITERIA_LAYERERROR_H
#define GNN_OPT_LIB_ANALYSIS_CRITERIA_LAYERERROR_H

#include "Readers.h"

#include <Eigen/Core>

namespace mlir::gnn {

/// The reader's Gram matrix.
Eigen::MatrixXd getGram(const GroupReader &reader);

/// The reader's weights.
Eigen::MatrixXd getWeights(const GroupReader &reader);

/// A weight that loses columns, and is refit.
class LayerError {
public:
  /// Fails with an error on a weight whose H has no inverse.
  static FailureOr<LayerError> create(ScoringContext &context,
                                      const GroupReader &reader);

  /// By how much the squared error grows when the columns go next.
  double getIncrease(ArrayRef<int64_t> columns) const;

  /// Takes the columns out, and refits.
  void remove(ArrayRef<int64_t> columns);

private:
  /// W and H^-1 for the columns that are left; zero where they are not. Columns
  /// whose features are all zero have no weights from the start.
  Eigen::MatrixXd weights, inverse;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_ANALYSIS_CRITERIA_LAYERERROR_H
