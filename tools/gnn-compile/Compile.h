//===- Compile.h - From a model to native code ---------------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TOOLS_GNN_COMPILE_COMPILE_H
#define GNN_OPT_TOOLS_GNN_COMPILE_COMPILE_H

#include "Options.h"

#include "llvm/Support/JSON.h"

namespace mlir::gnn {

/// Reads, lowers and writes the model, and its header where one is asked for.
/// Nothing is written unless the model compiles. Every failure has been
/// reported on stderr when this returns it.
LogicalResult compile(const CompileOptions &options, MLIRContext &context);

/// Kernels for the chip that --target names. The module is ready to be lowered.
LogicalResult compileKernels(const CompileOptions &options, KernelFormat format,
                             ModuleOp module);

/// Errors of libraries without IR, in the voice of the tool.
LogicalResult report(llvm::Error error);

/// With --json: what was written, and the names of what can be called in it.
void printSummary(const CompileOptions &options, StringRef target,
                  llvm::json::Array functions);

} // namespace mlir::gnn

#endif // GNN_OPT_TOOLS_GNN_COMPILE_COMPILE_H
