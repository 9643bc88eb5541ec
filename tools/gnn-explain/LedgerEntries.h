//===- LedgerEntries.h - What passes wrote down of removals -----*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TOOLS_GNN_EXPLAIN_LEDGERENTRIES_H
#define GNN_OPT_TOOLS_GNN_EXPLAIN_LEDGERENTRIES_H

#include "LedgerFile.h"

namespace mlir::gnn {

/// No dimension of a model is as long.
inline constexpr int64_t kLargestIndex = int64_t(1) << 40;

// Each reads one entry and appends it to the file's. `where` is its place.
llvm::Error readChannel(const llvm::json::Object &entry, llvm::StringRef where,
                        LedgerFile &file);
llvm::Error readWeights(const llvm::json::Object &entry, llvm::StringRef where,
                        LedgerFile &file);
llvm::Error readLayer(const llvm::json::Object &entry, llvm::StringRef where,
                      LedgerFile &file);

} // namespace mlir::gnn

#endif // GNN_OPT_TOOLS_GNN_EXPLAIN_LEDGERENTRIES_H
