//===- ModelCalls.h - From a C function to the lowered ones --- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_CINTERFACE_MODELCALLS_H
#define GNN_OPT_LIB_CONVERSION_CINTERFACE_MODELCALLS_H

#include "gnn-opt/Conversion/CInterface/CSignature.h"

namespace mlir::gnn {

/// A lowered function, and the one that prepares its graphs, if any.
struct LoweredModel {
  /// The preparation is there, and says what it gives.
  static FailureOr<LoweredModel> of(func::FuncOp forward);

  func::FuncOp forward;
  func::FuncOp prepare;
  /// What it prepares, in words; see PreparedMemory.
  ArrayAttr prepared;
};

/// Calls what the C function `signature` is for: the preparation, a run on what
/// was prepared, or both with memory that lives as long as the call. Returns
/// the status of a model that may fail, null for one that cannot.
FailureOr<Value> buildModelCalls(OpBuilder &builder, Location loc,
                                 LoweredModel model,
                                 const CSignature &signature,
                                 ValueRange arguments);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_CINTERFACE_MODELCALLS_H
