//===- ChannelPruning.h - Score, select and remove channels -----*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What `gnn-prune-channels` and its siblings do, for whoever drives it: nothing
// changes before remove(), so that candidates can be looked at first.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TRANSFORMS_PRUNING_CHANNELPRUNING_H
#define GNN_OPT_TRANSFORMS_PRUNING_CHANNELPRUNING_H

#include "gnn-opt/Analysis/Criterion.h"
#include "gnn-opt/Transforms/Pruning/ChannelSelection.h"
#include "gnn-opt/Transforms/Pruning/Ledger.h"

#include "mlir/IR/OwningOpRef.h"

#include <functional>

namespace mlir::gnn {

struct ChannelPruningOptions {
  /// Not null.
  const ChannelCriterion *criterion = nullptr;
  uint64_t seed = 0;
  GroupReduction reduction = GroupReduction::sum;
  /// Those that the groups were made with.
  ChannelGroupsOptions groups = {};
  SelectionOptions selection = {};
  /// Whether what goes is added to what stays and is most like it; see
  /// Redundancy.h. Needs Gram matrices.
  bool merge = false;
};

/// An upper limit on something that removals lower.
struct ChannelBudget {
  /// In plural, for messages: `multiply-adds`.
  std::string name;
  double limit = 0;
  /// Of a module; fails with an error.
  std::function<FailureOr<double>(ModuleOp)> measure;
};

/// A copy of the module without some channels, and without statistics of
/// features. Fails as removeChannels() does.
FailureOr<OwningOpRef<ModuleOp>>
copyWithoutChannels(const ChannelGroups &groups, ChannelGroupsOptions options,
                    ArrayRef<unsigned> channels);

class ChannelPruner {
public:
  /// Borrows `groups`.
  ChannelPruner(const ChannelGroups &groups, ChannelPruningOptions options)
      : groups(groups), options(std::move(options)) {}

  /// Scores the channels. Fails with the criterion's error.
  LogicalResult score();

  /// After score(); see ChannelSelector. Fails where scoring what remains does,
  /// in scope `backward`.
  FailureOr<ChannelSelection> select(double ratio) const;

  /// The selection of the least ratio that meets all budgets, by bisection over
  /// multiples of 1 / getNumCandidates(). Where the ratio 1 does not, an error
  /// that begins with `pass` says how far it came.
  FailureOr<ChannelSelection>
  selectWithin(StringRef pass, ArrayRef<ChannelBudget> budgets) const;

  int64_t getNumCandidates() const { return selector->getNumCandidates(); }

  /// A copy of the module as it would be.
  FailureOr<OwningOpRef<ModuleOp>>
  preview(const ChannelSelection &selection) const {
    return copyWithoutChannels(groups, options.groups, getChannels(selection));
  }

  /// Records each channel and removes it; `groups` is then out of date. Fails,
  /// with nothing changed, where `merge` lacks a Gram matrix.
  LogicalResult remove(StringRef pass, const ChannelSelection &selection,
                       Ledger &ledger) const;

private:
  /// What a ratio selects, and the first budget that it exceeds or null.
  struct Attempt {
    ChannelSelection selection;
    const ChannelBudget *exceeded;
    double cost;
  };
  FailureOr<Attempt> attempt(double ratio,
                             ArrayRef<ChannelBudget> budgets) const;
  FailureOr<std::vector<double>> scoreChannels(const ChannelGroups &of) const;
  FailureOr<ChannelSelection> selectBackward(double ratio) const;
  FailureOr<GroupSelection> selectNext(ModuleOp copy, unsigned group,
                                       int64_t count) const;
  ChannelRemovalRecord
  describe(StringRef pass, unsigned group, const SelectedChannel &selected,
           const DenseMap<unsigned, unsigned> &survivors) const;

  const ChannelGroups &groups;
  ChannelPruningOptions options;
  std::optional<ChannelSelector> selector;
};

} // namespace mlir::gnn

#endif // GNN_OPT_TRANSFORMS_PRUNING_CHANNELPRUNING_H
