//===- ChannelLedger.cpp - Which channels were removed, and why -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LedgerEntries.h"
#include "gnn-opt/Analysis/OriginalChannels.h"
#include "gnn-opt/Transforms/Pruning/Ledger.h"

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;
namespace json = llvm::json;

namespace {
/// The original indices of a channel in one dimension of a parameter.
struct OriginalSlice {
  GlobalOp parameter;
  unsigned dim;
  const OriginalChannels *channels;
  SmallVector<int64_t> indices = {};

  /// Whether the parameter still has an original index.
  bool isThere(int64_t index) const {
    int64_t size = getParameterType(GlobalOp(parameter)).getDimSize(dim);
    return channels->contains(dim, index, size);
  }
};

/// Reads each parameter once: it may have many channels.
class SliceReader {
public:
  explicit SliceReader(const ChannelGroups &groups) : groups(groups) {}

  FailureOr<SmallVector<OriginalSlice>> read(unsigned channel);

private:
  FailureOr<const OriginalChannels *> getOriginal(GlobalOp parameter);

  const ChannelGroups &groups;
  DenseMap<Operation *, std::unique_ptr<OriginalChannels>> known;
};
} // namespace

FailureOr<const OriginalChannels *>
SliceReader::getOriginal(GlobalOp parameter) {
  std::unique_ptr<OriginalChannels> &original = known[parameter];
  if (original)
    return original.get();
  FailureOr<OriginalChannels> read = OriginalChannels::read(parameter);
  if (failed(read))
    return failure();
  original = std::make_unique<OriginalChannels>(std::move(*read));
  return original.get();
}

FailureOr<SmallVector<OriginalSlice>> SliceReader::read(unsigned channel) {
  SmallVector<OriginalSlice> slices;
  unsigned lastAxis = -1;
  for (const ChannelMember &member : groups.getMembers(channel)) {
    const ChannelAxis &axis = groups.getAxes()[member.axis];
    if (!axis.parameter)
      continue;
    if (member.axis != lastAxis) {
      auto original = getOriginal(axis.parameter);
      if (failed(original))
        return failure();
      slices.push_back({axis.parameter, axis.dim, *original});
      lastAxis = member.axis;
    }
    OriginalSlice &slice = slices.back();
    slice.indices.push_back(slice.channels->get(axis.dim, member.index));
  }
  return slices;
}

/// Whether the slice has all that is left of a channel in its dimension. A
/// whole head has but a part of each channel of the layer.
static bool hasAllOf(const OriginalSlice &slice, const OriginalModel &original,
                     const OriginalChannel &channel) {
  for (const ChannelRun &run :
       original.findParameter(nameOf(slice.parameter))->runs) {
    int64_t ahead = channel.number - run.channel;
    if (run.dim == slice.dim && run.group == channel.group && ahead >= 0 &&
        ahead < run.count && slice.isThere(run.index + ahead) &&
        !llvm::is_contained(slice.indices, run.index + ahead))
      return false;
  }
  return true;
}

/// The channel of the original model that the slices were.
static std::optional<OriginalChannel>
findOriginal(const OriginalModel &original, ArrayRef<OriginalSlice> slices) {
  for (const OriginalSlice &slice : slices) {
    auto found = original.findChannel(nameOf(slice.parameter), slice.dim,
                                      slice.indices.front());
    if (found && hasAllOf(slice, original, *found))
      return found;
  }
  return std::nullopt;
}

static json::Value toJSON(const OriginalSlice &slice) {
  return json::Object{
      {"parameter", nameOf(slice.parameter)},
      {"dim", slice.dim},
      {"indices", json::Array(slice.indices)},
  };
}

static json::Object toJSON(const ChannelRemovalRecord &removal,
                           ArrayRef<OriginalSlice> slices) {
  json::Array members;
  for (const OriginalSlice &slice : slices)
    members.push_back(toJSON(slice));
  json::Object entry{
      {"pass", removal.pass.str()},
      {"class", removal.removalClass.str()},
      {"criterion", removal.criterion.str()},
      {"group", json::fixUTF8(removal.group->name)},
      {"members", std::move(members)},
  };
  if (removal.score)
    entry["score"] = finiteOrNull(*removal.score);
  if (!removal.proof.empty())
    entry["proof"] = removal.proof.str();
  if (slices.empty())
    return entry;
  entry["parameter"] = nameOf(slices.front().parameter);
  entry["dim"] = slices.front().dim;
  entry["index"] = slices.front().indices.front();
  return entry;
}

/// `channel 12 of conv1: pruned by l2, score 0.25`, from the entry.
static void reportRemoval(const ChannelRemovalRecord &removal,
                          const json::Object &entry, GlobalOp parameter) {
  auto emitted = remarkRemoval(parameter, removal.pass);
  auto channel = entry.getInteger("channel");
  emitted << remark::add("channel {0} of {1}: {2}",
                         channel ? *channel : *entry.getInteger("index"),
                         *entry.getString("group"), removal.removalClass);
  emitted << remark::metric("criterion", removal.criterion);
  if (removal.score)
    emitted << remark::metric("score", *removal.score);
  if (!removal.proof.empty())
    emitted << remark::metric("proof", removal.proof);
  if (auto survivor = entry.getInteger("survivor"))
    emitted << remark::metric("survivor", *survivor);
}

/// The entry of a removal, as far as it has one in the original model.
static json::Object makeEntry(const OriginalModel &original,
                              const ChannelRemovalRecord &removal,
                              ArrayRef<OriginalSlice> slices,
                              ArrayRef<OriginalSlice> survivors) {
  json::Object entry = toJSON(removal, slices);
  if (auto channel = findOriginal(original, slices)) {
    entry["group"] = original.groups[channel->group].name;
    entry["channel"] = channel->number;
  }
  if (auto survivor = findOriginal(original, survivors))
    entry["survivor"] = survivor->number;
  return entry;
}

LogicalResult Ledger::record(const ChannelGroups &groups,
                             ArrayRef<ChannelRemovalRecord> removals) {
  SliceReader reader(groups);
  for (const ChannelRemovalRecord &removal : removals) {
    auto slices = reader.read(removal.channel);
    auto survivors = removal.survivor ? reader.read(*removal.survivor)
                                      : SmallVector<OriginalSlice>();
    if (failed(slices) || failed(survivors))
      return failure();
    json::Object entry = makeEntry(original, removal, *slices, *survivors);
    if (!slices->empty())
      reportRemoval(removal, entry, slices->front().parameter);
    channels.push_back(toText(std::move(entry)));
  }
  return success();
}
