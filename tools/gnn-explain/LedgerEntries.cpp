//===- LedgerEntries.cpp - What passes wrote down of removals -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LedgerEntries.h"

#include "gnn-opt/Support/JSON.h"
#include "gnn-opt/Support/Text.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir::gnn;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;
namespace json = llvm::json;

//===----------------------------------------------------------------------===//
// Fields
//===----------------------------------------------------------------------===//

static Error readText(const json::Object &object, StringRef key,
                      StringRef where, std::string &text) {
  Expected<StringRef> field = getField<StringRef>(object, key, where);
  if (field)
    text = field->str();
  return field.takeError();
}

/// A number that may be absent, or null where it was not finite.
static Error readNumber(const json::Object &object, StringRef key,
                        StringRef where, std::optional<double> &number) {
  const json::Value *value = object.get(key);
  if (!value || value->getAsNull())
    return Error::success();
  Expected<double> field = getField<double>(object, key, where);
  if (field)
    number = *field;
  return field.takeError();
}

static Error readDeed(const json::Object &object, StringRef where, Deed &deed) {
  if (Error error = readText(object, "pass", where, deed.pass))
    return error;
  if (Error error = readText(object, "class", where, deed.kind))
    return error;
  if (Error error = readText(object, "criterion", where, deed.criterion))
    return error;
  deed.proof = object.getString("proof").value_or("").str();
  return readNumber(object, "score", where, deed.score);
}

//===----------------------------------------------------------------------===//
// Channels
//===----------------------------------------------------------------------===//

static Error readMember(const json::Object &object, StringRef where,
                        std::vector<Slice> &members) {
  Slice slice;
  if (Error error = readText(object, "parameter", where, slice.parameter))
    return error;
  if (Error error =
          getIntegerFrom(object, "dim", 0, 8, where).moveInto(slice.dim))
    return error;
  if (Error error = getIntegers(object, "indices", 0, kLargestIndex, where)
                        .moveInto(slice.indices))
    return error;
  members.push_back(std::move(slice));
  return Error::success();
}

/// Which channel of the original it was, and where it was merged into.
static Error readPlace(const json::Object &object, StringRef where,
                       const OriginalModel &original, RemovedChannel &removed) {
  if (!object.get("channel"))
    return Error::success();
  std::string name;
  if (Error error = readText(object, "group", where, name))
    return error;
  auto group = llvm::find_if(original.groups, [&](const OriginalGroup &each) {
    return each.name == name;
  });
  if (group == original.groups.end())
    return llvm::createStringError(
        "expected \"group\" to be a group of the original but got " +
        quote(name) + " at " + where);
  OriginalChannel channel{size_t(group - original.groups.begin()), 0};
  if (Error error = getIntegerFrom(object, "channel", 0, group->size - 1, where)
                        .moveInto(channel.number))
    return error;
  removed.channel = channel;
  if (!object.get("survivor"))
    return Error::success();
  return getIntegerFrom(object, "survivor", 0, group->size - 1, where)
      .moveInto(removed.survivor.emplace());
}

Error mlir::gnn::readChannel(const json::Object &object, StringRef where,
                             LedgerFile &file) {
  RemovedChannel removed;
  if (Error error = readDeed(object, where, removed.deed))
    return error;
  if (Error error = readPlace(object, where, file.original, removed))
    return error;
  Error error = forEachObject(object, "members", where,
                              [&](const json::Object &each, StringRef place) {
                                return readMember(each, place, removed.members);
                              });
  file.channels.push_back(std::move(removed));
  return error;
}

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

static std::optional<std::pair<int64_t, int64_t>>
toRange(const json::Value &value) {
  const json::Array *ends = value.getAsArray();
  if (!ends || ends->size() != 2)
    return std::nullopt;
  std::optional<int64_t> first = (*ends)[0].getAsInteger();
  std::optional<int64_t> last = (*ends)[1].getAsInteger();
  if (!first || !last || *first < 0 || *last < *first)
    return std::nullopt;
  return std::pair(*first, *last);
}

static Error readRow(StringRef key, const json::Value &value, StringRef where,
                     RemovedWeights &removed) {
  int64_t row;
  const json::Array *ranges = value.getAsArray();
  if (key.getAsInteger(10, row) || row < 0 || !ranges)
    return llvm::createStringError("expected \"rows\" to have an array for "
                                   "each row but got " +
                                   quote(key) + ": " + describeJSON(value) +
                                   " at " + where);
  for (const json::Value &each : *ranges) {
    auto range = toRange(each);
    if (!range)
      return llvm::createStringError("expected a range of columns but got " +
                                     describeJSON(each) + " at " + where +
                                     ".rows." + key);
    removed.rows[row].push_back(*range);
  }
  return Error::success();
}

Error mlir::gnn::readWeights(const json::Object &object, StringRef where,
                             LedgerFile &file) {
  RemovedWeights removed;
  if (Error error = readDeed(object, where, removed.deed))
    return error;
  if (Error error = readText(object, "parameter", where, removed.parameter))
    return error;
  if (Error error = readNumber(object, "threshold", where, removed.threshold))
    return error;
  removed.pattern = object.getString("pattern").value_or("").str();
  auto rows = getField<const json::Object *>(object, "rows", where);
  if (!rows)
    return rows.takeError();
  for (const auto &[key, value] : **rows)
    if (Error error = readRow(key, value, where, removed))
      return error;
  file.weights.push_back(std::move(removed));
  return Error::success();
}

//===----------------------------------------------------------------------===//
// Layers
//===----------------------------------------------------------------------===//

Error mlir::gnn::readLayer(const json::Object &object, StringRef where,
                           LedgerFile &file) {
  RemovedLayer removed;
  if (Error error = readDeed(object, where, removed.deed))
    return error;
  if (Error error = readText(object, "layer", where, removed.layer))
    return error;
  auto names = getField<const json::Array *>(object, "parameters", where);
  if (!names)
    return names.takeError();
  for (const json::Value &name : **names) {
    if (!name.getAsString())
      return llvm::createStringError("expected \"parameters\" to be strings "
                                     "but got " +
                                     describeJSON(name) + " at " + where);
    removed.parameters.push_back(name.getAsString()->str());
  }
  file.layers.push_back(std::move(removed));
  return Error::success();
}
