//===- ChannelSelection.cpp - Which channels go ---------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Transforms/Pruning/ChannelSelection.h"

#include "llvm/ADT/Sequence.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/MathExtras.h"

#include <cmath>
#include <numeric>

using namespace mlir;
using namespace mlir::gnn;

std::optional<SelectionScope> gnn::parseSelectionScope(StringRef name) {
  return llvm::StringSwitch<std::optional<SelectionScope>>(name)
      .Case("layer", SelectionScope::layer)
      .Case("global", SelectionScope::global)
      .Case("backward", SelectionScope::backward)
      .Case("hierarchical", SelectionScope::hierarchical)
      .Default(std::nullopt);
}

StringRef gnn::listSelectionScopes() {
  return "layer, global, backward, hierarchical";
}

std::vector<unsigned> gnn::getChannels(const ChannelSelection &selection) {
  std::vector<unsigned> channels;
  for (const GroupSelection &group : selection)
    for (const SelectedChannel &selected : group.channels)
      channels.push_back(selected.channel);
  return channels;
}

int64_t gnn::takeRatio(int64_t size, double ratio) {
  return static_cast<int64_t>(std::floor(ratio * double(size) + 1e-9));
}

/// Of `count` channels of `size` that were to go, those that do.
static int64_t roundRemovals(int64_t size, int64_t count, int64_t roundTo) {
  int64_t kept = std::max<int64_t>(size - count, 1);
  // What is beyond `size` is none; this way, a huge multiple overflows nothing.
  int64_t missing = (roundTo - kept % roundTo) % roundTo;
  return std::max<int64_t>(size - kept - missing, 0);
}

int64_t gnn::countRemovals(int64_t size, double ratio, int64_t roundTo) {
  return roundRemovals(size, takeRatio(size, ratio), roundTo);
}

//===----------------------------------------------------------------------===//
// Isomorphic groups
//===----------------------------------------------------------------------===//

/// What kind of thing has the channels, and how many it has.
static std::string describeKind(const ChannelAxis &axis, bool isReader) {
  std::string text;
  llvm::raw_string_ostream os(text);
  if (auto parameter = ml_program::GlobalOp(axis.parameter))
    os << "rank " << cast<RankedTensorType>(parameter.getType()).getRank();
  else if (Operation *op = axis.value.getDefiningOp())
    os << op->getName();
  else
    os << "argument";
  os << " dim " << axis.dim << " of " << axis.size;
  os << (isReader ? " read" : "") << (axis.measured ? " measured" : "");
  return text;
}

std::vector<std::vector<unsigned>>
gnn::findIsomorphicGroups(const ChannelGroups &groups) {
  DenseSet<unsigned> readers;
  for (const ChannelContraction &contraction : groups.getContractions())
    readers.insert(contraction.weight);
  std::map<std::vector<std::string>, size_t> classOfKinds;
  std::vector<std::vector<unsigned>> classes;
  for (auto [number, group] : llvm::enumerate(groups.getGroups())) {
    if (!group.frozen.empty())
      continue;
    std::vector<std::string> kinds;
    for (unsigned axis : group.axes)
      kinds.push_back(
          describeKind(groups.getAxes()[axis], readers.contains(axis)));
    llvm::sort(kinds);
    auto [entry, isNew] =
        classOfKinds.try_emplace(std::move(kinds), classes.size());
    if (isNew)
      classes.emplace_back();
    classes[entry->second].push_back(number);
  }
  return classes;
}

//===----------------------------------------------------------------------===//
// Selecting
//===----------------------------------------------------------------------===//

std::vector<SelectedChannel> gnn::selectLowest(const ChannelGroup &group,
                                               ArrayRef<double> scores,
                                               int64_t count) {
  std::vector<SelectedChannel> order;
  for (unsigned channel : group.channels)
    order.push_back({channel, scores[channel]});
  llvm::sort(order, [](const SelectedChannel &a, const SelectedChannel &b) {
    return std::tie(a.score, a.channel) < std::tie(b.score, b.channel);
  });
  order.resize(count);
  return order;
}

/// Scores as groups compete: of one unit, and for what each costs.
static std::vector<double> makeKeys(const ChannelGroups &groups,
                                    ArrayRef<double> scores,
                                    const SelectionOptions &options) {
  std::vector<double> keys(scores.begin(), scores.end());
  for (auto [number, group] : llvm::enumerate(groups.getGroups())) {
    std::vector<double> own;
    for (unsigned channel : group.channels)
      own.push_back(scores[channel]);
    double cost = options.costs.empty() ? 1 : options.costs[number];
    for (auto [channel, key] :
         llvm::zip(group.channels, normalizeScores(own, options.normalizer)))
      keys[channel] = key / cost;
  }
  return keys;
}

ChannelSelector::ChannelSelector(const ChannelGroups &groups,
                                 std::vector<double> scores,
                                 SelectionOptions options)
    : groups(groups), scores(std::move(scores)),
      keys(makeKeys(groups, this->scores, options)),
      options(std::move(options)) {
  for (auto [number, group] : llvm::enumerate(groups.getGroups()))
    if (group.frozen.empty() && !this->options.ownRatios.count(number))
      numCandidates += group.channels.size();
}

ChannelSelection ChannelSelector::select(double ratio) const {
  Counts counts = countAlone(ratio);
  for (ArrayRef<unsigned> competing : getCompeting())
    countCompeting(competing, ratio, counts);
  ChannelSelection selection;
  for (auto [group, count] : counts) {
    const ChannelGroup &from = groups.getGroups()[group];
    int64_t rounded =
        roundRemovals(from.channels.size(), count, options.roundTo);
    if (count > 0 && rounded > 0)
      selection.push_back({group, selectLowest(from, scores, rounded)});
  }
  return selection;
}

/// Groups that compete with each other, and with no others.
std::vector<std::vector<unsigned>> ChannelSelector::getCompeting() const {
  if (options.scope == SelectionScope::layer ||
      options.scope == SelectionScope::backward)
    return {};
  std::vector<std::vector<unsigned>> classes = findIsomorphicGroups(groups);
  for (std::vector<unsigned> &each : classes)
    llvm::erase_if(each, [&](unsigned group) {
      return options.ownRatios.count(group) != 0;
    });
  if (options.isomorphic)
    return classes;
  std::vector<unsigned> all;
  for (ArrayRef<unsigned> each : classes)
    llvm::append_range(all, each);
  llvm::sort(all);
  return {all};
}

ChannelSelector::Counts ChannelSelector::countAlone(double ratio) const {
  Counts counts;
  for (auto [number, group] : llvm::enumerate(groups.getGroups())) {
    if (!group.frozen.empty())
      continue;
    auto own = options.ownRatios.find(number);
    bool isOwn = own != options.ownRatios.end();
    counts[number] =
        takeRatio(group.channels.size(), isOwn ? own->second : ratio);
  }
  return counts;
}

void ChannelSelector::countCompeting(ArrayRef<unsigned> competing, double ratio,
                                     Counts &counts) const {
  int64_t size = 0;
  for (unsigned group : competing) {
    counts[group] = 0;
    size += groups.getGroups()[group].channels.size();
  }
  std::vector<Removal> removals = orderRemovals(competing);
  size_t count = std::min<size_t>(takeRatio(size, ratio), removals.size());
  for (const Removal &removal : ArrayRef(removals).take_front(count))
    ++counts[removal.group];
}

/// One entry for each channel that may go, all but one of each group.
std::vector<ChannelSelector::Removal>
ChannelSelector::orderRemovals(ArrayRef<unsigned> competing) const {
  std::vector<Removal> removals;
  for (unsigned number : competing) {
    std::vector<double> own;
    for (unsigned channel : groups.getGroups()[number].channels)
      own.push_back(keys[channel]);
    llvm::sort(own);
    double sum = std::accumulate(own.begin(), own.end(), 0.0);
    for (size_t i = 0; i + 1 < own.size(); ++i)
      removals.push_back({options.scope == SelectionScope::global
                              ? own[i]
                              : sum / double(own.size() - i),
                          number});
  }
  llvm::stable_sort(removals, [](const Removal &a, const Removal &b) {
    return a.key < b.key;
  });
  return removals;
}
