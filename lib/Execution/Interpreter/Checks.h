//===- Checks.h - What types do not say about operands ----------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_EXECUTION_INTERPRETER_CHECKS_H
#define GNN_OPT_LIB_EXECUTION_INTERPRETER_CHECKS_H

#include "gnn-opt/Execution/InterpreterValue.h"

#include "mlir/IR/Operation.h"

namespace mlir::gnn {

/// `what` must have `expected` rows; the error is on the op.
inline LogicalResult expectRows(Operation *op, StringRef what, int64_t expected,
                                const InterpreterValue &value) {
  if (value.getNumRows() == expected)
    return success();
  return op->emitOpError() << "expects " << what << " to have " << expected
                           << " rows but got " << value.getNumRows();
}

/// One row a node of the graph.
inline LogicalResult expectNodeRows(Operation *op, StringRef what,
                                    const Graph &graph,
                                    const InterpreterValue &value) {
  return expectRows(op, what, graph.getNumNodes(), value);
}

/// One row an edge of the graph.
inline LogicalResult expectEdgeRows(Operation *op, StringRef what,
                                    const Graph &graph,
                                    const InterpreterValue &value) {
  return expectRows(op, what, graph.getNumEdges(), value);
}

/// The segments must divide rows 0 to `rows`: begin at 0, never go back, and
/// end at `rows`.
inline LogicalResult expectSegments(Operation *op, const SegmentPtr &ptr,
                                    int64_t rows) {
  if (!ptr.empty() && ptr.front() == 0 && ptr.back() == rows &&
      llvm::is_sorted(ptr))
    return success();
  return op->emitOpError() << "expects segment pointers that rise from 0 to "
                           << rows << " but got others";
}

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_EXECUTION_INTERPRETER_CHECKS_H
