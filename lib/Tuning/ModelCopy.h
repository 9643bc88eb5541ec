//===- ModelCopy.h - A copy of a model that fits data -----------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_MODELCOPY_H
#define GNN_OPT_LIB_TUNING_MODELCOPY_H

#include "gnn-opt/Analysis/Cost.h"
#include "gnn-opt/Execution/Dataset.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace mlir::gnn {

struct ModelCopy {
  OwningOpRef<ModuleOp> module;
  func::FuncOp function;
  /// With the features that the function takes, stored as it takes them.
  Dataset data;
};

/// Copies of the function's module and of the data that fit each other; see
/// matchFeatureStorage(). Measuring a model so leaves what its user calls as it
/// is.
llvm::Expected<ModelCopy> copyForData(func::FuncOp function,
                                      const Dataset &data);

/// The workload of the function on the data: of features that it lost, nothing
/// is read.
llvm::Expected<Workload> getWorkload(func::FuncOp function,
                                     const Dataset &data);

/// Multiply-adds of the function as it would be compiled: with the products
/// before or after aggregations, and what can be folded folded.
llvm::Expected<int64_t> countCompiledMultiplyAdds(func::FuncOp function,
                                                  const Workload &workload);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_MODELCOPY_H
