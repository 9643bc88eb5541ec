//===- InternalFunctions.h - A function behind another ----------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_HOSTFUNCTIONS_INTERNALFUNCTIONS_H
#define GNN_OPT_LIB_CONVERSION_HOSTFUNCTIONS_INTERNALFUNCTIONS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::gnn {

/// A private func.func still exports its symbol; only LLVM's linkage hides it.
void makeInternal(func::FuncOp function);

/// A function called `name` with the body of `function`, which keeps nothing
/// but its type and its attributes. Fails with an error where the name is
/// taken.
FailureOr<func::FuncOp> moveBody(func::FuncOp function, StringRef name);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_HOSTFUNCTIONS_INTERNALFUNCTIONS_H
