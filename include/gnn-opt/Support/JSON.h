//===- JSON.h - JSON files and typed fields ---------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What llvm/Support/JSON.h lacks: errors with file, line and column; a limit on
// nesting and a check for repeated keys; fields read with their expected type.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_SUPPORT_JSON_H
#define GNN_OPT_SUPPORT_JSON_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mlir::gnn {

/// Arrays and objects may nest this deep. llvm::json::parse recurses without a
/// limit, so that a file of brackets would overflow the stack.
inline constexpr unsigned kMaxJSONDepth = 128;

/// Parses `text`. Errors read `name:line:column: reason` (both from 1) and come
/// for malformed text, nesting beyond `kMaxJSONDepth`, and a key that occurs
/// twice in one object, of which llvm::json::parse would keep one in silence.
llvm::Expected<llvm::json::Value> parseJSON(llvm::StringRef text,
                                            llvm::StringRef name);

/// parseJSON() of the content of a file; `path` is its name.
llvm::Expected<llvm::json::Value> loadJSONFile(llvm::StringRef path);

/// `value` as JSON for a message, cut short where it is long.
std::string describeJSON(const llvm::json::Value &value);

/// How getField() reads a T and what it calls one.
template <typename T> struct JSONFieldTraits;

template <> struct JSONFieldTraits<bool> {
  static constexpr llvm::StringLiteral name = "true or false";
  static std::optional<bool> get(const llvm::json::Value &value) {
    return value.getAsBoolean();
  }
};

template <> struct JSONFieldTraits<int64_t> {
  static constexpr llvm::StringLiteral name = "an integer";
  static std::optional<int64_t> get(const llvm::json::Value &value) {
    return value.getAsInteger();
  }
};

template <> struct JSONFieldTraits<double> {
  static constexpr llvm::StringLiteral name = "a number";
  static std::optional<double> get(const llvm::json::Value &value) {
    return value.getAsNumber();
  }
};

/// The string belongs to the JSON value.
template <> struct JSONFieldTraits<llvm::StringRef> {
  static constexpr llvm::StringLiteral name = "a string";
  static std::optional<llvm::StringRef> get(const llvm::json::Value &value) {
    return value.getAsString();
  }
};

template <> struct JSONFieldTraits<const llvm::json::Array *> {
  static constexpr llvm::StringLiteral name = "an array";
  static std::optional<const llvm::json::Array *>
  get(const llvm::json::Value &value) {
    const llvm::json::Array *array = value.getAsArray();
    return array ? std::optional(array) : std::nullopt;
  }
};

template <> struct JSONFieldTraits<const llvm::json::Object *> {
  static constexpr llvm::StringLiteral name = "an object";
  static std::optional<const llvm::json::Object *>
  get(const llvm::json::Value &value) {
    const llvm::json::Object *object = value.getAsObject();
    return object ? std::optional(object) : std::nullopt;
  }
};

namespace json_detail {
llvm::Error missingField(llvm::StringRef key, llvm::StringRef expected,
                         llvm::StringRef where);
llvm::Error wrongField(llvm::StringRef key, llvm::StringRef expected,
                       const llvm::json::Value &got, llvm::StringRef where);
} // namespace json_detail

/// The field `key` as a T: bool, int64_t, double, StringRef, const Array * or
/// const Object *. `where` is the object's place, such as `layers[1]`; errors:
///   expected "out_channels" to be an integer but got "abc" at layers[1]
///   missing "out_channels", expected an integer at layers[1]
template <typename T>
llvm::Expected<T> getField(const llvm::json::Object &object,
                           llvm::StringRef key, llvm::StringRef where = "") {
  const llvm::json::Value *value = object.get(key);
  if (!value)
    return json_detail::missingField(key, JSONFieldTraits<T>::name, where);
  if (std::optional<T> field = JSONFieldTraits<T>::get(*value))
    return *field;
  return json_detail::wrongField(key, JSONFieldTraits<T>::name, *value, where);
}

/// As getField(), with `fallback` where the field is absent.
template <typename T>
llvm::Expected<T> getFieldOr(const llvm::json::Object &object,
                             llvm::StringRef key, T fallback,
                             llvm::StringRef where = "") {
  return object.get(key) ? getField<T>(object, key, where) : fallback;
}

/// The field `key`, an integer from `least` to `most`.
llvm::Expected<int64_t> getIntegerFrom(const llvm::json::Object &object,
                                       llvm::StringRef key, int64_t least,
                                       int64_t most, llvm::StringRef where);

/// The field `key`, an array of integers from `least` to `most`.
llvm::Expected<std::vector<int64_t>>
getIntegers(const llvm::json::Object &object, llvm::StringRef key,
            int64_t least, int64_t most, llvm::StringRef where);

/// Visits the elements of the array `key`, which must be objects, each with its
/// place, such as `layers[1]`, until one fails.
llvm::Error forEachObject(
    const llvm::json::Object &object, llvm::StringRef key,
    llvm::StringRef where,
    llvm::function_ref<llvm::Error(const llvm::json::Object &, llvm::StringRef)>
        visit);

/// An error that names the first key of `object` (in the order of the alphabet)
/// which is not among `known`, and lists these.
llvm::Error rejectUnknownKeys(const llvm::json::Object &object,
                              llvm::ArrayRef<llvm::StringRef> known,
                              llvm::StringRef where = "");

} // namespace mlir::gnn

#endif // GNN_OPT_SUPPORT_JSON_H
