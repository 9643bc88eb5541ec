//===- ChannelRemarks.cpp - Why channels go, and why not ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChannelRemarks.h"

#include "mlir/IR/Remarks.h"

using namespace mlir;
using namespace mlir::gnn;

static remark::RemarkOpts remarkName(StringRef pass) {
  return remark::RemarkOpts::name(pass).category("prune");
}

void gnn::explainFrozen(StringRef pass, const ChannelGroups &groups,
                        const SelectionOptions &selection, double ratio) {
  for (auto [number, group] : llvm::enumerate(groups.getGroups())) {
    auto own = selection.ownRatios.find(number);
    double wanted = own == selection.ownRatios.end() ? ratio : own->second;
    int64_t size = group.channels.size();
    if (!group.frozen.empty() && countRemovals(size, wanted, selection.roundTo))
      remark::missed(groups.getModule().getLoc(), remarkName(pass))
          << remark::reason("{0} keeps its {1} channels: {2}", group.name, size,
                            group.frozen);
  }
}

void gnn::explainCoupling(StringRef pass, const ChannelGroups &groups,
                          const ChannelSelection &selection) {
  for (const GroupSelection &each : selection) {
    const ChannelGroup &group = groups.getGroups()[each.group];
    if (!group.coupledBy)
      continue;
    remark::analysis(group.coupledBy->getLoc(), remarkName(pass))
        << remark::add(
               "'{0}' shows what remains of {1} differently without the "
               "channels removed",
               group.coupledBy->getName().getStringRef(), group.name);
  }
}

void gnn::explainTotal(StringRef pass, const ChannelGroups &groups,
                       size_t removed, StringRef what) {
  remark::passed(groups.getModule().getLoc(), remarkName(pass))
      << remark::add("{0} {1} removed", removed, what);
}
