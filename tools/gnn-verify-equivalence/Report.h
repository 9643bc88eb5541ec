//===- Report.h - What is known, for people and programs --------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TOOLS_GNN_VERIFY_EQUIVALENCE_REPORT_H
#define GNN_OPT_TOOLS_GNN_VERIFY_EQUIVALENCE_REPORT_H

#include "Verify.h"

#include "llvm/Support/raw_ostream.h"

namespace mlir::gnn {

/// `proved`, `proved-for-box`, `proved-for-graph`, `bounded` (certainly within
/// the tolerance), `tested` (not refuted) or `different`.
llvm::StringRef getClass(const Verdict &verdict, double tolerance);

/// One JSON object: equal, class, tolerance, bound (null for none), relational,
/// tested {inputs, max_abs, max_rel, changed_predictions},
/// certain_predictions.
void printJSON(const Verdict &verdict, double tolerance, llvm::raw_ostream &os);

/// One line a fact.
void printText(const Verdict &verdict, double tolerance, llvm::raw_ostream &os);

} // namespace mlir::gnn

#endif // GNN_OPT_TOOLS_GNN_VERIFY_EQUIVALENCE_REPORT_H
