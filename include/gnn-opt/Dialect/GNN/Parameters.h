//===- Parameters.h - Trained values as module symbols -------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A parameter is an `ml_program.global` whose name is that of the PyG state dict.
// Its value is absent (`#ml_program.extern`) until `gnn-load-params` runs, and a
// `dense_resource` blob, or in small tests a `dense` literal, afterwards.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_DIALECT_GNN_PARAMETERS_H
#define GNN_OPT_DIALECT_GNN_PARAMETERS_H

#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/IR/BuiltinOps.h"

#include <vector>

namespace mlir::gnn {

/// The global that `value` is loaded from, or null where it is not a load.
ml_program::GlobalOp getParameter(Value value);

/// All globals of the module with an f32 tensor type, in order.
SmallVector<ml_program::GlobalOp> getParameters(ModuleOp module);

/// All loads of a parameter, in any function of its module.
SmallVector<ml_program::GlobalLoadConstOp>
getParameterLoads(ml_program::GlobalOp parameter);

/// The shape and element type, with the `#gnn.csr` encoding where it has one.
RankedTensorType getParameterType(ml_program::GlobalOp parameter);

/// Whether the parameter has values, not only a type.
bool hasParameterValues(ml_program::GlobalOp parameter);

/// The values in row-major order. Fails with an error on the parameter where it
/// has none, or where a blob's size does not fit the type.
FailureOr<std::vector<float>>
getParameterValues(ml_program::GlobalOp parameter);

/// Gives the parameter new values, a type that may be smaller, and all its loads
/// that type. Users of the loads are the caller's to update.
void setParameterValues(ml_program::GlobalOp parameter, RankedTensorType type,
                        ArrayRef<float> values);

/// A new parameter before `before`, named `name` or, where that is taken,
/// `name_0`, `name_1` and so on.
ml_program::GlobalOp createParameter(ml_program::GlobalOp before, StringRef name,
                                     RankedTensorType type,
                                     ArrayRef<float> values);

/// A load of `parameter` at the builder's insertion point.
Value createParameterLoad(OpBuilder &builder, Location loc,
                          ml_program::GlobalOp parameter);

} // namespace mlir::gnn

#endif // GNN_OPT_DIALECT_GNN_PARAMETERS_H
