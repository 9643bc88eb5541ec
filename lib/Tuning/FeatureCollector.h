//===- FeatureCollector.h - What one weight's features were -----*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_FEATURECOLLECTOR_H
#define GNN_OPT_LIB_TUNING_FEATURECOLLECTOR_H

#include "FeatureHistogram.h"
#include "FeatureMoments.h"
#include "GramMatrix.h"
#include "gnn-opt/Analysis/FeatureStatistics.h"

#include <optional>

namespace mlir::gnn {

/// Collects the statistics of all features that one weight multiplies, in two
/// runs: moments first, then what needs their range, and the Gram matrix.
class FeatureCollector {
public:
  explicit FeatureCollector(int64_t channels) : moments(channels) {}

  /// `x` has `heads` times the channels side by side.
  void addMoments(const InterpreterValue &x, int64_t heads,
                  const Vector &weights);
  /// Ends the first run.
  void beginSecondRun() {
    histogram.emplace(moments.getMin(), moments.getMax());
  }
  void addHistogram(const InterpreterValue &x, int64_t heads,
                    const Vector &weights);
  void addGram(const InterpreterValue &x, int64_t heads, const Vector &weights);
  /// Dense columns from `i` and from `j`.
  void addGram(const InterpreterValue &columnsFromI,
               const InterpreterValue &columnsFromJ, int64_t i, int64_t j,
               const Vector &weights);

  FeatureStatistics getStatistics() const;

private:
  GramMatrix &getGram();

  FeatureMoments moments;
  std::optional<FeatureHistogram> histogram;
  std::optional<GramMatrix> gram;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_FEATURECOLLECTOR_H
