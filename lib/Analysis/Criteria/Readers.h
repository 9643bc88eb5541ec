//===- Readers.h - The weights that multiply a group's channels -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_ANALYSIS_CRITERIA_READERS_H
#define GNN_OPT_LIB_ANALYSIS_CRITERIA_READERS_H

#include "gnn-opt/Analysis/Criterion.h"

namespace mlir::gnn {

/// A weight W [outputs, inputs] that multiplies channels of a group, and the
/// statistics of the features X that it multiplies: X W^T.
struct GroupReader {
  ml_program::GlobalOp weight;
  int64_t outputs = 0, inputs = 0;
  /// Row-major.
  ArrayRef<float> values;
  /// Null where they were not asked for.
  const FeatureStatistics *statistics = nullptr;
  /// The columns of each channel, by its place in the group: several where the
  /// channel lies beside itself, as in self || neighbours, or in heads.
  std::vector<std::vector<int64_t>> columns;

  double getWeight(int64_t row, int64_t column) const {
    return values[row * inputs + column];
  }
  /// The Euclidean norm of W[:, column].
  double getColumnNorm(int64_t column) const;
};

/// Matrices only: an attention vector reads channels to decide how much of them
/// is read, not what. Empty for channels that nothing multiplies. Fails with an
/// error on an op that multiplies the channels with what is no parameter, and
/// where values or statistics are missing.
FailureOr<std::vector<GroupReader>> getGroupReaders(ScoringContext &context,
                                                    const ChannelGroup &group,
                                                    CriterionNeeds needs);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_ANALYSIS_CRITERIA_READERS_H
