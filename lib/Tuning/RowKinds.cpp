//===- RowKinds.cpp - What the rows of a value are ------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RowKinds.h"

using namespace mlir;
using namespace mlir::gnn;

StringRef gnn::stringify(RowKind kind) {
  switch (kind) {
  case RowKind::nodes:
    return "nodes";
  case RowKind::edges:
    return "edges";
  case RowKind::graphs:
    return "graphs";
  }
  return "";
}

/// With self loops a graph has 1,000 to 1,100 edges, never 100 or 10.
RowKinds::RowKinds(func::FuncOp function)
    : workload{/*nodes=*/100, /*edges=*/1000, /*selfLoops=*/0, /*graphs=*/10},
      sizes(createValueSizes(function, workload)) {}

RowKind RowKinds::get(Value value) const {
  int64_t rows = sizes->getRows(value);
  return rows == workload.nodes    ? RowKind::nodes
         : rows == workload.graphs ? RowKind::graphs
                                   : RowKind::edges;
}

Vector gnn::selectWeights(const RowWeights &weights, RowKind kind,
                          int64_t rows) {
  if (kind == RowKind::nodes && weights.nodes.size() == rows)
    return weights.nodes;
  if (kind == RowKind::graphs && weights.graphs.size() == rows)
    return weights.graphs;
  return Vector::Ones(rows);
}
