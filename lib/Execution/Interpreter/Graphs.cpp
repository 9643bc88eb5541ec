//===- Graphs.cpp - Graph construction and degrees ------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Checks.h"
#include "Evaluation.h"
#include "Formulas.h"

using namespace mlir;
using namespace mlir::gnn;

Graph gnn::withSelfLoops(const Graph &graph) {
  Graph result;
  for (int64_t node : llvm::seq(graph.getNumNodes())) {
    for (int64_t edge : edgesInto(graph, node))
      if (graph.colIdx[edge] != node)
        result.colIdx.push_back(graph.colIdx[edge]);
    result.colIdx.push_back(node);
    result.rowPtr.push_back(result.colIdx.size());
  }
  return result;
}

Result gnn::evaluate(AddSelfLoopsOp, Operands<AddSelfLoopsOp> in) {
  return InterpreterValue(withSelfLoops(in.getGraph().graph()));
}

/// m[i] = 1 - the number of edges (i -> i).
Result gnn::evaluate(MissingSelfLoopsOp, Operands<MissingSelfLoopsOp> in) {
  const Graph &graph = in.getGraph().graph();
  Vector missing = Vector::Ones(graph.getNumNodes());
  for (int64_t node : llvm::seq(graph.getNumNodes()))
    for (int64_t edge : edgesInto(graph, node))
      missing[node] -= graph.colIdx[edge] == node;
  return InterpreterValue(std::move(missing));
}

/// c[i] = (d[i] + missing[i])^(-1/2), 0 for an empty row.
Result gnn::evaluate(GCNNormOp op, Operands<GCNNormOp> in) {
  const Graph &graph = in.getGraph().graph();
  InterpreterValue missing = in.getMissing();
  if (missing && failed(expectNodeRows(op, "missing", graph, missing)))
    return failure();
  Vector result(graph.getNumNodes());
  for (int64_t node : llvm::seq(graph.getNumNodes()))
    result[node] = inverseSqrt(getDegree(graph, node) +
                               (missing ? missing.vector()[node] : 0));
  return InterpreterValue(std::move(result));
}
