//===- LedgerEntries.h - What all entries of a ledger share --- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TRANSFORMS_PRUNING_LEDGERENTRIES_H
#define GNN_OPT_LIB_TRANSFORMS_PRUNING_LEDGERENTRIES_H

#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "mlir/IR/Remarks.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

#include <cmath>

namespace mlir::gnn {

/// A symbol may hold any bytes, JSON only text.
inline std::string nameOf(ml_program::GlobalOp parameter) {
  return llvm::json::fixUTF8(parameter.getSymName());
}

/// An entry as the ledger keeps it.
inline std::string toText(llvm::json::Value entry) {
  return llvm::formatv("{0}", entry);
}

/// JSON has no infinity.
inline llvm::json::Value finiteOrNull(double value) {
  return std::isfinite(value) ? llvm::json::Value(value) : nullptr;
}

/// Of a removal, at the parameter that loses something.
inline auto remarkRemoval(ml_program::GlobalOp parameter, StringRef pass) {
  return remark::passed(parameter.getLoc(),
                        remark::RemarkOpts::name(pass).category("prune"));
}

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TRANSFORMS_PRUNING_LEDGERENTRIES_H
