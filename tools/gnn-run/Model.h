//===- Model.h - The model and its features, made to fit --------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TOOLS_GNN_RUN_MODEL_H
#define GNN_OPT_TOOLS_GNN_RUN_MODEL_H

#include "Options.h"
#include "gnn-opt/Analysis/Cost.h"
#include "gnn-opt/Execution/Dataset.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace mlir::gnn {

struct Model {
  OwningOpRef<ModuleOp> module;
  /// What to run; a part of the module.
  func::FuncOp function;
};

/// Reads the model, and its parameters where options name a file. The error of
/// a defect in the IR has been emitted as a diagnostic and says so only.
llvm::Expected<Model> loadModel(const RunOptions &options,
                                MLIRContext &context);

/// The multiply-adds of one run on this data.
int64_t countMultiplyAdds(func::FuncOp function, const Dataset &dataset);

} // namespace mlir::gnn

#endif // GNN_OPT_TOOLS_GNN_RUN_MODEL_H
