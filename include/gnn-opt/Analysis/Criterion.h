//===- Criterion.h - What a saliency criterion is ---------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A criterion gives a number to every channel, or to every weight: the smaller,
// the sooner it goes. Each is a small class in lib/Analysis/Criteria, with its
// formula and source; passes find it by its name, and know none of them.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_ANALYSIS_CRITERION_H
#define GNN_OPT_ANALYSIS_CRITERION_H

#include "gnn-opt/Analysis/ChannelGroups.h"
#include "gnn-opt/Analysis/FeatureStatistics.h"

#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/StringExtras.h"

#include <map>
#include <string>

namespace mlir::gnn {

/// What a criterion needs beside the weights.
enum class CriterionNeeds {
  nothing,
  /// Moments of the features that weights multiply.
  moments,
  /// Their Gram matrices.
  gram,
};

/// How the numbers of a channel's slices become one (Torch-Pruning's group
/// reduction). `first` takes the slice of the weight that produces the channel.
enum class GroupReduction { sum, mean, max, product, first };

std::optional<GroupReduction> parseGroupReduction(StringRef name);

/// A weight, and the index of its inputs, that multiplies a channel.
struct ChannelReader {
  ml_program::GlobalOp weight;
  int64_t input;
};

/// What a criterion may look at: groups, values, statistics; each read once.
class ScoringContext {
public:
  explicit ScoringContext(const ChannelGroups &groups, uint64_t seed = 0,
                          GroupReduction reduction = GroupReduction::sum,
                          double damping = 0.01);

  const ChannelGroups &getGroups() const { return groups; }
  uint64_t getSeed() const { return seed; }
  GroupReduction getReduction() const { return reduction; }
  /// What is added to the diagonal of a Gram matrix before it is inverted, as a
  /// fraction of that diagonal's mean.
  double getDamping() const { return damping; }

  /// Row-major, all finite. Fails with an error on the parameter.
  FailureOr<ArrayRef<float>> getValues(ml_program::GlobalOp parameter);

  /// Fails with an error on a weight without statistics that names
  /// `gnn-calibrate`, and, where `needs` is gram, on one without a Gram matrix.
  FailureOr<const FeatureStatistics *>
  getStatistics(ml_program::GlobalOp weight, CriterionNeeds needs);

  /// Each weight slice that multiplies the channel, once. A channel that no
  /// parameter multiplies has none.
  ArrayRef<ChannelReader> getReaders(unsigned channel);

private:
  const ChannelGroups &groups;
  uint64_t seed;
  GroupReduction reduction;
  double damping;
  std::map<Operation *, std::vector<float>> values;
  std::map<Operation *, FeatureStatistics> statistics;
  /// By channel; filled by the first call.
  std::optional<std::vector<SmallVector<ChannelReader, 1>>> readers;
};

/// Scores channels. Frozen groups may be left at 0.
class ChannelCriterion {
public:
  virtual ~ChannelCriterion();
  /// What users type: `l2`.
  virtual StringRef getName() const = 0;
  virtual CriterionNeeds getNeeds() const { return CriterionNeeds::nothing; }
  /// One number a channel, by its number. Fails with an error on what is
  /// missing or not finite.
  virtual FailureOr<std::vector<double>>
  score(ScoringContext &context) const = 0;
};

/// All of them, in the order in which messages list them; null where `name` is
/// none of them.
ArrayRef<const ChannelCriterion *> getChannelCriteria();
const ChannelCriterion *findChannelCriterion(StringRef name);

/// Lets a criterion that goes over a matrix by ranges of columns choose weights
/// as it goes, since what has gone before changes their scores.
struct ColumnChoice {
  /// The columns of a range; the last range may have fewer.
  int64_t width;
  /// Sets the bits of those that go in the range that starts at column `begin`,
  /// of `removed`, [O, I]; `scores` are [O, columns of the range].
  llvm::function_ref<void(int64_t begin, ArrayRef<double> scores,
                          llvm::BitVector &removed)>
      choose;
};

/// Scores the elements of weight matrices [O, I].
class WeightCriterion {
public:
  virtual ~WeightCriterion();
  virtual StringRef getName() const = 0;
  virtual CriterionNeeds getNeeds() const { return CriterionNeeds::nothing; }
  /// Whether scores of different matrices may be compared: not so where their
  /// unit is the matrix's own.
  virtual bool isComparable() const { return true; }
  /// One number an element, row-major; at least 0.
  virtual FailureOr<std::vector<double>>
  score(ScoringContext &context, ml_program::GlobalOp weight) const = 0;

  /// Whether compensation is part of the criterion, as its authors have it.
  virtual bool compensatesByDefault() const { return false; }
  /// Whether compensation can choose by ranges of columns.
  virtual bool choosesByColumns() const { return false; }
  /// Makes up for what goes: those of `removed` become zero, and the others,
  /// row by row, change so that tr((W - W0) H (W - W0)^T) is least, where W0 is
  /// what `values` [O, I] were and H the damped Gram matrix. A criterion may do
  /// it in a way of its own; one that choosesByColumns() adds to `removed` what
  /// `choice` chooses. Fails with an error without a Gram matrix, and on one
  /// that stays singular.
  virtual LogicalResult compensate(ScoringContext &context,
                                   ml_program::GlobalOp weight,
                                   llvm::BitVector &removed,
                                   MutableArrayRef<double> values,
                                   const ColumnChoice *choice = nullptr) const;
};

ArrayRef<const WeightCriterion *> getWeightCriteria();
const WeightCriterion *findWeightCriterion(StringRef name);

/// `l1, l2, random`, for messages.
template <typename Criterion>
std::string listNames(ArrayRef<const Criterion *> criteria) {
  return llvm::join(llvm::map_range(criteria,
                                    [](const Criterion *each) {
                                      return each->getName().str();
                                    }),
                    ", ");
}

} // namespace mlir::gnn

#endif // GNN_OPT_ANALYSIS_CRITERION_H
