//===- Keywords.cpp - A layer's keyword arguments -------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Keywords.h"

#include "ModelSpec.h"
#include "gnn-opt/Support/JSON.h"
#include "gnn-opt/Support/Text.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

namespace json = llvm::json;

void Keywords::fail(const Twine &message) {
  if (firstError.empty())
    firstError = (message + " at " + where).str();
}

template <typename T>
T Keywords::read(StringRef key, T fallback, bool required) {
  known.push_back(key);
  llvm::Expected<T> field = required
                                ? getField<T>(object, key, where)
                                : getFieldOr<T>(object, key, fallback, where);
  if (field)
    return *field;
  std::string message = llvm::toString(field.takeError());
  if (firstError.empty())
    firstError = message;
  return fallback;
}

bool Keywords::flag(StringRef key, bool fallback) {
  return read<bool>(key, fallback, /*required=*/false);
}

int64_t Keywords::integer(StringRef key, int64_t fallback) {
  return read<int64_t>(key, fallback, /*required=*/false);
}

double Keywords::number(StringRef key, double fallback) {
  double value = read<double>(key, fallback, /*required=*/false);
  if (std::isfinite(value))
    return value;
  fail("expected " + quote(key) + " to be finite");
  return fallback;
}

/// `value`, or 1 with an error where it is no count.
static int64_t checkedCount(Keywords &keywords, StringRef key, int64_t value) {
  if (value >= 1 && value <= kMaxChannels)
    return value;
  keywords.fail("expected " + quote(key) + " to be from 1 to " +
                Twine(kMaxChannels) + " but got " + Twine(value));
  return 1;
}

int64_t Keywords::count(StringRef key, int64_t fallback) {
  return checkedCount(*this, key, integer(key, fallback));
}

int64_t Keywords::requiredCount(StringRef key) {
  return checkedCount(*this, key, read<int64_t>(key, 1, /*required=*/true));
}

void Keywords::checkChannels(int64_t channels) {
  if (channels > kMaxChannels)
    fail("expected at most " + Twine(kMaxChannels) + " channels but got " +
         Twine(channels));
}

/// `value`, or the first word with an error where it is not allowed.
static StringRef checkedWord(Keywords &keywords, StringRef key,
                             ArrayRef<StringRef> allowed, StringRef value) {
  if (llvm::is_contained(allowed, value))
    return value;
  keywords.fail("expected " + quote(key) + " to be one of: " +
                llvm::join(allowed, ", ") + " but got " + quote(value));
  return allowed.front();
}

StringRef Keywords::word(StringRef key, ArrayRef<StringRef> allowed) {
  return checkedWord(*this, key, allowed,
                     read(key, allowed.front(), /*required=*/false));
}

StringRef Keywords::requiredWord(StringRef key, ArrayRef<StringRef> allowed) {
  return checkedWord(*this, key, allowed,
                     read(key, allowed.front(), /*required=*/true));
}

const json::Array *Keywords::requiredArray(StringRef key) {
  return read<const json::Array *>(key, nullptr, /*required=*/true);
}

void Keywords::ignore(ArrayRef<StringRef> keys) {
  known.append(keys.begin(), keys.end());
}

void Keywords::only(StringRef key, const json::Value &value) {
  known.push_back(key);
  const json::Value *given = object.get(key);
  if (given && *given != value)
    fail("unsupported value " + describeJSON(*given) + " of " + quote(key) +
         ", expected " + describeJSON(value));
}

void Keywords::inputWidth(int64_t width, ArrayRef<StringRef> keys) {
  // In PyG, -1 leaves the width to the first input.
  constexpr int64_t inferred = -1;
  for (StringRef key : keys) {
    int64_t given = integer(key, inferred);
    if (given != inferred && given != width)
      fail("expected " + quote(key) + " to be " + Twine(width) +
           ", the width of the input, but got " + Twine(given));
  }
}

llvm::Error Keywords::finish() {
  if (!firstError.empty())
    return llvm::createStringError(firstError);
  return rejectUnknownKeys(object, known, where);
}
