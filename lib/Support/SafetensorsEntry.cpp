//===- SafetensorsEntry.cpp - One tensor of a header ----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SafetensorsFormat.h"

#include "gnn-opt/Support/JSON.h"
#include "gnn-opt/Support/Text.h"

using namespace llvm;
using namespace mlir::gnn;

static Expected<DType> readDType(const json::Object &entry) {
  Expected<StringRef> name = getField<StringRef>(entry, "dtype");
  if (!name)
    return name.takeError();
  if (std::optional<DType> dtype = parseDType(*name))
    return *dtype;
  return createStringError("expected \"dtype\" to be one of " + listDTypes() +
                           " but got " + quote(*name));
}

/// An array of integers that are not negative, such as `shape`.
static Expected<SmallVector<int64_t, 4>> readExtents(const json::Object &entry,
                                                     StringRef key) {
  Expected<const json::Array *> array =
      getField<const json::Array *>(entry, key);
  if (!array)
    return array.takeError();
  SmallVector<int64_t, 4> extents;
  for (const json::Value &value : **array) {
    std::optional<int64_t> extent = value.getAsInteger();
    if (!extent || *extent < 0)
      return createStringError("expected the numbers of " + quote(key) +
                               " to be integers from 0 to 2^63-1 but got " +
                               describeJSON(value));
    extents.push_back(*extent);
  }
  return extents;
}

static std::string formatRange(ArrayRef<int64_t> offsets) {
  return ("[" + Twine(offsets[0]) + ", " + Twine(offsets[1]) + ")").str();
}

/// The tensor's slice of `data`.
static Expected<ArrayRef<uint8_t>> readBytes(const json::Object &entry,
                                             ArrayRef<uint8_t> data) {
  Expected<SmallVector<int64_t, 4>> offsets =
      readExtents(entry, "data_offsets");
  if (!offsets)
    return offsets.takeError();
  if (offsets->size() != 2)
    return createStringError(
        "expected \"data_offsets\" to be two numbers but got " +
        Twine(offsets->size()));
  uint64_t begin = (*offsets)[0], end = (*offsets)[1];
  if (begin > end)
    return createStringError("expected \"data_offsets\" to be [begin, end) but "
                             "got the reversed range " +
                             formatRange(*offsets));
  if (end > data.size())
    return createStringError("expected \"data_offsets\" within the file's " +
                             Twine(data.size()) + " bytes of data but got " +
                             formatRange(*offsets));
  return data.slice(begin, end - begin);
}

/// Dtype, shape and bytes must tell the same size.
static Error checkSize(const SafetensorsTensor &tensor) {
  std::optional<int64_t> expected =
      safetensors::getByteCount(tensor.dtype, tensor.shape);
  std::string type =
      (getName(tensor.dtype) + " of shape " + formatShape(tensor.shape)).str();
  if (!expected)
    return createStringError("expected a size below 2^63 bytes but " + type +
                             " is larger");
  if (static_cast<uint64_t>(*expected) != tensor.bytes.size())
    return createStringError("expected " + Twine(*expected) + " bytes for " +
                             type + " but \"data_offsets\" span " +
                             Twine(tensor.bytes.size()));
  if (tensor.dtype == DType::Bool)
    return safetensors::checkBools(tensor.bytes);
  return Error::success();
}

static Expected<SafetensorsTensor>
readFields(StringRef name, const json::Value &value, ArrayRef<uint8_t> data) {
  const json::Object *entry = value.getAsObject();
  if (!entry)
    return createStringError("expected an object but got " +
                             describeJSON(value));
  Expected<DType> dtype = readDType(*entry);
  if (!dtype)
    return dtype.takeError();
  Expected<SmallVector<int64_t, 4>> shape = readExtents(*entry, "shape");
  if (!shape)
    return shape.takeError();
  Expected<ArrayRef<uint8_t>> bytes = readBytes(*entry, data);
  if (!bytes)
    return bytes.takeError();
  SafetensorsTensor tensor{name.str(), *dtype, *shape, *bytes};
  if (Error error = checkSize(tensor))
    return error;
  return tensor;
}

Expected<SafetensorsTensor> safetensors::readEntry(StringRef name,
                                                   const json::Value &entry,
                                                   ArrayRef<uint8_t> data) {
  Expected<SafetensorsTensor> tensor = readFields(name, entry, data);
  if (!tensor)
    return addContext(describeTensor(name), tensor.takeError());
  return tensor;
}
