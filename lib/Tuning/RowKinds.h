//===- RowKinds.h - What the rows of a value are ----------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_ROWKINDS_H
#define GNN_OPT_LIB_TUNING_ROWKINDS_H

#include "gnn-opt/Analysis/Cost.h"
#include "gnn-opt/Dialect/GNN/Interfaces.h"
#include "gnn-opt/Tuning/RowWeights.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::gnn {

enum class RowKind { nodes, edges, graphs };

StringRef stringify(RowKind kind);

/// Finds whether a value has one row a node, an edge or a graph: from the sizes
/// that its op computes for numbers of these that nothing else gives.
class RowKinds {
public:
  explicit RowKinds(func::FuncOp function);
  /// The sizes refer to the workload.
  RowKinds(const RowKinds &) = delete;

  RowKind get(Value value) const;

private:
  Workload workload;
  std::unique_ptr<ValueSizes> sizes;
};

/// What each of `rows` rows counts; 1 where they are no nodes and no graphs of
/// the data set.
Vector selectWeights(const RowWeights &weights, RowKind kind, int64_t rows);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_ROWKINDS_H
