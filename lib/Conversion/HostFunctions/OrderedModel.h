//===- OrderedModel.h - A model whose nodes get an order --------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_HOSTFUNCTIONS_ORDEREDMODEL_H
#define GNN_OPT_LIB_CONVERSION_HOSTFUNCTIONS_ORDEREDMODEL_H

#include "NodeOrderLibrary.h"

namespace mlir::gnn {

inline constexpr StringLiteral nodeOrderAttr = "gnn.node_order";

/// A lowered function, what prepares for it, and how its buffers are divided:
/// inputs, prepared ones, results.
struct OrderedModel {
  func::FuncOp forward, prepare, order;
  SmallVector<Attribute> prepared;
  unsigned inputs = 0, results = 0;
};

/// Fails with an error where `forward` is not what gnn-order-nodes marks, once
/// lowered.
FailureOr<OrderedModel> readOrderedModel(func::FuncOp forward,
                                         const NodeOrderLibrary &library);

/// Buffers of row pointers, of nodes, and of rows of any width.
MemRefType getPointersType(MLIRContext *context);
MemRefType getNodesType(MLIRContext *context);
MemRefType getRowsType(MLIRContext *context);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_HOSTFUNCTIONS_ORDEREDMODEL_H
