//===- PruneChannels.cpp - Remove the least important channels ------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/Criterion.h"
#include "gnn-opt/Support/Text.h"
#include "gnn-opt/Transforms/Pruning/Ledger.h"
#include "gnn-opt/Transforms/Pruning/Passes.h"
#include "gnn-opt/Transforms/Pruning/RemoveChannels.h"

#include "mlir/IR/Remarks.h"
#include "llvm/Support/MathExtras.h"

#include <cmath>

namespace mlir::gnn {
#define GEN_PASS_DEF_PRUNECHANNELS
#include "include/gnn-opt/Transforms/PruningPasses.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

/// How many of `size` channels go: see the pass's description.
static int64_t countRemoved(int64_t size, double ratio, int64_t roundTo) {
  // 0.29 * 100 is a little less than 29.
  auto removed = static_cast<int64_t>(std::floor(ratio * double(size) + 1e-9));
  auto kept = static_cast<int64_t>(
      llvm::alignTo(std::max<int64_t>(size - removed, 1), roundTo));
  return size - std::min(kept, size);
}

/// The `count` channels of the lowest scores, in the order of the scores.
static std::vector<unsigned> selectLowest(const ChannelGroup &group,
                                          ArrayRef<double> scores,
                                          int64_t count) {
  std::vector<unsigned> order = group.channels;
  llvm::sort(order, [&](unsigned a, unsigned b) {
    return std::tie(scores[a], a) < std::tie(scores[b], b);
  });
  order.resize(count);
  return order;
}

namespace {
struct PruneChannels : gnn::impl::PruneChannelsBase<PruneChannels> {
  using PruneChannelsBase::PruneChannelsBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    ChannelGroups channelGroups(module, {.pruneInputs = inputs});
    if (failed(checkOptions()) || failed(readGroupRatios(channelGroups)))
      return signalPassFailure();
    ScoringContext context(channelGroups, seed);
    auto scores = chosenCriterion->score(context);
    FailureOr<Ledger> record = Ledger::read(module);
    if (failed(scores) || failed(record))
      return signalPassFailure();
    std::vector<unsigned> removed;
    for (const ChannelGroup &group : channelGroups.getGroups())
      if (failed(choose(channelGroups, group, *scores, *record, removed)))
        return signalPassFailure();
    if (failed(removeChannels(channelGroups, removed)) ||
        failed(record->write(module, ledger)))
      return signalPassFailure();
    remark::passed(module.getLoc(), remarkName())
        << remark::add("{0} channels removed", removed.size());
  }

private:
  LogicalResult checkOptions() {
    ModuleOp module = getOperation();
    chosenCriterion = findChannelCriterion(criterion);
    if (!chosenCriterion)
      return emitError(module.getLoc(),
                       "gnn-prune-channels expects criterion to be one "
                       "of ")
             << listNames(getChannelCriteria()) << " but got '" << criterion
             << "'";
    if (roundTo < 1)
      return emitError(module.getLoc(),
                       "gnn-prune-channels expects round-to to be at "
                       "least 1 but got ")
             << roundTo.getValue();
    if (std::isnan(ratio) && groups.empty())
      return emitError(module.getLoc(),
                       "gnn-prune-channels expects ratio or groups but "
                       "got none");
    if (std::isnan(ratio))
      return success();
    return checkRatio(ratio, "ratio");
  }

  LogicalResult checkRatio(double value, const Twine &name) {
    if (value >= 0 && value <= 1)
      return success();
    return emitError(getOperation().getLoc(), "gnn-prune-channels expects ")
           << name << " between 0 and 1 but got " << std::to_string(value);
  }

  /// NAME:RATIO, each.
  LogicalResult readGroupRatios(const ChannelGroups &channelGroups) {
    for (StringRef text : groups) {
      auto [name, number] = text.rsplit(':');
      double value;
      if (name.empty() || number.getAsDouble(value))
        return emitError(getOperation().getLoc(),
                         "gnn-prune-channels expects groups to "
                         "be NAME:RATIO but got ")
               << quote(text);
      llvm::Expected<const ChannelGroup *> group = channelGroups.find(name);
      if (!group)
        return emitError(getOperation().getLoc(), "gnn-prune-channels: ")
               << llvm::toString(group.takeError());
      if (failed(addGroupRatio(**group, name, value)))
        return failure();
    }
    return success();
  }

  LogicalResult addGroupRatio(const ChannelGroup &group, StringRef name,
                              double value) {
    if (failed(checkRatio(value, "the ratio of " + quote(name))))
      return failure();
    if (value > 0 && !group.frozen.empty())
      return emitError(getOperation().getLoc(),
                       "gnn-prune-channels expects a group that "
                       "may be pruned but ")
             << quote(name) << " is frozen: " << group.frozen;
    if (!ratioOfGroup.try_emplace(&group, value).second)
      return emitError(getOperation().getLoc(),
                       "gnn-prune-channels expects one ratio for "
                       "a group but got two for ")
             << quote(group.name);
    return success();
  }

  double getRatio(const ChannelGroup &group) const {
    auto own = ratioOfGroup.find(&group);
    if (own != ratioOfGroup.end())
      return own->second;
    return std::isnan(ratio) ? 0.0 : double(ratio);
  }

  LogicalResult choose(const ChannelGroups &channelGroups,
                       const ChannelGroup &group, ArrayRef<double> scores,
                       Ledger &record, std::vector<unsigned> &removed) {
    int64_t count =
        countRemoved(group.channels.size(), getRatio(group), roundTo);
    if (count == 0)
      return success();
    if (!group.frozen.empty()) {
      explainFrozen(channelGroups, group);
      return success();
    }
    explainCoupling(group);
    ++numGroups;
    numChannels += count;
    for (unsigned channel : selectLowest(group, scores, count)) {
      if (failed(record.record(
              channelGroups, group,
              {getArgument(), "pruned", criterion, channel, scores[channel]})))
        return failure();
      removed.push_back(channel);
    }
    return success();
  }

  remark::RemarkOpts remarkName() const {
    return remark::RemarkOpts::name(getArgument()).category("prune");
  }

  void explainFrozen(const ChannelGroups &channelGroups,
                     const ChannelGroup &group) {
    remark::missed(getOperation().getLoc(), remarkName())
        << remark::reason("{0} keeps its {1} channels: {2}", group.name,
                          group.channels.size(), group.frozen);
  }

  void explainCoupling(const ChannelGroup &group) {
    if (!group.coupledBy)
      return;
    remark::analysis(group.coupledBy->getLoc(), remarkName()) << remark::add(
        "'{0}' shows what remains of {1} differently without the "
        "channels removed",
        group.coupledBy->getName().getStringRef(), group.name);
  }

  const ChannelCriterion *chosenCriterion = nullptr;
  DenseMap<const ChannelGroup *, double> ratioOfGroup;
};
} // namespace
