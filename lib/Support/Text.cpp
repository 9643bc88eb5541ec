//===- Text.cpp - Names and shapes in messages ----------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Support/Text.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

std::string mlir::gnn::quote(llvm::StringRef text) {
  std::string result;
  llvm::raw_string_ostream os(result);
  os << '"';
  for (char c : text) {
    // Bytes of UTF-8 beyond ASCII pass; only controls can steer a terminal.
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      os.write_escaped(llvm::StringRef(&c, 1), /*UseHexEscapes=*/true);
    else
      os << c;
  }
  os << '"';
  return result;
}

std::string mlir::gnn::formatShape(llvm::ArrayRef<int64_t> shape) {
  std::string result;
  llvm::raw_string_ostream os(result);
  os << '[';
  llvm::interleaveComma(shape, os);
  os << ']';
  return result;
}

llvm::Error mlir::gnn::addContext(const llvm::Twine &context,
                                  llvm::Error error) {
  if (!error)
    return llvm::Error::success();
  return llvm::createStringError(context + ": " +
                                 llvm::toString(std::move(error)));
}
