//===- OrderNodes.cpp - Renumber the nodes of a graph once ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Transforms/Passes.h"

#include "gnn-opt/Dialect/GNN/GNN.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Remarks.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_ORDERNODES
#include "include/gnn-opt/Transforms/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

static constexpr remark::RemarkOpts remarkOptions =
    remark::RemarkOpts::name("OrderNodes").category("gnn-order-nodes");

static func::FuncOp findPrepare(func::FuncOp function) {
  auto by = function->getAttrOfType<FlatSymbolRefAttr>("gnn.prepared_by");
  return by ? SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(function, by)
            : nullptr;
}

/// The types that the user's function takes: what is prepared comes last.
static FailureOr<TypeRange> getInputs(func::FuncOp function) {
  func::FuncOp prepare = findPrepare(function);
  unsigned prepared = prepare ? prepare.getNumResults() : 0;
  if (prepared > function.getNumArguments())
    return function.emitError("expects an argument for each of the ")
           << prepared << " results of '" << prepare.getSymName()
           << "' but takes " << function.getNumArguments();
  return TypeRange(function.getArgumentTypes()).drop_back(prepared);
}

/// Why the nodes of the function keep their numbers, or null.
static const char *whyNot(TypeRange inputs, ArrayAttr rows) {
  if (llvm::count_if(inputs, llvm::IsaPred<gnn::GraphType>) != 1)
    return "it does not have one graph";
  if (llvm::any_of(inputs, isSegmentPtr))
    return "the nodes of each graph of a batch lie together";
  if (llvm::any_of(inputs, [](Type type) { return isSparse(type); }))
    return "its features are sparse";
  bool areNodes = llvm::all_of(rows, [](Attribute row) {
    auto name = dyn_cast<StringAttr>(row);
    return name && name == "nodes";
  });
  return areNodes ? nullptr : "not all of its results have a row a node";
}

namespace {
struct OrderNodes : gnn::impl::OrderNodesBase<OrderNodes> {
  using OrderNodesBase::OrderNodesBase;

  void runOnOperation() override {
    if (order != "none" && order != "degree" && order != "rcm") {
      getOperation().emitError("expects order to be none, degree or rcm but "
                               "got ")
          << order;
      return signalPassFailure();
    }
    if (order == "none")
      return;
    SmallVector<func::FuncOp> functions;
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (function.isPublic() && function->hasAttr("gnn.result_rows"))
        functions.push_back(function);
    for (func::FuncOp function : functions)
      if (failed(mark(function)))
        return signalPassFailure();
  }

private:
  LogicalResult mark(func::FuncOp function) {
    auto rows = function->getAttrOfType<ArrayAttr>("gnn.result_rows");
    FailureOr<TypeRange> inputs = getInputs(function);
    if (failed(inputs))
      return failure();
    if (const char *reason =
            rows ? whyNot(*inputs, rows) : "its gnn.result_rows are no array") {
      remark::missed(function.getLoc(), remarkOptions) << remark::reason(
          "{0} keeps its nodes: {1}", function.getSymName(), reason);
      return success();
    }
    if (!findPrepare(function) && failed(addPrepare(function)))
      return failure();
    function->setAttr("gnn.node_order", StringAttr::get(&getContext(), order));
    ++numOrdered;
    return success();
  }

  /// A preparation of nothing, for the order to join.
  LogicalResult addPrepare(func::FuncOp function) {
    std::string name = (function.getSymName() + "_prepare").str();
    if (getOperation().lookupSymbol(name))
      return function.emitError("expects the name '")
             << name << "' to be free but it is taken";
    OpBuilder builder(function);
    auto type = builder.getFunctionType(gnn::GraphType::get(&getContext()), {});
    auto prepare = func::FuncOp::create(builder, function.getLoc(), name, type);
    builder.setInsertionPointToStart(prepare.addEntryBlock());
    func::ReturnOp::create(builder, function.getLoc());
    prepare->setAttr("gnn.prepares", builder.getArrayAttr({}));
    function->setAttr("gnn.prepared_by", FlatSymbolRefAttr::get(prepare));
    return success();
  }
};
} // namespace
