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
  static constexpr int64_t nodes = 1, graphs = 2, edges = 3, madeEdges = 4;

  int64_t getNodes() const override { return nodes; }
  int64_t getGraphs() const override { return graphs; }
  /// A caller knows the edges of a graph that it gives, and no others.
  int64_t getEdges(Value graph) const override {
    return isa<BlockArgument>(graph) ? edges : madeEdges;
  }
  int64_t getSelfLoops() const override { return 0; }
  int64_t getVectorElements() const override { return 1; }
  int64_t getElements(Value value) const override { return getRows(value); }
  int64_t getRows(Value value) const override {
    auto op = value ? value.getDefiningOp<CostOpInterface>() : nullptr;
    return op ? op.getResultSize(*this) : nodes;
  }
};

struct RecordSignature : gnn::impl::RecordSignatureBase<RecordSignature> {
  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (function.isPublic() && !function.isExternal() &&
          failed(record(function)))
        return signalPassFailure();
  }

  LogicalResult record(func::FuncOp function) {
    Builder builder(&getContext());
    SmallVector<Attribute> rows;
    Operation *terminator = function.getBody().back().getTerminator();
    for (auto [number, result] : llvm::enumerate(terminator->getOperands())) {
      std::optional<ResultRows> kind = rowsOf(result);
      if (!kind)
        return function.emitOpError("expects result ")
               << number
               << " to have a row for each node, edge or graph that the caller "
                  "gives but got one for each edge of a graph that the "
                  "function makes";
      rows.push_back(builder.getStringAttr(stringifyResultRows(*kind)));
    }
    function->setAttr("gnn.signature",
                      TypeAttr::get(function.getFunctionType()));
    function->setAttr("gnn.result_rows", builder.getArrayAttr(rows));
    return success();
  }

  static std::optional<ResultRows> rowsOf(Value result) {
    switch (DistinctSizes().getRows(result)) {
    case DistinctSizes::nodes:
      return ResultRows::Nodes;
    case DistinctSizes::graphs:
      return ResultRows::Graphs;
    case DistinctSizes::edges:
      return ResultRows::Edges;
    default:
      return std::nullopt;
    }
  }
};
} // namespace
