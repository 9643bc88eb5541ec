//===- OriginalModel.cpp - What a model was before pruning ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Support/OriginalModel.h"

#include "gnn-opt/Support/JSON.h"
#include "gnn-opt/Support/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

using namespace mlir::gnn;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;
namespace json = llvm::json;

Error mlir::gnn::checkLedgerVersion(const json::Object &ledger) {
  Expected<int64_t> version = getField<int64_t>(ledger, "version");
  if (!version || *version == kLedgerVersion)
    return version.takeError();
  return llvm::createStringError("expected version " +
                                 llvm::Twine(kLedgerVersion) + " but got " +
                                 llvm::Twine(*version));
}

//===----------------------------------------------------------------------===//
// Looking up
//===----------------------------------------------------------------------===//

const OriginalParameter *OriginalModel::findParameter(StringRef name) const {
  auto found = llvm::find_if(parameters, [&](const OriginalParameter &each) {
    return each.name == name;
  });
  return found == parameters.end() ? nullptr : &*found;
}

std::optional<OriginalChannel> OriginalModel::findChannel(StringRef parameter,
                                                          int64_t dim,
                                                          int64_t index) const {
  const OriginalParameter *found = findParameter(parameter);
  if (!found)
    return std::nullopt;
  for (const ChannelRun &run : found->runs)
    if (run.dim == dim && run.index <= index && index - run.index < run.count)
      return OriginalChannel{run.group, run.channel + (index - run.index)};
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

static json::Object toJSON(const OriginalGroup &group) {
  json::Object object{{"name", group.name}, {"size", group.size}};
  if (!group.frozen.empty())
    object["frozen"] = group.frozen;
  return object;
}

json::Object OriginalModel::toJSON() const {
  json::Array groupList, parameterList;
  for (const OriginalGroup &group : groups)
    groupList.push_back(::toJSON(group));
  for (const OriginalParameter &parameter : parameters) {
    json::Array runs;
    for (const ChannelRun &run : parameter.runs)
      runs.push_back(json::Object{{"dim", run.dim},
                                  {"index", run.index},
                                  {"count", run.count},
                                  {"group", groups[run.group].name},
                                  {"channel", run.channel}});
    parameterList.push_back(json::Object{{"name", parameter.name},
                                         {"shape", parameter.shape},
                                         {"runs", std::move(runs)}});
  }
  return json::Object{{"groups", std::move(groupList)},
                      {"parameters", std::move(parameterList)}};
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

namespace {
/// Fills a model, object by object.
class Reader {
public:
  explicit Reader(OriginalModel &model) : model(model) {}

  Error readGroup(const json::Object &object, StringRef where);
  Error readParameter(const json::Object &object, StringRef where);

private:
  Error readRun(const json::Object &object, StringRef where,
                OriginalParameter &parameter);

  OriginalModel &model;
  llvm::StringMap<size_t> groupOfName;
  int64_t channelsLeft = kMaxOriginalChannels;
};
} // namespace

/// Sizes beyond this are damage.
static constexpr int64_t largestSize = int64_t(1) << 40;

Error Reader::readGroup(const json::Object &object, StringRef where) {
  OriginalGroup group;
  Expected<StringRef> name = getField<StringRef>(object, "name", where);
  if (!name)
    return name.takeError();
  Expected<StringRef> frozen =
      getFieldOr<StringRef>(object, "frozen", "", where);
  if (!frozen)
    return frozen.takeError();
  group.name = name->str();
  group.frozen = frozen->str();
  if (Error error = getIntegerFrom(object, "size", 0, channelsLeft, where)
                        .moveInto(group.size))
    return error;
  channelsLeft -= group.size;
  if (!groupOfName.try_emplace(*name, model.groups.size()).second)
    return llvm::createStringError("expected one group " + quote(*name) +
                                   " but got another at " + where);
  model.groups.push_back(std::move(group));
  return Error::success();
}

Error Reader::readRun(const json::Object &object, StringRef where,
                      OriginalParameter &parameter) {
  ChannelRun run;
  Expected<StringRef> name = getField<StringRef>(object, "group", where);
  if (!name)
    return name.takeError();
  auto group = groupOfName.find(*name);
  if (group == groupOfName.end())
    return llvm::createStringError("expected \"group\" to be among the groups "
                                   "but got " +
                                   quote(*name) + " at " + where);
  run.group = group->second;
  int64_t channels = model.groups[run.group].size;
  int64_t rank = parameter.shape.size();
  if (Error error =
          getIntegerFrom(object, "dim", 0, rank - 1, where).moveInto(run.dim))
    return error;
  int64_t size = parameter.shape[run.dim];
  if (Error error = getIntegerFrom(object, "index", 0, size - 1, where)
                        .moveInto(run.index))
    return error;
  if (Error error = getIntegerFrom(object, "channel", 0, channels - 1, where)
                        .moveInto(run.channel))
    return error;
  int64_t most = std::min(size - run.index, channels - run.channel);
  if (Error error =
          getIntegerFrom(object, "count", 1, most, where).moveInto(run.count))
    return error;
  parameter.runs.push_back(run);
  return Error::success();
}

Error Reader::readParameter(const json::Object &object, StringRef where) {
  OriginalParameter parameter;
  Expected<StringRef> name = getField<StringRef>(object, "name", where);
  if (!name)
    return name.takeError();
  parameter.name = name->str();
  Expected<std::vector<int64_t>> shape =
      getIntegers(object, "shape", 0, largestSize, where);
  if (!shape)
    return shape.takeError();
  parameter.shape = std::move(*shape);
  Error error = forEachObject(object, "runs", where,
                              [&](const json::Object &run, StringRef place) {
                                return readRun(run, place, parameter);
                              });
  model.parameters.push_back(std::move(parameter));
  return error;
}

Expected<OriginalModel> OriginalModel::fromJSON(const json::Object &object,
                                                StringRef where) {
  OriginalModel model;
  Reader reader(model);
  if (Error error = forEachObject(object, "groups", where,
                                  [&](const json::Object &each, StringRef at) {
                                    return reader.readGroup(each, at);
                                  }))
    return std::move(error);
  if (Error error = forEachObject(object, "parameters", where,
                                  [&](const json::Object &each, StringRef at) {
                                    return reader.readParameter(each, at);
                                  }))
    return std::move(error);
  return model;
}
