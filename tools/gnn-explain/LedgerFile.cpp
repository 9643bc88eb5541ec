//===- LedgerFile.cpp - What passes wrote down ----------------------------===//
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
// Parameters
//===----------------------------------------------------------------------===//

/// The elements, where they are increasing indices.
static std::optional<std::vector<int64_t>> toIndices(const json::Array *array) {
  if (!array)
    return std::nullopt;
  std::vector<int64_t> indices;
  for (const json::Value &each : *array) {
    int64_t least = indices.empty() ? 0 : indices.back() + 1;
    std::optional<int64_t> index = each.getAsInteger();
    if (!index || *index < least || *index > kLargestIndex)
      return std::nullopt;
    indices.push_back(*index);
  }
  return indices;
}

/// Null, or as many increasing indices as the dimension has.
static Error readIndices(const json::Value &value, int64_t size,
                         StringRef where,
                         std::optional<std::vector<int64_t>> &indices) {
  if (value.getAsNull())
    return Error::success();
  indices = toIndices(value.getAsArray());
  if (indices && int64_t(indices->size()) == size)
    return Error::success();
  return llvm::createStringError("expected null or " + llvm::Twine(size) +
                                 " increasing indices but got " +
                                 describeJSON(value) + " at " + where);
}

static Error readParameter(const json::Object &object, StringRef where,
                           CurrentParameter &parameter) {
  if (Error error = getIntegers(object, "shape", 0, kLargestIndex, where)
                        .moveInto(parameter.shape))
    return error;
  auto dims = getField<const json::Array *>(object, "channels", where);
  if (!dims)
    return dims.takeError();
  if ((*dims)->size() != parameter.shape.size())
    return llvm::createStringError(
        "expected \"channels\" to have " + llvm::Twine(parameter.shape.size()) +
        " elements but got " + llvm::Twine((*dims)->size()) + " at " + where);
  for (auto [size, value] : llvm::zip(parameter.shape, **dims))
    if (Error error = readIndices(value, size, (where + ".channels").str(),
                                  parameter.original.emplace_back()))
      return error;
  return Error::success();
}

static Error readParameters(const json::Object &ledger, LedgerFile &file) {
  auto parameters = getField<const json::Object *>(ledger, "parameters");
  if (!parameters)
    return parameters.takeError();
  for (const auto &[name, value] : **parameters) {
    std::string where = "parameters." + name.str();
    auto parameter =
        getField<const json::Object *>(**parameters, name, "parameters");
    if (!parameter)
      return parameter.takeError();
    if (Error error = readParameter(**parameter, where, file.parameters[name]))
      return error;
  }
  return Error::success();
}

//===----------------------------------------------------------------------===//
// The file
//===----------------------------------------------------------------------===//

static Error readOriginal(const json::Object &ledger, LedgerFile &file) {
  auto original = getField<const json::Object *>(ledger, "original");
  if (!original)
    return original.takeError();
  return OriginalModel::fromJSON(**original, "original")
      .moveInto(file.original);
}

static Error readLedger(const json::Object &ledger, LedgerFile &file) {
  if (Error error = checkLedgerVersion(ledger))
    return error;
  if (Error error = readOriginal(ledger, file))
    return error;
  if (Error error = forEachObject(ledger, "channels", "",
                                  [&](const json::Object &each, StringRef at) {
                                    return readChannel(each, at, file);
                                  }))
    return error;
  if (Error error = forEachObject(ledger, "weights", "",
                                  [&](const json::Object &each, StringRef at) {
                                    return readWeights(each, at, file);
                                  }))
    return error;
  // Only where a layer went.
  if (ledger.get("layers"))
    if (Error error = forEachObject(
            ledger, "layers", "", [&](const json::Object &each, StringRef at) {
              return readLayer(each, at, file);
            }))
      return error;
  return readParameters(ledger, file);
}

Expected<LedgerFile> LedgerFile::load(StringRef path) {
  Expected<json::Value> value = loadJSONFile(path);
  if (!value)
    return value.takeError();
  const json::Object *object = value->getAsObject();
  if (!object)
    return llvm::createStringError(path + ": expected an object but got " +
                                   describeJSON(*value));
  LedgerFile file;
  if (Error error = readLedger(*object, file))
    return addContext(path, std::move(error));
  return file;
}
