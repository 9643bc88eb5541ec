//===- DeadChannels.h - Channels that change no result ----------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which channels can go so that every result stays what it is, for every graph
// and every finite input, or for those within the bounds that are given. A
// channel is read where an op contracts over it. With x the channel at a reader
// and w the slice of the weight that multiplies it,
//
//   unread     x or w is zero at every reader
//   constant   at every reader x or w is zero, or x is a constant c and the op
//              adds a bias: b + c w takes the place of c
//   duplicate  x equals another channel's x at every reader: the sum of both
//              slices takes the place of the other's
//
// Channels of frozen groups, and of groups that an op couples, never go: a
// softmax over channels shows each of them. Neither does the last channel of an
// axis.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_ANALYSIS_DEADCHANNELS_H
#define GNN_OPT_ANALYSIS_DEADCHANNELS_H

#include "gnn-opt/Analysis/ChannelGroups.h"
#include "gnn-opt/Dialect/GNN/ChannelValues.h"
#include "gnn-opt/Dialect/GNN/ValueRanges.h"

#include <map>

namespace mlir::gnn {

/// What is known of all channels of the module's functions. With `ranges`, a
/// channel that has one value within its bounds is a constant.
ChannelValues computeChannelValues(ModuleOp module,
                                   ValueRanges *ranges = nullptr);

/// The same into what is known of other modules of the context.
void addChannelValues(ChannelValues &values, ModuleOp module,
                      ValueRanges *ranges);

enum class DeadReason { unread, constant, duplicate };

StringRef stringify(DeadReason reason);

struct DeadChannel {
  const ChannelGroup *group;
  unsigned channel;
  DeadReason reason;
  /// The channel that stays, of a duplicate.
  std::optional<unsigned> survivor = std::nullopt;
};

/// From a slice of a weight (axis, index) to another index of that axis.
using SlicePairs = std::map<std::pair<unsigned, int64_t>, int64_t>;

/// For each slice of a weight that multiplies `channel`, the slice that
/// multiplies `survivor`. Nothing where readers disagree on the pairs.
std::optional<SlicePairs> pairSlices(const ChannelGroups &groups,
                                     unsigned channel, unsigned survivor);

class DeadChannels {
public:
  DeadChannels(const ChannelGroups &groups, ChannelValues &values);

  /// All that may go at once.
  std::vector<DeadChannel> findUnreadAndConstant();
  std::vector<DeadChannel> findDuplicates();

  /// Why a channel that is constant somewhere has to stay; empty where there is
  /// nothing to say of it.
  std::string explainKept(const ChannelGroup &group, unsigned channel);

private:
  enum class Read { nothing, constant, live };

  /// Each reader of a channel, and the index in its features.
  void forEachRead(unsigned channel,
                   function_ref<void(const ChannelContraction &, int64_t index)>
                       visit) const;
  Read classify(const ChannelContraction &reader, int64_t index);
  std::optional<DeadReason> classify(unsigned channel);
  const ChannelValue &getFeature(const ChannelContraction &reader,
                                 int64_t index);
  bool isZeroSlice(unsigned axis, int64_t index);
  std::string describeConstant(unsigned channel);
  bool mayGo(const ChannelGroup &group) const;
  bool hasParameter(unsigned channel) const;
  bool canMerge(unsigned channel, unsigned survivor) const;
  void findDuplicatesIn(const ChannelGroup &group,
                        std::vector<DeadChannel> &found);
  std::vector<DeadChannel> keepOnePerAxis(std::vector<DeadChannel> dead) const;

  const ChannelGroups &groups;
  ChannelValues &values;
  std::vector<SmallVector<unsigned>> readersOfAxis;
  std::vector<std::optional<std::vector<bool>>> zeroSlices;
};

} // namespace mlir::gnn

#endif // GNN_OPT_ANALYSIS_DEADCHANNELS_H
