//===- DeadChannels.cpp - Channels that change no result ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/DeadChannels.h"
#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "llvm/ADT/BitVector.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

StringRef gnn::stringify(DeadReason reason) {
  switch (reason) {
  case DeadReason::unread:
    return "unread";
  case DeadReason::constant:
    return "constant";
  case DeadReason::duplicate:
    return "duplicate";
  }
  return "";
}

DeadChannels::DeadChannels(const ChannelGroups &groups, ChannelValues &values)
    : groups(groups), values(values), readersOfAxis(groups.getAxes().size()),
      zeroSlices(groups.getAxes().size()) {
  for (auto [number, reader] : llvm::enumerate(groups.getContractions()))
    readersOfAxis[reader.features].push_back(number);
}

//===----------------------------------------------------------------------===//
// Reads
//===----------------------------------------------------------------------===//

void DeadChannels::forEachRead(
    unsigned channel,
    function_ref<void(const ChannelContraction &, int64_t)> visit) const {
  for (const ChannelMember &member : groups.getMembers(channel))
    for (unsigned reader : readersOfAxis[member.axis])
      visit(groups.getContractions()[reader], member.index);
}

const ChannelValue &DeadChannels::getFeature(const ChannelContraction &reader,
                                             int64_t index) {
  return values.get(reader.link.from.value)[index];
}

/// Whether all elements of a parameter with this index are zero.
bool DeadChannels::isZeroSlice(unsigned axis, int64_t index) {
  const ChannelAxis &info = groups.getAxes()[axis];
  std::optional<std::vector<bool>> &zero = zeroSlices[axis];
  if (zero)
    return (*zero)[index];
  zero.emplace(info.size, false);
  GlobalOp parameter = info.parameter;
  if (!parameter || !hasParameterValues(parameter))
    return false;
  FailureOr<std::vector<float>> elements = getParameterValues(parameter);
  if (failed(elements))
    return false;
  zero->assign(info.size, true);
  int64_t inner = 1;
  for (int64_t size :
       getParameterType(parameter).getShape().drop_front(info.dim + 1))
    inner *= size;
  for (auto [offset, element] : llvm::enumerate(*elements))
    if (element != 0)
      (*zero)[offset / inner % info.size] = false;
  return (*zero)[index];
}

/// Whether a constant can be added to what the op adds to its sums.
static bool hasFoldableBias(const ChannelContraction &reader,
                            const ChannelAxis &weight) {
  if (!reader.link.bias || !weight.parameter)
    return false;
  OperandRange bias = *reader.link.bias;
  if (bias.empty())
    return true;
  GlobalOp parameter = getParameter(bias.front());
  return parameter && hasParameterValues(parameter);
}

DeadChannels::Read DeadChannels::classify(const ChannelContraction &reader,
                                          int64_t index) {
  const ChannelValue &feature = getFeature(reader, index);
  if (feature.isZero() ||
      isZeroSlice(reader.weight, reader.getWeightIndex(index)))
    return Read::nothing;
  bool folds = hasFoldableBias(reader, groups.getAxes()[reader.weight]);
  return feature.constant && folds ? Read::constant : Read::live;
}

/// Nothing for a channel that is live.
std::optional<DeadReason> DeadChannels::classify(unsigned channel) {
  bool live = false, constant = false;
  forEachRead(channel, [&](const ChannelContraction &reader, int64_t index) {
    Read read = classify(reader, index);
    live |= read == Read::live;
    constant |= read == Read::constant;
  });
  if (live)
    return std::nullopt;
  return constant ? DeadReason::constant : DeadReason::unread;
}

//===----------------------------------------------------------------------===//
// Unread and constant channels
//===----------------------------------------------------------------------===//

bool DeadChannels::mayGo(const ChannelGroup &group) const {
  return group.frozen.empty() && !group.coupledBy;
}

/// Parameters are what a channel is found by again once the IR has changed.
bool DeadChannels::hasParameter(unsigned channel) const {
  return llvm::any_of(groups.getMembers(channel),
                      [&](const ChannelMember &member) {
                        return groups.getAxes()[member.axis].parameter;
                      });
}

/// Without those whose removal would leave an axis empty.
std::vector<DeadChannel>
DeadChannels::keepOnePerAxis(std::vector<DeadChannel> dead) const {
  llvm::BitVector goes(groups.getNumChannels());
  for (const DeadChannel &each : dead)
    goes.set(each.channel);
  for (auto [number, axis] : llvm::enumerate(groups.getAxes())) {
    bool anyStays = axis.size == 0;
    for (int64_t i = 0; i < axis.size && !anyStays; ++i)
      anyStays = !goes.test(groups.getChannel(number, i));
    if (!anyStays)
      goes.reset(groups.getChannel(number, 0));
  }
  llvm::erase_if(
      dead, [&](const DeadChannel &each) { return !goes.test(each.channel); });
  return dead;
}

std::vector<DeadChannel> DeadChannels::findUnreadAndConstant() {
  std::vector<DeadChannel> dead;
  for (const ChannelGroup &group : groups.getGroups()) {
    if (!mayGo(group))
      continue;
    for (unsigned channel : group.channels)
      if (std::optional<DeadReason> reason = classify(channel);
          reason && hasParameter(channel))
        dead.push_back({&group, channel, *reason});
  }
  return keepOnePerAxis(std::move(dead));
}

/// Where the channel is constant: `constant 0.5 in the result of ...`; empty
/// where it is so nowhere.
std::string DeadChannels::describeConstant(unsigned channel) {
  for (const ChannelMember &member : groups.getMembers(channel)) {
    const ChannelAxis &axis = groups.getAxes()[member.axis];
    if (!axis.value || !values.isSet(axis.value))
      continue;
    if (auto constant = values.get(axis.value)[member.index].constant)
      return "constant " + std::to_string(*constant) + " in the " +
             axis.describe();
  }
  return "";
}

std::string DeadChannels::explainKept(const ChannelGroup &group,
                                      unsigned channel) {
  std::string constant = describeConstant(channel);
  if (constant.empty() || !group.frozen.empty())
    return "";
  if (group.coupledBy)
    return llvm::formatv("{0}, but '{1}' couples the channels", constant,
                         group.coupledBy->getName().getStringRef());
  std::string blocked;
  forEachRead(channel, [&](const ChannelContraction &reader, int64_t index) {
    if (!blocked.empty() || classify(reader, index) != Read::live)
      return;
    StringRef why = getFeature(reader, index).constant
                        ? "has no bias that could take it up"
                        : "does not read a constant";
    blocked = llvm::formatv("{0}, but '{1}' {2}", constant,
                            reader.op->getName().getStringRef(), why);
  });
  return blocked;
}

//===----------------------------------------------------------------------===//
// Duplicates
//===----------------------------------------------------------------------===//

std::optional<SlicePairs> gnn::pairSlices(const ChannelGroups &groups,
                                          unsigned channel, unsigned survivor) {
  SlicePairs pairs;
  ArrayRef<ChannelMember> from = groups.getMembers(channel);
  ArrayRef<ChannelMember> to = groups.getMembers(survivor);
  if (from.size() != to.size())
    return std::nullopt;
  for (const ChannelContraction &reader : groups.getContractions())
    for (auto [a, b] : llvm::zip(from, to)) {
      if (a.axis != b.axis)
        return std::nullopt;
      if (a.axis != reader.features)
        continue;
      auto [entry, isNew] =
          pairs.try_emplace({reader.weight, reader.getWeightIndex(a.index)},
                            reader.getWeightIndex(b.index));
      if (entry->second != reader.getWeightIndex(b.index))
        return std::nullopt;
    }
  return pairs;
}

/// Every weight slice must be a parameter's that is only multiplied with:
/// adding to a slice that is also copied elsewhere would show there.
bool DeadChannels::canMerge(unsigned channel, unsigned survivor) const {
  auto pairs = pairSlices(groups, channel, survivor);
  if (!pairs)
    return false;
  return llvm::all_of(*pairs, [&](const auto &pair) {
    const ChannelAxis &weight = groups.getAxes()[pair.first.first];
    GlobalOp parameter = weight.parameter;
    return parameter && hasParameterValues(parameter) && !weight.copied;
  });
}

void DeadChannels::findDuplicatesIn(const ChannelGroup &group,
                                    std::vector<DeadChannel> &found) {
  std::map<std::vector<uint64_t>, unsigned> firstWith;
  for (unsigned channel : group.channels) {
    std::vector<uint64_t> key;
    forEachRead(channel, [&](const ChannelContraction &reader, int64_t index) {
      key.push_back(getFeature(reader, index).number);
    });
    if (key.empty() || !hasParameter(channel))
      continue;
    auto [entry, isNew] = firstWith.try_emplace(key, channel);
    if (!isNew && canMerge(channel, entry->second))
      found.push_back({&group, channel, DeadReason::duplicate, entry->second});
  }
}

std::vector<DeadChannel> DeadChannels::findDuplicates() {
  std::vector<DeadChannel> dead;
  for (const ChannelGroup &group : groups.getGroups())
    if (mayGo(group))
      findDuplicatesIn(group, dead);
  return keepOnePerAxis(std::move(dead));
}
