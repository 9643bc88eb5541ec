//===- HoistPreparation.cpp - What depends on the graph alone -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Transforms/Passes.h"

#include "gnn-opt/Dialect/GNN/GNN.h"

#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Remarks.h"
#include "llvm/ADT/SetVector.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_HOISTPREPARATION
#include "include/gnn-opt/Transforms/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

static constexpr remark::RemarkOpts remarkOptions =
    remark::RemarkOpts::name("HoistPreparation")
        .category("gnn-hoist-preparation");

namespace {
/// The ops of a function that read its graphs and nothing else.
struct Preparation {
  SetVector<Operation *> ops;
  /// Results that other ops read.
  SmallVector<Value> results;
};
} // namespace

/// What a caller can keep from one call to the next.
static bool canBeKept(Type type) {
  return isa<gnn::GraphType>(type) || isNodeScalars(type);
}

static bool dependsOnGraphsAlone(Operation *op, const Preparation &prepared) {
  auto isPrepared = [&](Value operand) {
    Operation *producer = operand.getDefiningOp();
    return producer ? prepared.ops.contains(producer)
                    : isa<gnn::GraphType>(operand.getType());
  };
  return isMemoryEffectFree(op) && !op->hasTrait<OpTrait::IsTerminator>() &&
         op->getNumOperands() != 0 &&
         llvm::all_of(op->getOperands(), isPrepared) &&
         llvm::all_of(op->getResultTypes(), canBeKept);
}

static Preparation findPreparation(func::FuncOp function) {
  Preparation prepared;
  for (Operation &op : function.front())
    if (dependsOnGraphsAlone(&op, prepared))
      prepared.ops.insert(&op);
  for (Operation *op : prepared.ops)
    for (Value result : op->getResults())
      if (llvm::any_of(result.getUsers(), [&](Operation *user) {
            return !prepared.ops.contains(user);
          }))
        prepared.results.push_back(result);
  return prepared;
}

static SmallVector<Value> findGraphs(func::FuncOp function) {
  return llvm::to_vector_of<Value>(
      llvm::make_filter_range(function.getArguments(), [](Value argument) {
        return isa<gnn::GraphType>(argument.getType());
      }));
}

/// func @forward_prepare(graphs of @forward) -> results
static func::FuncOp buildPrepare(func::FuncOp function, StringRef name,
                                 const Preparation &prepared) {
  SmallVector<Value> graphs = findGraphs(function);
  OpBuilder builder(function);
  auto type = builder.getFunctionType(ValueRange(graphs).getTypes(),
                                      ValueRange(prepared.results).getTypes());
  auto prepare = func::FuncOp::create(builder, function.getLoc(), name, type);
  IRMapping mapping;
  mapping.map(graphs, prepare.addEntryBlock()->getArguments());
  builder.setInsertionPointToStart(&prepare.front());
  for (Operation *op : prepared.ops)
    builder.clone(*op, mapping);
  auto results = llvm::map_to_vector(
      prepared.results, [&](Value result) { return mapping.lookup(result); });
  func::ReturnOp::create(builder, function.getLoc(), results);
  return prepare;
}

/// What lowering forgets: `graph` or `node_scalars` for each result.
static ArrayAttr describe(TypeRange results) {
  Builder builder(results.front().getContext());
  return builder.getStrArrayAttr(llvm::map_to_vector(results, [](Type type) {
    return StringRef(isa<gnn::GraphType>(type) ? "graph" : "node_scalars");
  }));
}

/// The function takes as arguments what it computed.
static void takePrepared(func::FuncOp function, const Preparation &prepared) {
  for (Value result : prepared.results) {
    // Cannot fail: it is a new argument, behind the others.
    (void)function.insertArgument(function.getNumArguments(), result.getType(),
                                  {}, result.getLoc());
    Value argument = function.getArguments().back();
    result.replaceUsesWithIf(argument, [&](OpOperand &use) {
      return !prepared.ops.contains(use.getOwner());
    });
  }
  for (Operation *op : llvm::reverse(prepared.ops.getArrayRef()))
    op->erase();
}

/// Why the function stays whole, or null.
static const char *whyNot(func::FuncOp function, const Preparation &prepared) {
  if (prepared.results.empty())
    return "nothing depends on the graph alone";
  if (!SymbolTable::symbolKnownUseEmpty(function,
                                        function->getParentOfType<ModuleOp>()))
    return "it is called within the module";
  return nullptr;
}

namespace {
struct HoistPreparation : gnn::impl::HoistPreparationBase<HoistPreparation> {
  void runOnOperation() override {
    SmallVector<func::FuncOp> functions;
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (function.isPublic() && !function.isExternal())
        functions.push_back(function);
    for (func::FuncOp function : functions)
      if (failed(hoist(function)))
        return signalPassFailure();
  }

  LogicalResult hoist(func::FuncOp function) {
    if (!llvm::hasSingleElement(function.getBody()))
      return function.emitOpError("expects one block but got ")
             << function.getBody().getBlocks().size();
    Preparation prepared = findPreparation(function);
    if (const char *reason = whyNot(function, prepared)) {
      remark::missed(function.getLoc(), remarkOptions) << remark::reason(
          "{0} stays whole: {1}", function.getSymName(), reason);
      return success();
    }
    std::string name = (function.getSymName() + "_prepare").str();
    if (getOperation().lookupSymbol(name))
      return function.emitError("expects the name '")
             << name << "' to be free but it is taken";
    func::FuncOp prepare = buildPrepare(function, name, prepared);
    remark::passed(function.getLoc(), remarkOptions)
        << remark::add("{0} prepares {1} values", prepare.getSymName(),
                       prepared.results.size());
    numHoisted += prepared.ops.size();
    takePrepared(function, prepared);
    prepare->setAttr("gnn.prepares", describe(prepare.getResultTypes()));
    function->setAttr("gnn.prepared_by", FlatSymbolRefAttr::get(prepare));
    return success();
  }
};
} // namespace
