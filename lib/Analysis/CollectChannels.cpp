//===- CollectChannels.cpp - Channels and groups of joined indices --------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChannelGroupsBuilder.h"

#include <map>
#include <numeric>

using namespace mlir;
using namespace mlir::gnn;

/// Counts the members of each channel, then puts each in its place.
void ChannelGroupsBuilder::collectChannels() {
  classes.compress();
  unsigned numChannels = numNodes ? classes.getNumClasses() : 0;
  result.firstMember.assign(numChannels + 1, 0);
  for (int64_t node = 0; node < numNodes; ++node) {
    result.channelOfNode.push_back(classes[node]);
    ++result.firstMember[classes[node] + 1];
  }
  std::partial_sum(result.firstMember.begin(), result.firstMember.end(),
                   result.firstMember.begin());
  std::vector<unsigned> next = result.firstMember;
  result.members.resize(numNodes);
  for (auto [axis, info] : llvm::enumerate(result.axes))
    for (int64_t i = 0; i < info.size; ++i)
      result.members[next[result.getChannel(axis, i)]++] = {
          static_cast<unsigned>(axis), i};
}

static SmallVector<unsigned> axesOf(ArrayRef<ChannelMember> members) {
  SmallVector<unsigned> axes;
  for (const ChannelMember &member : members)
    if (axes.empty() || axes.back() != member.axis)
      axes.push_back(member.axis);
  return axes;
}

void ChannelGroupsBuilder::collectGroups() {
  std::map<std::vector<unsigned>, size_t> groupOfAxes;
  for (unsigned channel = 0; channel < result.getNumChannels(); ++channel) {
    ArrayRef<ChannelMember> members = result.getMembers(channel);
    if (!linked[members.front().axis])
      continue;
    SmallVector<unsigned> axes = axesOf(members);
    auto [entry, isNew] = groupOfAxes.try_emplace(
        std::vector<unsigned>(axes.begin(), axes.end()), result.groups.size());
    if (isNew)
      result.groups.push_back({"", axes});
    result.groups[entry->second].channels.push_back(channel);
  }
  for (ChannelGroup &group : result.groups) {
    for (unsigned axis : group.axes) {
      if (group.frozen.empty())
        group.frozen = result.axes[axis].frozen;
      if (!group.coupledBy)
        group.coupledBy = result.axes[axis].coupledBy;
      group.inHeads |= result.axes[axis].inHeads;
    }
  }
}
