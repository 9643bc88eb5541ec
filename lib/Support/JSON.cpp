//===- JSON.cpp - JSON files and typed fields -----------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Support/JSON.h"

#include "JSONScanner.h"
#include "gnn-opt/Support/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

/// `name:line:column: reason`, line and column of `offset` counted from 1.
static Error errorAt(StringRef text, StringRef name, size_t offset,
                     const Twine &reason) {
  StringRef before = text.take_front(offset);
  size_t line = before.count('\n') + 1;
  size_t column = before.size() - before.rfind('\n');
  // Without a line break rfind gives npos, which is one before the start.
  return createStringError(name + ":" + Twine(line) + ":" + Twine(column) +
                           ": " + reason);
}

/// Turns `[line:column, byte=offset]: Reason` of llvm::json::ParseError, which
/// keeps its fields to itself, into our form.
static Error reword(Error error, StringRef text, StringRef name) {
  std::string message = toString(std::move(error));
  auto [place, reason] = StringRef(message).split("]: ");
  size_t offset = 0;
  if (reason.empty() || place.split("byte=").second.getAsInteger(10, offset))
    return createStringError(name + ": " + message);
  std::string lowered = reason.str();
  lowered[0] = toLower(lowered[0]);
  // The parser stands behind the character that it refuses.
  return errorAt(text, name, offset - (offset > 0), lowered);
}

Expected<json::Value> mlir::gnn::parseJSON(StringRef text, StringRef name) {
  size_t damage = 0;
  if (!json::isUTF8(text, &damage))
    return errorAt(text, name, damage, "invalid UTF-8 sequence");
  if (std::optional<JSONDefect> defect = scanJSON(text))
    return errorAt(text, name, defect->offset, defect->reason);
  Expected<json::Value> value = json::parse(text);
  if (!value)
    return reword(value.takeError(), text, name);
  return value;
}

Expected<json::Value> mlir::gnn::loadJSONFile(StringRef path) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> buffer = MemoryBuffer::getFile(
      path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!buffer)
    return createStringError("cannot read " + quote(path) + ": " +
                             buffer.getError().message());
  return parseJSON((*buffer)->getBuffer(), path);
}

std::string mlir::gnn::describeJSON(const json::Value &value) {
  // Enough to recognise the value by; cut between characters of UTF-8.
  constexpr size_t kMaxLength = 60;
  std::string text;
  raw_string_ostream(text) << value;
  if (text.size() <= kMaxLength)
    return text;
  size_t end = kMaxLength;
  while (end > 0 && (text[end] & 0xc0) == 0x80)
    --end;
  return text.substr(0, end) + "...";
}

static std::string formatPlace(StringRef where) {
  return where.empty() ? "" : (" at " + where).str();
}

Error mlir::gnn::json_detail::missingField(StringRef key, StringRef expected,
                                           StringRef where) {
  return createStringError("missing " + quote(key) + ", expected " + expected +
                           formatPlace(where));
}

Error mlir::gnn::json_detail::wrongField(StringRef key, StringRef expected,
                                         const json::Value &got,
                                         StringRef where) {
  return createStringError("expected " + quote(key) + " to be " + expected +
                           " but got " + describeJSON(got) +
                           formatPlace(where));
}

static Error wrongInteger(const Twine &what, int64_t least, int64_t most,
                          const json::Value &got, StringRef where) {
  return createStringError("expected " + what + " to be from " + Twine(least) +
                           " to " + Twine(most) + " but got " +
                           mlir::gnn::describeJSON(got) + formatPlace(where));
}

Expected<int64_t> mlir::gnn::getIntegerFrom(const json::Object &object,
                                            StringRef key, int64_t least,
                                            int64_t most, StringRef where) {
  Expected<int64_t> value = getField<int64_t>(object, key, where);
  if (!value || (*value >= least && *value <= most))
    return value;
  return wrongInteger(quote(key), least, most, *value, where);
}

Expected<std::vector<int64_t>>
mlir::gnn::getIntegers(const json::Object &object, StringRef key, int64_t least,
                       int64_t most, StringRef where) {
  Expected<const json::Array *> array =
      getField<const json::Array *>(object, key, where);
  if (!array)
    return array.takeError();
  std::vector<int64_t> values;
  for (const json::Value &each : **array) {
    std::optional<int64_t> value = each.getAsInteger();
    if (!value || *value < least || *value > most)
      return wrongInteger("integers of " + quote(key), least, most, each,
                          where);
    values.push_back(*value);
  }
  return values;
}

/// `parameters[2]`, or `original.parameters[2]`.
static std::string placeOf(StringRef where, StringRef key, size_t index) {
  return (where + (where.empty() ? "" : ".") + key + "[" + Twine(index) + "]")
      .str();
}

Error mlir::gnn::forEachObject(
    const json::Object &object, StringRef key, StringRef where,
    function_ref<Error(const json::Object &, StringRef)> visit) {
  Expected<const json::Array *> array =
      getField<const json::Array *>(object, key, where);
  if (!array)
    return array.takeError();
  for (auto [index, value] : enumerate(**array)) {
    std::string place = placeOf(where, key, index);
    const json::Object *each = value.getAsObject();
    if (!each)
      return createStringError("expected an object but got " +
                               mlir::gnn::describeJSON(value) + " at " + place);
    if (Error error = visit(*each, place))
      return error;
  }
  return Error::success();
}

Error mlir::gnn::rejectUnknownKeys(const json::Object &object,
                                   ArrayRef<StringRef> known, StringRef where) {
  std::optional<StringRef> unknown;
  for (const auto &[key, value] : object)
    if (!is_contained(known, StringRef(key)) &&
        (!unknown || StringRef(key) < *unknown))
      unknown = key;
  if (!unknown)
    return Error::success();
  return createStringError("unknown " + quote(*unknown) + formatPlace(where) +
                           ", expected one of: " + join(known, ", "));
}
