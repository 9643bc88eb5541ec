//===- PrintChannelGroups.cpp - Show channel groups as a table ------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/ChannelGroups.h"
#include "gnn-opt/Analysis/Passes.h"

#include "llvm/ADT/StringExtras.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_PRINTCHANNELGROUPS
#include "include/gnn-opt/Analysis/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

/// Where the group's first channel lies on this axis.
static void printFirstChannel(raw_ostream &os, const ChannelGroups &groups,
                              const ChannelGroup &group, unsigned axis) {
  for (const ChannelMember &member : groups.getMembers(group.channels.front()))
    if (member.axis == axis)
      os << " " << member.index;
}

static void printGroup(raw_ostream &os, const ChannelGroups &groups,
                       const ChannelGroup &group, bool values) {
  llvm::printEscapedString(group.name, os << "group ");
  os << ": " << group.channels.size() << " channels, ";
  if (group.frozen.empty())
    os << "prunable";
  else
    os << "frozen: " << group.frozen;
  if (group.coupledBy)
    os << ", coupled by '" << group.coupledBy->getName() << "'";
  os << "\n";
  for (unsigned number : group.axes) {
    const ChannelAxis &axis = groups.getAxes()[number];
    if (!axis.parameter && !values)
      continue;
    os << "  " << axis.describe() << " of " << axis.size << ":";
    printFirstChannel(os, groups, group, number);
    os << (axis.measured ? " (measured)\n" : "\n");
  }
}

namespace {
struct PrintChannelGroups
    : gnn::impl::PrintChannelGroupsBase<PrintChannelGroups> {
  using PrintChannelGroupsBase::PrintChannelGroupsBase;

  void runOnOperation() override {
    ChannelGroups groups(getOperation(),
                         {.pruneInputs = inputs, .wholeHeads = heads});
    for (const ChannelGroup &group : groups.getGroups()) {
      if (heads && !group.inHeads)
        continue;
      printGroup(llvm::errs(), groups, group, values);
      ++numGroups;
      numPrunable += group.frozen.empty();
    }
    markAllAnalysesPreserved();
  }
};
} // namespace
