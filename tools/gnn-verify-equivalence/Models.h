//===- Models.h - The two models, made comparable ---------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TOOLS_GNN_VERIFY_EQUIVALENCE_MODELS_H
#define GNN_OPT_TOOLS_GNN_VERIFY_EQUIVALENCE_MODELS_H

#include "Options.h"
#include "gnn-opt/Execution/Dataset.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/OwningOpRef.h"

#include <optional>

namespace mlir::gnn {

struct ComparedModel {
  OwningOpRef<ModuleOp> module;
  /// A part of the module.
  func::FuncOp function;
};

struct Comparison {
  ComparedModel first, second;
  /// What --data names.
  std::optional<Dataset> dataset;
  /// From the widest to the narrowest.
  std::vector<InputDomain> domains;
};

/// Reads both, as core ops, with features stored as the data has them. Errors:
/// files, parameters without values, functions that take or give different
/// things, options of the domain, data that does not fit.
llvm::Expected<Comparison> loadComparison(const VerifyOptions &options,
                                          MLIRContext &context);

} // namespace mlir::gnn

#endif // GNN_OPT_TOOLS_GNN_VERIFY_EQUIVALENCE_MODELS_H
