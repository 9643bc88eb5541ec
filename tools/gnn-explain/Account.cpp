//===- Account.cpp - What became of every channel -------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Account.h"

#include "gnn-opt/Support/Text.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir::gnn;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

static constexpr int64_t none = -1;

//===----------------------------------------------------------------------===//
// Entering what the ledger says
//===----------------------------------------------------------------------===//

Error Account::enterRemovals() {
  for (const OriginalGroup &group : ledger.original.groups)
    removalOf.emplace_back(group.size, none);
  for (auto [position, removed] : llvm::enumerate(ledger.channels)) {
    if (!removed.channel)
      continue;
    int64_t &entry = removalOf[removed.channel->group][removed.channel->number];
    if (entry != none)
      return llvm::createStringError(
          "expected a channel to go once but channels[" + llvm::Twine(entry) +
          "] and channels[" + llvm::Twine(position) + "] both remove " +
          llvm::Twine(removed.channel->number) + " of " +
          quote(ledger.original.groups[removed.channel->group].name));
    entry = position;
  }
  return Error::success();
}

/// A channel can only be merged into one that is still there: later than it.
Error Account::checkMerges() const {
  for (auto [position, removed] : llvm::enumerate(ledger.channels)) {
    if (!removed.channel || !removed.survivor)
      continue;
    int64_t survivor = removalOf[removed.channel->group][*removed.survivor];
    if (survivor != none && survivor <= int64_t(position))
      return llvm::createStringError(
          "expected a survivor that was there but channels[" +
          llvm::Twine(survivor) + "] had removed that of channels[" +
          llvm::Twine(position) + "]");
  }
  return Error::success();
}

Expected<Account> Account::open(StringRef path) {
  Expected<LedgerFile> ledger = LedgerFile::load(path);
  if (!ledger)
    return ledger.takeError();
  Account account;
  account.ledger = std::move(*ledger);
  if (Error error = account.enterRemovals())
    return addContext(path, std::move(error));
  if (Error error = account.checkMerges())
    return addContext(path, std::move(error));
  return account;
}

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

std::optional<int64_t> Account::findNow(StringRef name, int64_t dim,
                                        int64_t index) const {
  const OriginalParameter *before = ledger.original.findParameter(name);
  auto now = ledger.parameters.find(name);
  if (!before || now == ledger.parameters.end() ||
      now->second.shape.size() != before->shape.size())
    return std::nullopt;
  if (const auto &original = now->second.original[dim]) {
    auto found = llvm::lower_bound(*original, index);
    return found != original->end() && *found == index
               ? std::optional<int64_t>(found - original->begin())
               : std::nullopt;
  }
  // Another size without a word on channels: the parameter was rewritten.
  bool isSame = now->second.shape[dim] == before->shape[dim];
  return isSame ? std::optional(index) : std::nullopt;
}

std::vector<Slice> Account::getSlices(OriginalChannel channel, bool now) const {
  std::vector<Slice> slices;
  for (const OriginalParameter &parameter : ledger.original.parameters)
    for (const ChannelRun &run : parameter.runs) {
      int64_t ahead = channel.number - run.channel;
      if (run.group != channel.group || ahead < 0 || ahead >= run.count)
        continue;
      int64_t index = run.index + ahead;
      std::optional<int64_t> place =
          now ? findNow(parameter.name, run.dim, index) : index;
      if (!place)
        continue;
      if (slices.empty() || slices.back().parameter != parameter.name ||
          slices.back().dim != run.dim)
        slices.push_back({parameter.name, run.dim, {}});
      slices.back().indices.push_back(*place);
    }
  return slices;
}

//===----------------------------------------------------------------------===//
// Fates
//===----------------------------------------------------------------------===//

const RemovedChannel *Account::findRemoval(OriginalChannel channel) const {
  int64_t position = removalOf[channel.group][channel.number];
  return position == none ? nullptr : &ledger.channels[position];
}

const RemovedChannel *Account::findRemoval(StringRef parameter, int64_t dim,
                                           int64_t index) const {
  auto has = [&](const Slice &slice) {
    return slice.parameter == parameter && slice.dim == dim &&
           llvm::is_contained(slice.indices, index);
  };
  for (const RemovedChannel &removed : ledger.channels)
    if (llvm::any_of(removed.members, has))
      return &removed;
  return nullptr;
}

bool Account::isKept(OriginalChannel channel) const {
  return !findRemoval(channel) && !getSlices(channel, /*now=*/true).empty();
}

const RemovedLayer *Account::findLayer(StringRef parameter) const {
  if (ledger.parameters.contains(parameter))
    return nullptr;
  for (const RemovedLayer &layer : llvm::reverse(ledger.layers))
    if (llvm::is_contained(layer.parameters, parameter))
      return &layer;
  return nullptr;
}

const RemovedLayer *Account::findLayer(OriginalChannel channel) const {
  const RemovedLayer *last = nullptr;
  for (const Slice &slice : getSlices(channel, /*now=*/false)) {
    const RemovedLayer *layer = findLayer(slice.parameter);
    if (!layer)
      return nullptr;
    last = std::max(last, layer);
  }
  return last;
}

const Deed *Account::findDeed(OriginalChannel channel) const {
  if (const RemovedChannel *removed = findRemoval(channel))
    return &removed->deed;
  const RemovedLayer *layer = isKept(channel) ? nullptr : findLayer(channel);
  return layer ? &layer->deed : nullptr;
}

StringRef Account::getFate(OriginalChannel channel) const {
  if (const Deed *deed = findDeed(channel))
    return deed->kind;
  return isKept(channel) ? "kept" : "unrecorded";
}

std::vector<OriginalChannel>
Account::getMergedInto(OriginalChannel channel) const {
  std::vector<OriginalChannel> merged;
  // Who is merged into whom comes before the removal of the latter.
  for (const RemovedChannel &removed : llvm::reverse(ledger.channels)) {
    if (!removed.channel || !removed.survivor)
      continue;
    OriginalChannel survivor{removed.channel->group, *removed.survivor};
    if (survivor == channel || llvm::is_contained(merged, survivor))
      merged.push_back(*removed.channel);
  }
  llvm::sort(merged, [](OriginalChannel a, OriginalChannel b) {
    return a.number < b.number;
  });
  return merged;
}
