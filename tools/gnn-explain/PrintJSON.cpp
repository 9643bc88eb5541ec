//===- PrintJSON.cpp - Answers as JSON ------------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Print.h"

using namespace mlir::gnn;
namespace json = llvm::json;

static json::Array toJSON(const std::vector<Slice> &slices) {
  json::Array array;
  for (const Slice &slice : slices)
    array.push_back(json::Object{{"parameter", slice.parameter},
                                 {"dim", slice.dim},
                                 {"indices", slice.indices}});
  return array;
}

static void addDeed(const Deed &deed, json::Object &object) {
  object["pass"] = deed.pass;
  object["criterion"] = deed.criterion;
  if (deed.score)
    object["score"] = *deed.score;
  if (!deed.proof.empty())
    object["proof"] = deed.proof;
}

static json::Object toJSON(const Account &account, const ChannelFate &fate) {
  json::Object object{
      {"group", account.getOriginal().groups[fate.channel.group].name},
      {"channel", fate.channel.number},
      {"fate", fate.fate},
      {"was", toJSON(fate.was)},
  };
  if (fate.fate == "kept")
    object["now"] = toJSON(fate.now);
  if (fate.deed)
    addDeed(*fate.deed, object);
  if (fate.survivor)
    object["survivor"] = fate.survivor->number;
  if (fate.layer)
    object["layer"] = fate.layer->layer;
  return object;
}

static json::Array listFates(const Account &account,
                             const ChannelAnswer &answer) {
  json::Array array;
  for (const ChannelFate &fate : answer)
    array.push_back(toJSON(account, fate));
  return array;
}

json::Object mlir::gnn::toJSON(const Account &account,
                               const ChannelAnswer &answer) {
  return json::Object{{"channel", listFates(account, answer)}};
}

json::Object mlir::gnn::toJSON(const Account &account,
                               const WeightAnswer &answer) {
  json::Array zeroed, wentWith;
  for (const RemovedWeights *removed : answer.zeroed) {
    json::Object object;
    addDeed(removed->deed, object);
    if (!removed->pattern.empty())
      object["pattern"] = removed->pattern;
    if (removed->threshold)
      object["threshold"] = *removed->threshold;
    zeroed.push_back(std::move(object));
  }
  for (const ChannelAnswer &channel : answer.wentWith)
    wentWith.push_back(listFates(account, channel));
  json::Object object{
      {"parameter", answer.parameter},
      {"index", answer.index},
      {"now", answer.now ? json::Value(*answer.now) : json::Value(nullptr)},
      {"zeroed", std::move(zeroed)},
      {"went_with", std::move(wentWith)},
  };
  if (answer.layer) {
    object["layer"] = answer.layer->layer;
    addDeed(answer.layer->deed, object);
  }
  return object;
}

json::Object mlir::gnn::toJSON(const Account &account,
                               const NowAnswer &answer) {
  json::Array dims;
  for (const std::optional<NowAnswer::Dim> &dim : answer.dims) {
    if (!dim) {
      dims.push_back(nullptr);
      continue;
    }
    json::Object object{{"now", dim->now}, {"was", dim->was}};
    json::Array merged;
    for (OriginalChannel each : dim->merged)
      merged.push_back(each.number);
    if (dim->channel) {
      object["group"] = account.getOriginal().groups[dim->channel->group].name;
      object["channel"] = dim->channel->number;
      object["merged"] = std::move(merged);
    }
    dims.push_back(std::move(object));
  }
  return json::Object{{"parameter", answer.parameter},
                      {"dims", std::move(dims)}};
}

json::Object mlir::gnn::toJSON(const Account &,
                               const std::vector<GroupSummary> &table) {
  json::Array groups;
  for (const GroupSummary &line : table) {
    json::Object object{{"group", line.group->name},
                        {"original", line.group->size}};
    for (const auto &[fate, count] : line.counts)
      object[fate] = count;
    if (!line.group->frozen.empty())
      object["frozen"] = line.group->frozen;
    groups.push_back(std::move(object));
  }
  return json::Object{{"groups", std::move(groups)}};
}
