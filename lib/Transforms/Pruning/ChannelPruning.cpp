//===- ChannelPruning.cpp - Score, select and remove channels -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Transforms/Pruning/ChannelPruning.h"
#include "ChannelMerges.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"
#include "gnn-opt/Transforms/Pruning/RemoveChannels.h"

#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

FailureOr<OwningOpRef<ModuleOp>>
gnn::copyWithoutChannels(const ChannelGroups &groups,
                         ChannelGroupsOptions options,
                         ArrayRef<unsigned> channels) {
  OwningOpRef<ModuleOp> copy = groups.getModule().clone();
  for (GlobalOp parameter : getParameters(*copy))
    dropFeatureStatistics(parameter);
  // The same numbers: a copy has the same values in the same order.
  if (failed(removeChannels(ChannelGroups(*copy, options), channels)))
    return failure();
  return copy;
}

FailureOr<std::vector<double>>
ChannelPruner::scoreChannels(const ChannelGroups &of) const {
  ScoringContext context(of, options.seed, options.reduction);
  return options.criterion->score(context);
}

LogicalResult ChannelPruner::score() {
  FailureOr<std::vector<double>> scores = scoreChannels(groups);
  if (failed(scores))
    return failure();
  selector.emplace(groups, std::move(*scores), options.selection);
  return success();
}

FailureOr<ChannelSelection> ChannelPruner::select(double ratio) const {
  return options.selection.scope == SelectionScope::backward
             ? selectBackward(ratio)
             : selector->select(ratio);
}

//===----------------------------------------------------------------------===//
// From the last group to the first
//===----------------------------------------------------------------------===//

/// Entries `kept` of a vector, or rows and columns `kept` of a square matrix.
static std::vector<double> slice(ArrayRef<double> values, size_t size,
                                 ArrayRef<int64_t> kept) {
  std::vector<double> result;
  if (values.size() == size)
    for (int64_t i : kept)
      result.push_back(values[i]);
  else if (!values.empty())
    for (int64_t row : kept)
      llvm::append_range(result,
                         slice(values.slice(row * size, size), size, kept));
  return result;
}

static FeatureStatistics slice(const FeatureStatistics &statistics,
                               ArrayRef<int64_t> kept) {
  size_t size = statistics.getNumChannels();
  FeatureStatistics result;
  result.rows = statistics.rows;
  for (auto [name, moment] : FeatureStatistics::getMoments())
    result.*moment = slice(statistics.*moment, size, kept);
  result.gram = slice(statistics.gram, size, kept);
  return result;
}

/// The inputs of a weight that stay.
static SmallVector<int64_t> getKeptInputs(const ChannelGroups &groups,
                                          const llvm::BitVector &goes,
                                          GlobalOp weight) {
  unsigned dim = getParameterType(weight).getRank() - 1;
  std::optional<unsigned> axis = groups.findAxis(weight, dim);
  SmallVector<int64_t> kept;
  for (int64_t i = 0, e = *getNumInputs(weight); i < e; ++i)
    if (!axis || !goes.test(groups.getChannel(*axis, i)))
      kept.push_back(i);
  return kept;
}

/// Removes channels of one group, and keeps the statistics of features that
/// stay: as long as only later groups lost channels, they are those of before.
static LogicalResult removeWithStatistics(const ChannelGroups &groups,
                                          ArrayRef<unsigned> channels) {
  llvm::BitVector goes(groups.getNumChannels());
  for (unsigned channel : channels)
    goes.set(channel);
  std::vector<std::pair<GlobalOp, FeatureStatistics>> sliced;
  for (GlobalOp weight : getParameters(groups.getModule())) {
    auto statistics = readFeatureStatistics(weight);
    if (failed(statistics))
      return failure();
    if (!*statistics)
      continue;
    sliced.emplace_back(
        weight, slice(**statistics, getKeptInputs(groups, goes, weight)));
    dropFeatureStatistics(weight);
  }
  if (failed(removeChannels(groups, channels)))
    return failure();
  for (auto &[weight, statistics] : sliced)
    writeFeatureStatistics(weight, statistics);
  return success();
}

FailureOr<ChannelSelection> ChannelPruner::selectBackward(double ratio) const {
  ChannelSelection counted = selector->select(ratio);
  OwningOpRef<ModuleOp> copy = groups.getModule().clone();
  ChannelSelection selection;
  for (const GroupSelection &each : llvm::reverse(counted)) {
    auto next = selectNext(*copy, each.group, each.channels.size());
    if (failed(next))
      return failure();
    selection.insert(selection.begin(), std::move(*next));
  }
  return selection;
}

/// Selects from a group by the scores it has in `copy`, and removes that there.
/// Its channels are all there, since groups come once each: the first of them
/// is the first of the group's here, and so on.
FailureOr<GroupSelection>
ChannelPruner::selectNext(ModuleOp copy, unsigned number, int64_t count) const {
  ChannelGroups now(copy, options.groups);
  const ChannelGroup &group = groups.getGroups()[number];
  auto same = llvm::find_if(now.getGroups(), [&](const ChannelGroup &other) {
    return other.axes == group.axes;
  });
  FailureOr<std::vector<double>> scores = scoreChannels(now);
  if (failed(scores))
    return failure();
  std::vector<SelectedChannel> lowest = selectLowest(*same, *scores, count);
  GroupSelection selection{number, lowest};
  DenseMap<unsigned, unsigned> here;
  for (auto [channel, ours] : llvm::zip(same->channels, group.channels))
    here[channel] = ours;
  std::vector<unsigned> removed;
  for (SelectedChannel &selected : selection.channels) {
    removed.push_back(selected.channel);
    selected.channel = here.lookup(selected.channel);
  }
  if (failed(removeWithStatistics(now, removed)))
    return failure();
  return selection;
}

//===----------------------------------------------------------------------===//
// Budgets
//===----------------------------------------------------------------------===//

/// The first budget that the module does not meet, and what it has; null where
/// it meets all.
static FailureOr<std::pair<const ChannelBudget *, double>>
findExceeded(ModuleOp module, ArrayRef<ChannelBudget> budgets) {
  for (const ChannelBudget &budget : budgets) {
    FailureOr<double> cost = budget.measure(module);
    if (failed(cost))
      return failure();
    if (*cost > budget.limit)
      return std::pair(&budget, *cost);
  }
  return std::pair<const ChannelBudget *, double>(nullptr, 0);
}

FailureOr<ChannelPruner::Attempt>
ChannelPruner::attempt(double ratio, ArrayRef<ChannelBudget> budgets) const {
  auto selection = select(ratio);
  if (failed(selection))
    return failure();
  auto candidate = preview(*selection);
  if (failed(candidate))
    return failure();
  auto exceeded = findExceeded(**candidate, budgets);
  if (failed(exceeded))
    return failure();
  return Attempt{std::move(*selection), exceeded->first, exceeded->second};
}

FailureOr<ChannelSelection>
ChannelPruner::selectWithin(StringRef pass,
                            ArrayRef<ChannelBudget> budgets) const {
  FailureOr<Attempt> best = attempt(/*ratio=*/1, budgets);
  if (failed(best))
    return failure();
  if (const ChannelBudget *budget = best->exceeded)
    return emitError(groups.getModule().getLoc(), pass)
           << " expects at most " << llvm::formatv("{0:f0}", budget->limit)
           << " " << budget->name << " but the least that it can reach is "
           << llvm::formatv("{0:f0}", best->cost);
  int64_t steps = std::max<int64_t>(getNumCandidates(), 1);
  // Everything below `low` exceeds a budget; `high` does not.
  for (int64_t low = 0, high = steps; low < high;) {
    int64_t next = (low + high) / 2;
    FailureOr<Attempt> tried = attempt(double(next) / double(steps), budgets);
    if (failed(tried))
      return failure();
    if (tried->exceeded) {
      low = next + 1;
      continue;
    }
    high = next;
    best = std::move(tried);
  }
  return std::move(best->selection);
}

//===----------------------------------------------------------------------===//
// Removing
//===----------------------------------------------------------------------===//

ChannelRemovalRecord
ChannelPruner::describe(StringRef pass, unsigned group,
                        const SelectedChannel &selected,
                        const DenseMap<unsigned, unsigned> &survivors) const {
  auto survivor = survivors.find(selected.channel);
  bool isMerged = survivor != survivors.end();
  ChannelRemovalRecord removal{pass,
                               isMerged ? "merged" : "pruned",
                               options.criterion->getName(),
                               &groups.getGroups()[group],
                               selected.channel,
                               selected.score};
  if (isMerged)
    removal.survivor = survivor->second;
  return removal;
}

LogicalResult ChannelPruner::remove(StringRef pass,
                                    const ChannelSelection &selection,
                                    Ledger &ledger) const {
  FailureOr<SmallVector<ChannelMerge>> merges = SmallVector<ChannelMerge>();
  if (options.merge)
    merges = findMerges(groups, getChannels(selection));
  if (failed(merges))
    return failure();
  DenseMap<unsigned, unsigned> survivors;
  for (const ChannelMerge &merge : *merges)
    survivors[merge.channel] = merge.survivor;
  std::vector<ChannelRemovalRecord> removals;
  for (const GroupSelection &each : selection)
    for (const SelectedChannel &selected : each.channels)
      removals.push_back(describe(pass, each.group, selected, survivors));
  if (failed(ledger.record(groups, removals)) ||
      failed(mergeChannels(groups, *merges)))
    return failure();
  return removeChannels(groups, getChannels(selection));
}
