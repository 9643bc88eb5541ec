//===- ChannelGroupsBuilder.h - Joins indices to channels -------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each index of each dimension that a link names is a node of a union-find; a
// link joins nodes. What is joined in the end is one channel.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_ANALYSIS_CHANNELGROUPSBUILDER_H
#define GNN_OPT_LIB_ANALYSIS_CHANNELGROUPSBUILDER_H

#include "ChannelVisibility.h"
#include "gnn-opt/Analysis/ChannelGroups.h"

#include "llvm/ADT/IntEqClasses.h"

namespace mlir::gnn {

class ChannelGroupsBuilder {
public:
  ChannelGroupsBuilder(ChannelGroups &result, ChannelGroupsOptions options)
      : result(result), options(options), visibility(result.module) {
    visibility.freezeArguments(options.pruneInputs);
  }

  void build();

private:
  void addParameters();
  void visit(Operation *op);
  void visitLinks(ChannelOpInterface op);
  void addLink(Operation *op, const ChannelLink &link, bool couples);
  void giveUp(Operation *op, const ChannelLink &link);
  void addHeads(Operation *op, unsigned from, unsigned to);
  bool joinIndices(const ChannelLink &link, unsigned from, unsigned to);
  bool joinHeads(const ChannelLink &link, unsigned from, unsigned to);
  bool couplesChannels(ChannelOpInterface op,
                       ArrayRef<ChannelLink> links) const;

  bool fits(int64_t size) const {
    return size <= options.maxIndices - numNodes;
  }
  std::optional<unsigned> getOrAddAxis(ChannelDim slot);
  unsigned addAxis(ChannelAxis axis);

  void collectChannels();
  void collectGroups();

  ChannelGroups &result;
  ChannelGroupsOptions options;
  ChannelVisibility visibility;
  llvm::IntEqClasses classes;
  int64_t numNodes = 0;
  /// Axes that some link names; the others are no channels.
  std::vector<bool> linked;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_ANALYSIS_CHANNELGROUPSBUILDER_H
