//===- Print.h - Answers as text and as JSON --------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TOOLS_GNN_EXPLAIN_PRINT_H
#define GNN_OPT_TOOLS_GNN_EXPLAIN_PRINT_H

#include "Answers.h"

#include "llvm/Support/raw_ostream.h"

namespace mlir::gnn {

/// A sentence a line; places in the notation of numpy.
void printText(const Account &account, const ChannelAnswer &answer,
               llvm::raw_ostream &os);
void printText(const Account &account, const WeightAnswer &answer,
               llvm::raw_ostream &os);
void printText(const Account &account, const NowAnswer &answer,
               llvm::raw_ostream &os);
void printText(const Account &account, const std::vector<GroupSummary> &table,
               llvm::raw_ostream &os);

/// {"channel": [{"group", "channel", "fate", "was", "now", ...}, ...]}: the
/// channel, then the survivors.
llvm::json::Object toJSON(const Account &account, const ChannelAnswer &answer);
/// {"parameter", "index", "now", "zeroed": [...], "went_with": [[...]]}
llvm::json::Object toJSON(const Account &account, const WeightAnswer &answer);
/// {"parameter", "dims": [null or {"now", "was", "group", "channel",
/// "merged"}]}
llvm::json::Object toJSON(const Account &account, const NowAnswer &answer);
/// {"groups": [{"group", "original", "kept", "pruned", ...}]}
llvm::json::Object toJSON(const Account &account,
                          const std::vector<GroupSummary> &table);

} // namespace mlir::gnn

#endif // GNN_OPT_TOOLS_GNN_EXPLAIN_PRINT_H
