//===- SafetensorsFile.cpp - Read safetensors files -----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SafetensorsFormat.h"

#include "gnn-opt/Support/JSON.h"
#include "gnn-opt/Support/Text.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using namespace mlir::gnn;

Expected<SafetensorsFile> SafetensorsFile::open(StringRef path) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> buffer = MemoryBuffer::getFile(
      path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!buffer)
    return createStringError("cannot read " + quote(path) + ": " +
                             buffer.getError().message());
  return parse(std::move(*buffer));
}

Expected<SafetensorsFile>
SafetensorsFile::parse(std::unique_ptr<MemoryBuffer> buffer) {
  SafetensorsFile file;
  file.buffer = std::move(buffer);
  if (Error error = file.readContent())
    return addContext(file.getPath(), std::move(error));
  return file;
}

/// Splits the file behind the length into header and data.
static Expected<std::pair<StringRef, StringRef>> splitHeader(StringRef bytes) {
  using namespace safetensors;
  if (bytes.size() < kLengthBytes)
    return createStringError("expected " + Twine(kLengthBytes) +
                             " bytes with the header's length but the file "
                             "ends after " +
                             Twine(bytes.size()));
  uint64_t length = support::endian::read64le(bytes.data());
  StringRef rest = bytes.drop_front(kLengthBytes);
  if (length > kMaxHeaderBytes)
    return createStringError("expected a header of at most " +
                             Twine(kMaxHeaderBytes) +
                             " bytes but its length is " + Twine(length));
  if (length > rest.size())
    return createStringError("expected a header of " + Twine(length) +
                             " bytes but the file ends after " +
                             Twine(rest.size()));
  return std::make_pair(rest.take_front(length), rest.drop_front(length));
}

Error SafetensorsFile::readContent() {
  auto parts = splitHeader(buffer->getBuffer());
  if (!parts)
    return parts.takeError();
  auto [header, data] = *parts;
  ArrayRef<uint8_t> dataBytes = arrayRefFromStringRef(data);
  if (Error error = readHeader(header, dataBytes))
    return error;
  if (Error error = safetensors::checkLayout(tensors, dataBytes))
    return error;
  for (auto [index, tensor] : enumerate(tensors))
    indexByName[tensor.name] = index;
  return Error::success();
}

static Error readMetadata(const json::Value &value,
                          std::map<std::string, std::string> &metadata) {
  const json::Object *object = value.getAsObject();
  if (!object)
    return createStringError("expected an object but got " +
                             describeJSON(value));
  for (const auto &[key, entry] : *object) {
    Expected<StringRef> text = getField<StringRef>(*object, key);
    if (!text)
      return text.takeError();
    metadata[key.str()] = text->str();
  }
  return Error::success();
}

Error SafetensorsFile::readHeader(StringRef header, ArrayRef<uint8_t> data) {
  // The format demands it of the first byte, so that files can be recognised.
  if (!header.starts_with("{"))
    return createStringError("expected the header to be a JSON object, which "
                             "starts with \"{\", but it starts with " +
                             quote(header.take_front(1)));
  Expected<json::Value> value = parseJSON(header, "header");
  if (!value)
    return value.takeError();
  for (const auto &[key, entry] : *value->getAsObject()) {
    if (StringRef(key) == safetensors::kMetadataKey) {
      if (Error error = readMetadata(entry, metadata))
        return addContext(safetensors::kMetadataKey, std::move(error));
      continue;
    }
    Expected<SafetensorsTensor> tensor =
        safetensors::readEntry(key, entry, data);
    if (!tensor)
      return tensor.takeError();
    tensors.push_back(std::move(*tensor));
  }
  return Error::success();
}

const SafetensorsTensor *SafetensorsFile::find(StringRef name) const {
  auto it = indexByName.find(name);
  return it == indexByName.end() ? nullptr : &tensors[it->second];
}

Expected<const SafetensorsTensor *> SafetensorsFile::get(StringRef name) const {
  if (const SafetensorsTensor *tensor = find(name))
    return tensor;
  return createStringError(getPath() + ": expected a " +
                           safetensors::describeTensor(name) +
                           " but the file has none");
}

std::optional<StringRef> SafetensorsFile::getMetadata(StringRef key) const {
  auto it = metadata.find(key.str());
  if (it == metadata.end())
    return std::nullopt;
  return StringRef(it->second);
}
