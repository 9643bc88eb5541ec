//===- SafetensorsWriter.h - Write safetensors files ------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_SUPPORT_SAFETENSORSWRITER_H
#define GNN_OPT_SUPPORT_SAFETENSORSWRITER_H

#include "gnn-opt/Support/DType.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

#include <initializer_list>
#include <map>
#include <string>
#include <vector>

namespace mlir::gnn {

/// Collects tensors and writes them as one file. The same tensors and metadata
/// give the same bytes, in whatever order they were added: widest elements
/// first, then by name, which also aligns every tensor, as the reference
/// implementation does; the header is padded with spaces to a multiple of 8.
class SafetensorsWriter {
public:
  /// Borrows `bytes` (little-endian, row-major) until the last write.
  void add(llvm::StringRef name, DType dtype, llvm::ArrayRef<int64_t> shape,
           llvm::ArrayRef<uint8_t> bytes);

  /// Borrows `elements` until the last write.
  template <typename T>
  void add(llvm::StringRef name, llvm::ArrayRef<int64_t> shape,
           llvm::ArrayRef<T> elements) {
    static_assert(kDTypeOf<T>, "no safetensors dtype holds a T");
    add(name, *kDTypeOf<T>, shape,
        {reinterpret_cast<const uint8_t *>(elements.data()),
         elements.size() * sizeof(T)});
  }

  /// Elements in braces would be gone before the write.
  template <typename T>
  void add(llvm::StringRef name, llvm::ArrayRef<int64_t> shape,
           std::initializer_list<T> elements) = delete;

  void setMetadata(llvm::StringRef key, llvm::StringRef value);

  /// Writes through writeFileAtomically(), so that a failure leaves nothing.
  /// Errors name the path and the tensor: a name twice or reserved or not
  /// UTF-8, a shape that does not fit the bytes, a Bool that is not 0 or 1.
  llvm::Error write(llvm::StringRef path) const;

  /// The same bytes to a stream.
  llvm::Error write(llvm::raw_ostream &os) const;

private:
  struct Entry {
    std::string name;
    DType dtype;
    llvm::SmallVector<int64_t, 4> shape;
    llvm::ArrayRef<uint8_t> bytes;
  };

  llvm::Expected<std::vector<const Entry *>> orderEntries() const;
  std::string formatHeader(llvm::ArrayRef<const Entry *> ordered) const;

  std::vector<Entry> entries;
  std::map<std::string, std::string> metadata;
};

} // namespace mlir::gnn

#endif // GNN_OPT_SUPPORT_SAFETENSORSWRITER_H
