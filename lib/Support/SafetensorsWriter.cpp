//===- SafetensorsWriter.cpp - Write safetensors files --------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Support/SafetensorsWriter.h"

#include "SafetensorsFormat.h"
#include "gnn-opt/Support/AtomicFile.h"
#include "gnn-opt/Support/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

#include <tuple>

using namespace llvm;
using namespace mlir::gnn;

void SafetensorsWriter::add(StringRef name, DType dtype,
                            ArrayRef<int64_t> shape, ArrayRef<uint8_t> bytes) {
  entries.push_back({name.str(), dtype, SmallVector<int64_t, 4>(shape), bytes});
}

void SafetensorsWriter::setMetadata(StringRef key, StringRef value) {
  metadata[key.str()] = value.str();
}

static Error checkText(StringRef what, StringRef text) {
  size_t offset = 0;
  if (json::isUTF8(text, &offset))
    return Error::success();
  return createStringError("expected " + what +
                           " to be UTF-8 but it is not at byte " +
                           Twine(offset));
}

static Error checkEntry(StringRef name, DType dtype, ArrayRef<int64_t> shape,
                        ArrayRef<uint8_t> bytes) {
  if (name == safetensors::kMetadataKey)
    return createStringError("this name is reserved for the metadata");
  if (Error error = checkText("the name", name))
    return error;
  std::optional<int64_t> expected = safetensors::getByteCount(dtype, shape);
  if (!expected || static_cast<uint64_t>(*expected) != bytes.size())
    return createStringError("expected the bytes of " + getName(dtype) +
                             " of shape " + formatShape(shape) + " but got " +
                             Twine(bytes.size()));
  return dtype == DType::Bool ? safetensors::checkBools(bytes)
                              : Error::success();
}

Expected<std::vector<const SafetensorsWriter::Entry *>>
SafetensorsWriter::orderEntries() const {
  std::vector<const Entry *> ordered;
  for (const Entry &entry : entries) {
    if (Error error =
            checkEntry(entry.name, entry.dtype, entry.shape, entry.bytes))
      return addContext(safetensors::describeTensor(entry.name),
                        std::move(error));
    ordered.push_back(&entry);
  }
  // Widest first: every tensor then starts at a multiple of its element size.
  llvm::sort(ordered, [](const Entry *a, const Entry *b) {
    return std::make_tuple(-int(getByteSize(a->dtype)), StringRef(a->name)) <
           std::make_tuple(-int(getByteSize(b->dtype)), StringRef(b->name));
  });
  StringMap<bool> seen;
  for (const Entry *entry : ordered)
    if (!seen.try_emplace(entry->name).second)
      return createStringError(safetensors::describeTensor(entry->name) +
                               ": this name was added twice");
  for (const auto &[key, value] : metadata) {
    if (Error error = checkText("the metadata's key", key))
      return error;
    if (Error error = checkText("metadata " + quote(key), value))
      return error;
  }
  return ordered;
}

static void writeIntegers(json::OStream &os, StringRef key,
                          ArrayRef<int64_t> values) {
  os.attributeArray(key, [&] {
    for (int64_t value : values)
      os.value(value);
  });
}

std::string
SafetensorsWriter::formatHeader(ArrayRef<const Entry *> ordered) const {
  std::string header;
  raw_string_ostream stream(header);
  json::OStream os(stream);
  int64_t offset = 0;
  os.object([&] {
    if (!metadata.empty())
      os.attributeObject(safetensors::kMetadataKey, [&] {
        for (const auto &[key, value] : metadata)
          os.attribute(key, value);
      });
    for (const Entry *entry : ordered)
      os.attributeObject(entry->name, [&] {
        os.attribute("dtype", getName(entry->dtype));
        writeIntegers(os, "shape", entry->shape);
        int64_t end = offset + static_cast<int64_t>(entry->bytes.size());
        writeIntegers(os, "data_offsets", {offset, end});
        offset = end;
      });
  });
  header.append(offsetToAlignment(header.size(), Align(8)), ' ');
  return header;
}

Error SafetensorsWriter::write(raw_ostream &os) const {
  Expected<std::vector<const Entry *>> ordered = orderEntries();
  if (!ordered)
    return ordered.takeError();
  std::string header = formatHeader(*ordered);
  if (header.size() > safetensors::kMaxHeaderBytes)
    return createStringError(
        "expected a header of at most " + Twine(safetensors::kMaxHeaderBytes) +
        " bytes but the names and metadata need " + Twine(header.size()));
  char length[safetensors::kLengthBytes];
  support::endian::write64le(length, header.size());
  os.write(length, sizeof(length));
  os << header;
  for (const Entry *entry : *ordered)
    os.write(reinterpret_cast<const char *>(entry->bytes.data()),
             entry->bytes.size());
  return Error::success();
}

Error SafetensorsWriter::write(StringRef path) const {
  return writeFileAtomically(
      path, [&](raw_ostream &os) { return addContext(path, write(os)); });
}
