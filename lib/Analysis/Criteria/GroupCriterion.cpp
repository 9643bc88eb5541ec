//===- GroupCriterion.cpp - Criteria that look at a group, or a weight ----===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GroupCriterion.h"

#include "gnn-opt/Support/Text.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

static LogicalResult checkFinite(ModuleOp module, StringRef criterion,
                                 const ChannelGroup &group,
                                 ArrayRef<double> scores) {
  auto bad =
      llvm::find_if(scores, [](double score) { return !std::isfinite(score); });
  if (bad == scores.end())
    return success();
  return emitError(module.getLoc(), "criterion '")
         << criterion << "' expects weights and statistics of which it can "
         << "make finite scores but channel " << (bad - scores.begin())
         << " of " << quote(group.name) << " has none";
}

FailureOr<std::vector<double>>
GroupCriterion::score(ScoringContext &context) const {
  const ChannelGroups &groups = context.getGroups();
  std::vector<double> scores(groups.getNumChannels(), 0.0);
  for (const ChannelGroup &group : groups.getGroups()) {
    if (!group.frozen.empty())
      continue;
    auto ofGroup = scoreGroup(context, group);
    if (failed(ofGroup) ||
        failed(checkFinite(groups.getModule(), getName(), group, *ofGroup)))
      return failure();
    for (auto [channel, score] : llvm::zip(group.channels, *ofGroup))
      scores[channel] = score;
  }
  return scores;
}

FailureOr<std::vector<double>>
ReadersCriterion::scoreGroup(ScoringContext &context,
                             const ChannelGroup &group) const {
  auto readers = getGroupReaders(context, group, getNeeds());
  if (failed(readers))
    return failure();
  return scoreReaders(context, group, *readers);
}

FailureOr<std::vector<double>>
ReaderCriterion::scoreReaders(ScoringContext &context,
                              const ChannelGroup &group,
                              ArrayRef<GroupReader> readers) const {
  std::vector<double> scores(group.channels.size(), 0.0);
  for (const GroupReader &reader : readers) {
    auto ofReader = scoreReader(context, reader);
    if (failed(ofReader))
      return failure();
    for (auto [score, addend] : llvm::zip(scores, *ofReader))
      score += addend;
  }
  return scores;
}

FailureOr<std::vector<double>>
ColumnCriterion::scoreReader(ScoringContext &,
                             const GroupReader &reader) const {
  std::vector<double> scores(reader.columns.size(), 0.0);
  for (auto [score, columns] : llvm::zip(scores, reader.columns))
    for (int64_t column : columns)
      score += scoreColumn(reader, column);
  return scores;
}
