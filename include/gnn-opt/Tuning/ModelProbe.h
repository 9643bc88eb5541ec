//===- ModelProbe.h - Any value of a model, on a data set -------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TUNING_MODELPROBE_H
#define GNN_OPT_TUNING_MODELPROBE_H

#include "gnn-opt/Execution/Dataset.h"
#include "gnn-opt/Execution/InterpreterValue.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

#include <memory>

namespace mlir::gnn {

/// A copy of a model in core ops, bound to data, of which any value can be
/// computed in double precision. Parameters keep their names, so that what is
/// found for the copy's holds for the model's.
class ModelProbe {
public:
  /// Copies `model`, and decomposes the layers of the copy. The function takes
  /// the features stored as the data has them where it can. Errors, on `model`:
  /// no such function, more than one block, what the data does not fit.
  static FailureOr<std::unique_ptr<ModelProbe>>
  create(ModuleOp model, StringRef function, const Dataset &data);

  ModuleOp getModule() { return *module; }
  func::FuncOp getFunction() { return function; }

  /// Whether `value` is one of the function.
  bool has(Value value) {
    return value.getParentRegion() == &function.getBody();
  }

  /// Builds ops that only evaluate() asks for, behind all others.
  OpBuilder getBuilder() {
    return OpBuilder(function.getBody().front().getTerminator());
  }

  /// Computes values of the function, with the parameters as they are, and
  /// nothing that they do not depend on.
  FailureOr<SmallVector<InterpreterValue>> evaluate(ArrayRef<Value> values);

private:
  LogicalResult bind(const Dataset &data);

  OwningOpRef<ModuleOp> module;
  func::FuncOp function;
  SmallVector<InterpreterValue> arguments;
};

} // namespace mlir::gnn

#endif // GNN_OPT_TUNING_MODELPROBE_H
