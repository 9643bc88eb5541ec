//===- RecordSignature.cpp - Keep what lowering forgets about a function --===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/CInterface/Passes.h"

#include "gnn-opt/Conversion/CInterface/CSignature.h"
#include "gnn-opt/Dialect/GNN/GNN.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_RECORDSIGNATURE
#include "gnn-opt/Conversion/CInterface/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// Sizes by which rows of nodes, of edges and of graphs can be told apart.
class DistinctSizes : public ValueSizes {
public:
  static constexpr int64_t nodes = 1, graphs = 2, edges = 3;

  int64_t getNodes() const override { return nodes; }
  int64_t getGraphs() const override { return graphs; }
  int64_t getEdges(Value) const override { return edges; }
  int64_t getSelfLoops() const override { return 0; }
  int64_t getElements(Value value) const override { return getRows(value); }
  int64_t getRows(Value value) const override {
    auto op = value ? value.getDefiningOp<CostOpInterface>() : nullptr;
    return op ? op.getResultSize(*this) : nodes;
  }
};

struct RecordSignature : gnn::impl::RecordSignatureBase<RecordSignature> {
  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (function.isPublic() && !function.isExternal())
        record(function);
  }

  void record(func::FuncOp function) {
    Builder builder(&getContext());
    SmallVector<Attribute> rows;
    Operation *terminator = function.getBody().back().getTerminator();
    for (Value result : terminator->getOperands())
      rows.push_back(
          builder.getStringAttr(stringifyResultRows(rowsOf(result))));
    function->setAttr("gnn.signature",
                      TypeAttr::get(function.getFunctionType()));
    function->setAttr("gnn.result_rows", builder.getArrayAttr(rows));
  }

  static ResultRows rowsOf(Value result) {
    switch (DistinctSizes().getRows(result)) {
    case DistinctSizes::nodes:
      return ResultRows::Nodes;
    case DistinctSizes::graphs:
      return ResultRows::Graphs;
    default:
      return ResultRows::Edges;
    }
  }
};
} // namespace
