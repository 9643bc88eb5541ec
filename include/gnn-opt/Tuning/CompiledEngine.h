//===- CompiledEngine.h - A model, compiled for this machine ----*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TUNING_COMPILEDENGINE_H
#define GNN_OPT_TUNING_COMPILEDENGINE_H

#include "gnn-opt/Execution/Engine.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

#include <memory>

namespace mlir::gnn {

/// Compiles a copy of the function's module for the processor of this machine,
/// and runs it there. `threads` = 0 leaves the number to OpenMP. Errors: those
/// of getSignature() and createJITEngine(), a module that does not lower.
llvm::Expected<std::unique_ptr<Engine>>
createCompiledEngine(func::FuncOp function, unsigned threads = 0);

} // namespace mlir::gnn

#endif // GNN_OPT_TUNING_COMPILEDENGINE_H
