//===- RuntimeCalls.h - Calls of the GPU runtime, as IR ---------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GPUTORUNTIME_RUNTIMECALLS_H
#define GNN_OPT_LIB_CONVERSION_GPUTORUNTIME_RUNTIMECALLS_H

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/BuiltinOps.h"

namespace mlir::gnn {

/// Builds calls of the functions of GPURuntime.h, and declares those that are
/// called. Values are LLVM pointers and integers.
class RuntimeCalls {
public:
  RuntimeCalls(ModuleOp module, OpBuilder &builder)
      : module(module), builder(builder) {}

  Value begin(Location loc);
  Value alloc(Location loc, Value session, Value bytes);
  void free(Location loc, Value session, Value memory);
  void copy(Location loc, ArrayRef<Value> arguments);
  void fill(Location loc, ArrayRef<Value> arguments);
  void launch(Location loc, ArrayRef<Value> arguments);
  Value end(Location loc, Value session);

private:
  LLVM::CallOp call(Location loc, StringRef name, Type result,
                    ArrayRef<Value> arguments);

  ModuleOp module;
  OpBuilder &builder;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GPUTORUNTIME_RUNTIMECALLS_H
