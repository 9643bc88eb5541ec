//===- Answers.cpp - Questions to a ledger, and what it says --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Answers.h"
#include "Questions.h"

#include "gnn-opt/Support/Text.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir::gnn;
using llvm::Expected;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Channels
//===----------------------------------------------------------------------===//

static ChannelFate getFate(const Account &account, OriginalChannel channel) {
  const RemovedChannel *removal = account.findRemoval(channel);
  ChannelFate fate{channel,
                   account.getFate(channel),
                   account.findDeed(channel),
                   std::nullopt,
                   nullptr,
                   account.getSlices(channel, /*now=*/false),
                   account.getSlices(channel, /*now=*/true)};
  if (removal && removal->survivor)
    fate.survivor = OriginalChannel{channel.group, *removal->survivor};
  if (!removal && fate.deed)
    fate.layer = account.findLayer(channel);
  return fate;
}

static ChannelAnswer follow(const Account &account, OriginalChannel channel) {
  ChannelAnswer answer = {getFate(account, channel)};
  // Ends: a survivor went later than what was merged into it.
  while (answer.back().survivor)
    answer.push_back(getFate(account, *answer.back().survivor));
  return answer;
}

Expected<ChannelAnswer> mlir::gnn::explainChannel(const Account &account,
                                                  StringRef question) {
  Expected<OriginalChannel> channel =
      parseChannel(account.getOriginal(), question);
  if (!channel)
    return channel.takeError();
  return follow(account, *channel);
}

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

static bool contains(const RemovedWeights &removed, StringRef parameter,
                     llvm::ArrayRef<int64_t> index) {
  if (removed.parameter != parameter || index.size() != 2)
    return false;
  auto row = removed.rows.find(index[0]);
  return row != removed.rows.end() &&
         llvm::any_of(row->second, [&](std::pair<int64_t, int64_t> range) {
           return range.first <= index[1] && index[1] <= range.second;
         });
}

/// The channel that an index of a dimension went with. Heads go with rows of
/// channels that stay.
static std::optional<OriginalChannel> findLost(const Account &account,
                                               StringRef parameter, int64_t dim,
                                               int64_t index) {
  if (account.findNow(parameter, dim, index))
    return std::nullopt;
  auto channel = account.getOriginal().findChannel(parameter, dim, index);
  if (channel && !account.isKept(*channel))
    return channel;
  const RemovedChannel *removal = account.findRemoval(parameter, dim, index);
  return removal ? removal->channel : std::nullopt;
}

static Expected<Element> parseWeight(const Account &account,
                                     StringRef question) {
  auto shapeOf = [&](StringRef name) -> std::optional<std::vector<int64_t>> {
    const OriginalParameter *found = account.getOriginal().findParameter(name);
    return found ? std::optional(found->shape) : std::nullopt;
  };
  Expected<Element> element = parseElement("--weight", question, shapeOf);
  if (!element || llvm::all_of(element->indices, [](const auto &index) {
        return index.has_value();
      }))
    return element;
  return llvm::createStringError(
      "expected --weight to have an index for each dimension of " +
      quote(element->parameter) + " but got " + quote(question));
}

/// Where the next index of the weight is now, and what it went with.
static void locate(const Account &account, int64_t index,
                   WeightAnswer &answer) {
  int64_t dim = answer.index.size();
  answer.index.push_back(index);
  std::optional<int64_t> now = account.findNow(answer.parameter, dim, index);
  if (now && answer.now)
    answer.now->push_back(*now);
  else
    answer.now.reset();
  if (answer.layer)
    return;
  if (auto lost = findLost(account, answer.parameter, dim, index))
    answer.wentWith.push_back(follow(account, *lost));
}

Expected<WeightAnswer> mlir::gnn::explainWeight(const Account &account,
                                                StringRef question) {
  Expected<Element> element = parseWeight(account, question);
  if (!element)
    return element.takeError();
  WeightAnswer answer{element->parameter,
                      {},
                      std::vector<int64_t>(),
                      {},
                      {},
                      account.findLayer(element->parameter)};
  for (std::optional<int64_t> index : element->indices)
    locate(account, *index, answer);
  for (const RemovedWeights &removed : account.getLedger().weights)
    if (contains(removed, answer.parameter, answer.index))
      answer.zeroed.push_back(&removed);
  return answer;
}

//===----------------------------------------------------------------------===//
// The inverse
//===----------------------------------------------------------------------===//

static NowAnswer::Dim traceBack(const Account &account,
                                const CurrentParameter &parameter,
                                StringRef name, size_t dim, int64_t now) {
  const auto &original = parameter.original[dim];
  int64_t was = original ? (*original)[now] : now;
  auto channel = account.getOriginal().findChannel(name, dim, was);
  return {now, was, channel,
          channel ? account.getMergedInto(*channel)
                  : std::vector<OriginalChannel>()};
}

Expected<NowAnswer> mlir::gnn::explainNow(const Account &account,
                                          StringRef question) {
  const auto &parameters = account.getLedger().parameters;
  auto shapeOf = [&](StringRef name) -> std::optional<std::vector<int64_t>> {
    auto found = parameters.find(name);
    return found == parameters.end() ? std::nullopt
                                     : std::optional(found->second.shape);
  };
  Expected<Element> element = parseElement("--now", question, shapeOf);
  if (!element)
    return element.takeError();
  NowAnswer answer{element->parameter, {}};
  const CurrentParameter &parameter = parameters.find(answer.parameter)->second;
  for (auto [dim, index] : llvm::enumerate(element->indices)) {
    answer.dims.emplace_back();
    if (index)
      answer.dims.back() =
          traceBack(account, parameter, answer.parameter, dim, *index);
  }
  return answer;
}

//===----------------------------------------------------------------------===//
// The table
//===----------------------------------------------------------------------===//

std::vector<GroupSummary> mlir::gnn::summarize(const Account &account) {
  llvm::MapVector<StringRef, int64_t> fates;
  for (StringRef fate : {"kept", "pruned", "proved", "merged"})
    fates[fate] = 0;
  std::vector<GroupSummary> table;
  for (auto [position, group] : llvm::enumerate(account.getOriginal().groups)) {
    table.push_back({&group, {}});
    for (int64_t number = 0; number < group.size; ++number) {
      StringRef fate = account.getFate({position, number});
      fates.try_emplace(fate, 0);
      ++table.back().counts[fate];
    }
  }
  // The same columns, in the same order, in every line.
  for (GroupSummary &line : table) {
    auto columns = fates;
    for (auto &[fate, count] : columns)
      count = line.counts.lookup(fate);
    line.counts = std::move(columns);
  }
  return table;
}
