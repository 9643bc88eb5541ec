//===- Text.h - Names and shapes in messages --------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_SUPPORT_TEXT_H
#define GNN_OPT_SUPPORT_TEXT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <string>

namespace mlir::gnn {

/// `"text"`, with control characters escaped: names come from files, and a
/// message must not be able to steer the terminal that shows it.
std::string quote(llvm::StringRef text);

/// `[2, 10556]`; a scalar is `[]`.
std::string formatShape(llvm::ArrayRef<int64_t> shape);

/// Puts `context: ` before the message of `error`; success stays success.
llvm::Error addContext(const llvm::Twine &context, llvm::Error error);

} // namespace mlir::gnn

#endif // GNN_OPT_SUPPORT_TEXT_H
