//===- Ledger.cpp - What was removed, by whom and why ---------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Transforms/Pruning/Ledger.h"
#include "gnn-opt/Analysis/OriginalChannels.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "mlir/IR/Remarks.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;
namespace json = llvm::json;

/// A symbol may hold any bytes, JSON only text.
static std::string nameOf(GlobalOp parameter) {
  return json::fixUTF8(parameter.getSymName());
}

/// JSON has no infinity.
static json::Value finiteOrNull(double value) {
  return std::isfinite(value) ? json::Value(value) : nullptr;
}

//===----------------------------------------------------------------------===//
// Channels
//===----------------------------------------------------------------------===//

namespace {
/// The original indices of a channel in one dimension of a parameter.
struct OriginalSlice {
  GlobalOp parameter;
  unsigned dim;
  OriginalChannels channels;
  SmallVector<int64_t> indices = {};

  /// Whether the parameter still has an original index.
  bool isThere(int64_t index) const {
    int64_t size = getParameterType(GlobalOp(parameter)).getDimSize(dim);
    return channels.contains(dim, index, size);
  }
};
} // namespace

static FailureOr<SmallVector<OriginalSlice>>
getOriginalSlices(const ChannelGroups &groups, unsigned channel) {
  SmallVector<OriginalSlice> slices;
  unsigned lastAxis = -1;
  for (const ChannelMember &member : groups.getMembers(channel)) {
    const ChannelAxis &axis = groups.getAxes()[member.axis];
    if (!axis.parameter)
      continue;
    if (member.axis != lastAxis) {
      FailureOr<OriginalChannels> read = OriginalChannels::read(axis.parameter);
      if (failed(read))
        return failure();
      slices.push_back({axis.parameter, axis.dim, std::move(*read)});
      lastAxis = member.axis;
    }
    OriginalSlice &slice = slices.back();
    slice.indices.push_back(slice.channels.get(axis.dim, member.index));
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

static json::Object toJSON(const ChannelGroup &group,
                           const ChannelRemovalRecord &removal,
                           ArrayRef<OriginalSlice> slices) {
  json::Array members;
  for (const OriginalSlice &slice : slices)
    members.push_back(toJSON(slice));
  json::Object entry{
      {"pass", removal.pass.str()},
      {"class", removal.removalClass.str()},
      {"criterion", removal.criterion.str()},
      {"group", json::fixUTF8(group.name)},
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
  auto emitted =
      remark::passed(parameter.getLoc(),
                     remark::RemarkOpts::name(removal.pass).category("prune"));
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

LogicalResult Ledger::record(const ChannelGroups &groups,
                             const ChannelGroup &group,
                             const ChannelRemovalRecord &removal) {
  auto slices = getOriginalSlices(groups, removal.channel);
  auto survivors = removal.survivor
                       ? getOriginalSlices(groups, *removal.survivor)
                       : SmallVector<OriginalSlice>();
  if (failed(slices) || failed(survivors))
    return failure();
  json::Object entry = toJSON(group, removal, *slices);
  if (auto channel = findOriginal(original, *slices)) {
    entry["group"] = original.groups[channel->group].name;
    entry["channel"] = channel->number;
  }
  if (auto survivor = findOriginal(original, *survivors))
    entry["survivor"] = survivor->number;
  if (!slices->empty())
    reportRemoval(removal, entry, slices->front().parameter);
  channels.push_back(std::move(entry));
  return success();
}

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

/// Ranges of the columns of one row, in original numbering, both ends included.
static json::Array toRanges(const llvm::BitVector &removed, int64_t row,
                            int64_t columns, const OriginalChannels &original) {
  json::Array ranges;
  std::optional<std::pair<int64_t, int64_t>> open;
  auto close = [&] {
    if (open)
      ranges.push_back(json::Array{open->first, open->second});
    open.reset();
  };
  for (int64_t c = 0; c < columns; ++c) {
    if (!removed.test(row * columns + c))
      continue;
    int64_t column = original.get(1, c);
    if (open && column == open->second + 1) {
      open->second = column;
      continue;
    }
    close();
    open = {column, column};
  }
  close();
  return ranges;
}

/// For each original row that lost weights, its ranges.
static json::Object toRows(const WeightRemovalRecord &removal,
                           const OriginalChannels &original) {
  ArrayRef<int64_t> shape = getParameterType(removal.parameter).getShape();
  json::Object rows;
  for (int64_t row = 0; row < shape[0]; ++row)
    if (json::Array ranges = toRanges(removal.removed, row, shape[1], original);
        !ranges.empty())
      rows[std::to_string(original.get(0, row))] = std::move(ranges);
  return rows;
}

static void reportRemoval(const WeightRemovalRecord &removal) {
  GlobalOp parameter = removal.parameter;
  remark::passed(parameter.getLoc(),
                 remark::RemarkOpts::name(removal.pass).category("prune"))
      << remark::add("{0} of {1} weights of {2}: pruned",
                     removal.removed.count(), removal.removed.size(),
                     parameter.getSymName())
      << remark::metric("criterion", removal.criterion);
}

LogicalResult Ledger::record(const WeightRemovalRecord &removal) {
  auto original = OriginalChannels::read(removal.parameter);
  if (failed(original))
    return failure();
  json::Object entry{
      {"pass", removal.pass.str()},
      {"class", "pruned"},
      {"criterion", removal.criterion.str()},
      {"parameter", nameOf(removal.parameter)},
      {"removed", static_cast<int64_t>(removal.removed.count())},
      {"elements", static_cast<int64_t>(removal.removed.size())},
      {"rows", toRows(removal, *original)},
  };
  if (removal.threshold)
    entry["threshold"] = finiteOrNull(*removal.threshold);
  if (!removal.pattern.empty())
    entry["pattern"] = removal.pattern.str();
  if (removal.compensated)
    entry["compensated"] = true;
  weights.push_back(std::move(entry));
  reportRemoval(removal);
  return success();
}

//===----------------------------------------------------------------------===//
// Layers
//===----------------------------------------------------------------------===//

void Ledger::record(const LayerRemovalRecord &removal) {
  json::Array parameters;
  for (GlobalOp parameter : removal.parameters)
    parameters.push_back(nameOf(parameter));
  json::Object entry{
      {"pass", removal.pass.str()},
      {"class", "pruned"},
      {"criterion", removal.criterion.str()},
      {"layer", json::fixUTF8(removal.layer)},
      {"parameters", std::move(parameters)},
  };
  if (removal.score)
    entry["score"] = finiteOrNull(*removal.score);
  layers.push_back(std::move(entry));
  if (removal.parameters.empty())
    return;
  auto emitted =
      remark::passed(GlobalOp(removal.parameters.front()).getLoc(),
                     remark::RemarkOpts::name(removal.pass).category("prune"));
  emitted << remark::add("layer {0}: pruned", removal.layer)
          << remark::metric("criterion", removal.criterion);
  if (removal.score)
    emitted << remark::metric("score", *removal.score);
}
