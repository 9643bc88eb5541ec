//===- ChannelMerges.cpp - What takes up a pruned channel -----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChannelMerges.h"

#include "gnn-opt/Analysis/Redundancy.h"

using namespace mlir;
using namespace mlir::gnn;

/// Whether all that multiplies the channels are parameters whose slices are
/// only multiplied with.
static bool canMerge(const ChannelGroups &groups, unsigned channel,
                     unsigned survivor) {
  std::optional<SlicePairs> pairs = pairSlices(groups, channel, survivor);
  return pairs && llvm::all_of(*pairs, [&](const auto &pair) {
           const ChannelAxis &weight = groups.getAxes()[pair.first.first];
           return weight.parameter && !weight.copied;
         });
}

FailureOr<SmallVector<ChannelMerge>>
gnn::findMerges(const ChannelGroups &groups, ArrayRef<unsigned> removed) {
  llvm::BitVector goes(groups.getNumChannels());
  for (unsigned channel : removed)
    goes.set(channel);
  ScoringContext context(groups);
  auto partners = findChannelPartners(context, goes);
  if (failed(partners))
    return failure();
  SmallVector<ChannelMerge> merges;
  for (unsigned channel : removed) {
    auto [survivor, cosine, factor] = (*partners)[channel];
    if (survivor && factor != 0 && canMerge(groups, channel, *survivor))
      merges.push_back({channel, *survivor, factor});
  }
  return merges;
}
