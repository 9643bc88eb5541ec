//===- Run.h - One run, from files to report --------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TOOLS_GNN_RUN_RUN_H
#define GNN_OPT_TOOLS_GNN_RUN_RUN_H

#include "Options.h"
#include "Report.h"
#include "gnn-opt/Support/Progress.h"

#include "mlir/IR/MLIRContext.h"

namespace mlir::gnn {

/// Reads model and data, runs, measures and compares as asked, and writes the
/// result where asked. What can be wrong with the files is found before the
/// run.
llvm::Expected<Report> run(const RunOptions &options, MLIRContext &context,
                           Progress &progress);

} // namespace mlir::gnn

#endif // GNN_OPT_TOOLS_GNN_RUN_RUN_H
