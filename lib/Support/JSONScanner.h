//===- JSONScanner.h - What the JSON parser does not check ------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_SUPPORT_JSONSCANNER_H
#define GNN_OPT_LIB_SUPPORT_JSONSCANNER_H

#include "llvm/ADT/StringRef.h"

#include <optional>
#include <string>

namespace mlir::gnn {

struct JSONDefect {
  size_t offset;
  std::string reason;
};

/// Finds the first bracket nested deeper than kMaxJSONDepth or key repeated in
/// one object. Needs no well-formed text: other defects are the parser's.
std::optional<JSONDefect> scanJSON(llvm::StringRef text);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_SUPPORT_JSONSCANNER_H
