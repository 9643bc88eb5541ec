//===- Safetensors.h - Read safetensors files -------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The format: 8 bytes with the little-endian length N of the header, N bytes of
// JSON, then the tensors' bytes, row-major and without gaps. Source:
// https://github.com/huggingface/safetensors (README, "Format").
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_SUPPORT_SAFETENSORS_H
#define GNN_OPT_SUPPORT_SAFETENSORS_H

#include "gnn-opt/Support/DType.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Alignment.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"

#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mlir::gnn {

/// One tensor of a SafetensorsFile: a view, valid as long as the file's buffer.
struct SafetensorsTensor {
  std::string name;
  DType dtype = DType::F32;
  /// Every extent is >= 0; a scalar has none.
  llvm::SmallVector<int64_t, 4> shape;
  /// Little-endian, row-major; not always aligned for the element type: read
  /// it through getElements() or the conversions below.
  llvm::ArrayRef<uint8_t> bytes;

  int64_t getNumElements() const {
    return static_cast<int64_t>(bytes.size() / getByteSize(dtype));
  }

  /// The elements as values of type T, which must be the C++ type of `dtype`
  /// (for Bool read `bytes`). Answers a view of the file where the bytes are
  /// aligned for T, and a view of `storage`, filled with a copy, where not.
  template <typename T>
  llvm::Expected<llvm::ArrayRef<T>> getElements(std::vector<T> &storage) const {
    static_assert(kDTypeOf<T> && !std::is_same_v<T, bool>);
    if (dtype != *kDTypeOf<T>)
      return wrongDType(getName(*kDTypeOf<T>));
    if (llvm::isAddrAligned(llvm::Align::Of<T>(), bytes.data()))
      return llvm::ArrayRef<T>(reinterpret_cast<const T *>(bytes.data()),
                               getNumElements());
    storage.resize(getNumElements());
    if (!bytes.empty())
      std::memcpy(storage.data(), bytes.data(), bytes.size());
    return llvm::ArrayRef<T>(storage);
  }

  /// `tensor "x": expected dtype <expected> but got <dtype>`.
  llvm::Error wrongDType(llvm::StringRef expected) const;
};

/// Values of an F64, F32, F16 or BF16 tensor. An F64 beyond the range of
/// float32 is an error, not an infinity.
llvm::Expected<std::vector<float>> toFloat32(const SafetensorsTensor &tensor);

/// Values of an F64, F32, F16 or BF16 tensor; exact.
llvm::Expected<std::vector<double>> toFloat64(const SafetensorsTensor &tensor);

/// Values of an I64 or I32 tensor.
llvm::Expected<std::vector<int64_t>> toInt64(const SafetensorsTensor &tensor);

/// A safetensors file, mapped into memory and wholly validated: the tensors
/// cover the data without gap or overlap, each has as many bytes as its dtype
/// and shape need, no name occurs twice, and every Bool is 0 or 1.
///
/// Copies share the buffer. Errors name the file and the tensor, and say what
/// was expected and what came.
class SafetensorsFile {
public:
  static llvm::Expected<SafetensorsFile> open(llvm::StringRef path);

  /// The same for bytes in memory; the buffer's identifier is the file's name.
  static llvm::Expected<SafetensorsFile>
  parse(std::unique_ptr<llvm::MemoryBuffer> buffer);

  llvm::StringRef getPath() const { return buffer->getBufferIdentifier(); }

  /// In the order of their bytes in the file.
  llvm::ArrayRef<SafetensorsTensor> getTensors() const { return tensors; }

  /// Null where there is no such tensor.
  const SafetensorsTensor *find(llvm::StringRef name) const;

  /// As find(), with an error that names the file.
  llvm::Expected<const SafetensorsTensor *> get(llvm::StringRef name) const;

  /// The strings of `__metadata__`, by key.
  const std::map<std::string, std::string> &getMetadata() const {
    return metadata;
  }
  std::optional<llvm::StringRef> getMetadata(llvm::StringRef key) const;

  /// What keeps the tensors' bytes alive, for users that outlive the file.
  std::shared_ptr<const llvm::MemoryBuffer> getBuffer() const { return buffer; }

private:
  SafetensorsFile() = default;

  llvm::Error readHeader(llvm::StringRef header, llvm::ArrayRef<uint8_t> data);
  llvm::Error readContent();

  std::shared_ptr<const llvm::MemoryBuffer> buffer;
  std::vector<SafetensorsTensor> tensors;
  llvm::StringMap<size_t> indexByName;
  std::map<std::string, std::string> metadata;
};

} // namespace mlir::gnn

#endif // GNN_OPT_SUPPORT_SAFETENSORS_H
