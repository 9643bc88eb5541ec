//===- GroupCriterion.h - Criteria of a group, or a weight ------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_ANALYSIS_CRITERIA_GROUPCRITERION_H
#define GNN_OPT_LIB_ANALYSIS_CRITERIA_GROUPCRITERION_H

#include "Readers.h"

namespace mlir::gnn {

/// Scores the channels of each group among themselves. Those of frozen groups
/// stay at 0: nothing is asked of their statistics.
class GroupCriterion : public ChannelCriterion {
public:
  FailureOr<std::vector<double>> score(ScoringContext &context) const final;

protected:
  /// One number a channel, in the group's order.
  virtual FailureOr<std::vector<double>>
  scoreGroup(ScoringContext &context, const ChannelGroup &group) const = 0;
};

/// Scores the channels of each group by all weights that multiply them.
class ReadersCriterion : public GroupCriterion {
protected:
  FailureOr<std::vector<double>>
  scoreGroup(ScoringContext &context, const ChannelGroup &group) const final;

  virtual FailureOr<std::vector<double>>
  scoreReaders(ScoringContext &context, const ChannelGroup &group,
               ArrayRef<GroupReader> readers) const = 0;
};

/// Adds what each weight that multiplies the channels says of them. There are
/// no terms between two weights: the statistics of each are its own.
class ReaderCriterion : public ReadersCriterion {
protected:
  FailureOr<std::vector<double>>
  scoreReaders(ScoringContext &context, const ChannelGroup &group,
               ArrayRef<GroupReader> readers) const final;

  virtual FailureOr<std::vector<double>>
  scoreReader(ScoringContext &context, const GroupReader &reader) const = 0;
};

/// Adds what each column of those weights says.
class ColumnCriterion : public ReaderCriterion {
public:
  CriterionNeeds getNeeds() const override { return CriterionNeeds::moments; }

protected:
  FailureOr<std::vector<double>>
  scoreReader(ScoringContext &context,
              const GroupReader &reader) const override;

  virtual double scoreColumn(const GroupReader &reader,
                             int64_t column) const = 0;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_ANALYSIS_CRITERIA_GROUPCRITERION_H
