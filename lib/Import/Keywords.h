//===- Keywords.h - A layer's keyword arguments --------------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads arguments so that a layer's builder needs no error handling: whatever
// is missing or wrong is kept, the first of it, and a usable value returned.
// What has not been read by the end is an unknown keyword.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_IMPORT_KEYWORDS_H
#define GNN_OPT_LIB_IMPORT_KEYWORDS_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"

#include <string>

namespace mlir::gnn {

class Keywords {
public:
  /// `read` are keys that the caller has read already.
  Keywords(const llvm::json::Object &object, llvm::StringRef where,
           llvm::ArrayRef<llvm::StringRef> read)
      : object(object), where(where), known(read) {}

  /// True or false.
  bool flag(llvm::StringRef key, bool fallback);

  int64_t integer(llvm::StringRef key, int64_t fallback);

  /// A finite number.
  double number(llvm::StringRef key, double fallback);

  /// A channel or head count, from 1 to kMaxChannels; `required` has no
  /// default.
  int64_t count(llvm::StringRef key, int64_t fallback);
  int64_t requiredCount(llvm::StringRef key);

  /// A width that several counts make.
  void checkChannels(int64_t channels);

  /// One of `allowed`, the first of which is the default; `required` has none.
  llvm::StringRef word(llvm::StringRef key,
                       llvm::ArrayRef<llvm::StringRef> allowed);
  llvm::StringRef requiredWord(llvm::StringRef key,
                               llvm::ArrayRef<llvm::StringRef> allowed);

  /// An array without default; null where there is none.
  const llvm::json::Array *requiredArray(llvm::StringRef key);

  /// Arguments that change nothing at inference.
  void ignore(llvm::ArrayRef<llvm::StringRef> keys);

  /// An argument that only this value is supported of; it is the default.
  void only(llvm::StringRef key, const llvm::json::Value &value);

  /// Arguments that, where given, repeat the input's width (or are PyG's -1).
  void inputWidth(int64_t width,
                  llvm::ArrayRef<llvm::StringRef> keys = {"in_channels"});

  /// Something else that is wrong with the layer.
  void fail(const llvm::Twine &message);

  /// The first thing that was wrong, also an unknown key; once, at the end.
  llvm::Error finish();

private:
  template <typename T> T read(llvm::StringRef key, T fallback, bool required);

  const llvm::json::Object &object;
  std::string where;
  llvm::SmallVector<llvm::StringRef> known;
  std::string firstError;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_IMPORT_KEYWORDS_H
