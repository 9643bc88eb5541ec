//===- NodeOrderLibrary.h - Functions that order nodes ----------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_HOSTFUNCTIONS_NODEORDERLIBRARY_H
#define GNN_OPT_LIB_CONVERSION_HOSTFUNCTIONS_NODEORDERLIBRARY_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"

namespace mlir::gnn {

/// The functions of NodeOrder.mlir, in a module.
class NodeOrderLibrary {
public:
  /// Copies them to the end of `module`. Fails with an error where one of their
  /// names is taken.
  static FailureOr<NodeOrderLibrary> addTo(ModuleOp module);

  /// gnn_order_by_ORDER; null where there is no such order.
  func::FuncOp findOrder(StringRef order) const;
  func::FuncOp permuteGraph() const { return find("gnn_permute_graph"); }
  func::FuncOp gatherRows() const { return find("gnn_gather_rows"); }
  func::FuncOp scatterRows() const { return find("gnn_scatter_rows"); }

private:
  explicit NodeOrderLibrary(ModuleOp module) : module(module) {}
  func::FuncOp find(StringRef name) const {
    return module.lookupSymbol<func::FuncOp>(name);
  }

  mutable ModuleOp module;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_HOSTFUNCTIONS_NODEORDERLIBRARY_H
