//===- ApplyNodeOrder.cpp - Renumber nodes around a lowered model ---------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/HostFunctions/Passes.h"

#include "InternalFunctions.h"
#include "OrderedModel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_APPLYNODEORDER
#include "gnn-opt/Conversion/HostFunctions/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

/// A list of nodes, and the two buffers of a graph.
static SmallVector<Type> getOrderTypes(MLIRContext *context) {
  return {getNodesType(context), getPointersType(context),
          getNodesType(context)};
}

/// Moves the body away, and gives the function three more arguments.
static FailureOr<func::FuncOp> wrap(func::FuncOp function, unsigned position) {
  FailureOr<func::FuncOp> ordered =
      moveBody(function, (function.getSymName() + "_ordered").str());
  if (failed(ordered))
    return failure();
  SmallVector<Type> types(function.getArgumentTypes());
  SmallVector<Type> added = getOrderTypes(function.getContext());
  types.insert(types.begin() + position, added.begin(), added.end());
  function.setFunctionType(FunctionType::get(function.getContext(), types, {}));
  function.removeArgAttrsAttr();
  function.addEntryBlock();
  return ordered;
}

/// The graph, as far as it has edges: there is room for more.
static Value trimSources(ImplicitLocOpBuilder &b, Value sources, Value like) {
  Value zero = arith::ConstantIndexOp::create(b, 0);
  Value edges = memref::DimOp::create(b, like, zero);
  return memref::ReinterpretCastOp::create(
      b, cast<MemRefType>(sources.getType()), sources,
      OpFoldResult(b.getIndexAttr(0)), ArrayRef<OpFoldResult>{edges},
      ArrayRef<OpFoldResult>{b.getIndexAttr(1)});
}

/// prepare(row_ptr, col_idx, order, new_row_ptr, new_col_idx, prepared..)
static LogicalResult wrapPrepare(const OrderedModel &model,
                                 const NodeOrderLibrary &library) {
  FailureOr<func::FuncOp> inner = wrap(model.prepare, /*position=*/2);
  if (failed(inner))
    return failure();
  func::FuncOp prepare = model.prepare;
  ImplicitLocOpBuilder b(prepare.getLoc(), prepare);
  b.setInsertionPointToStart(&prepare.front());
  auto arguments = llvm::to_vector_of<Value>(prepare.getArguments());
  Value rowPtr = arguments[0], sources = arguments[1], order = arguments[2],
        newRowPtr = arguments[3],
        newSources = trimSources(b, arguments[4], sources);
  func::CallOp::create(b, model.order, ValueRange{rowPtr, sources, order});
  func::CallOp::create(
      b, library.permuteGraph(),
      ValueRange{rowPtr, sources, order, newRowPtr, newSources});
  SmallVector<Value> operands{newRowPtr, newSources};
  operands.append(arguments.begin() + 5, arguments.end());
  func::CallOp::create(b, *inner, operands);
  func::ReturnOp::create(b);
  SmallVector<Attribute> prepares{b.getStringAttr("node_indices"),
                                  b.getStringAttr("graph")};
  llvm::append_range(prepares, model.prepared);
  prepare->setAttr("gnn.prepares", b.getArrayAttr(prepares));
  return success();
}

namespace {
/// Emits one run: rows into the order, the model, rows out of it.
class ForwardWrapper {
public:
  ForwardWrapper(const OrderedModel &model, const NodeOrderLibrary &library)
      : model(model), library(library),
        b(model.forward->getLoc(), model.forward->getContext()) {
    func::FuncOp forward = model.forward;
    b.setInsertionPointToStart(&forward.front());
    arguments = llvm::to_vector_of<Value>(forward.getArguments());
    order = arguments[model.inputs];
  }

  void emit(func::FuncOp inner) {
    SmallVector<Value> operands;
    for (Value input : ArrayRef(arguments).take_front(model.inputs))
      operands.push_back(bringIntoOrder(input));
    ArrayRef<Value> rest = ArrayRef(arguments).drop_front(model.inputs + 3);
    llvm::append_range(operands, rest.drop_back(model.results));
    SmallVector<Value> results;
    for (Value out : rest.take_back(model.results))
      results.push_back(allocateLike(out));
    llvm::append_range(operands, results);
    func::CallOp::create(b, inner, operands);
    for (auto [from, to] : llvm::zip(results, rest.take_back(model.results)))
      moveRows(library.scatterRows(), from, to);
    for (Value buffer : temporaries)
      memref::DeallocOp::create(b, buffer);
    func::ReturnOp::create(b);
  }

private:
  Value bringIntoOrder(Value input) {
    if (input.getType() == getPointersType(b.getContext()))
      return arguments[model.inputs + 1];
    if (input.getType() == getNodesType(b.getContext()))
      return arguments[model.inputs + 2];
    Value rows = allocateLike(input);
    moveRows(library.gatherRows(), input, rows);
    return rows;
  }

  Value allocateLike(Value rows) {
    auto type = cast<MemRefType>(rows.getType());
    Value zero = arith::ConstantIndexOp::create(b, 0);
    Value count = memref::DimOp::create(b, rows, zero);
    Value buffer = memref::AllocOp::create(
        b, MemRefType::get(type.getShape(), type.getElementType()), count,
        b.getI64IntegerAttr(64));
    temporaries.push_back(buffer);
    return memref::CastOp::create(b, type, buffer);
  }

  void moveRows(func::FuncOp move, Value from, Value to) {
    Type any = getRowsType(b.getContext());
    func::CallOp::create(b, move,
                         ValueRange{memref::CastOp::create(b, any, from), order,
                                    memref::CastOp::create(b, any, to)});
  }

  const OrderedModel &model;
  const NodeOrderLibrary &library;
  ImplicitLocOpBuilder b;
  SmallVector<Value> arguments, temporaries;
  Value order;
};

struct ApplyNodeOrder : gnn::impl::ApplyNodeOrderBase<ApplyNodeOrder> {
  void runOnOperation() override {
    SmallVector<func::FuncOp> functions;
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (function->hasAttr(nodeOrderAttr) && !function.isExternal())
        functions.push_back(function);
    if (functions.empty())
      return;
    FailureOr<NodeOrderLibrary> library =
        NodeOrderLibrary::addTo(getOperation());
    if (failed(library))
      return signalPassFailure();
    for (func::FuncOp function : functions)
      if (failed(apply(function, *library)))
        return signalPassFailure();
  }

  LogicalResult apply(func::FuncOp function, const NodeOrderLibrary &library) {
    FailureOr<OrderedModel> model = readOrderedModel(function, library);
    if (failed(model) || failed(wrapPrepare(*model, library)))
      return failure();
    FailureOr<func::FuncOp> inner = wrap(function, model->inputs);
    if (failed(inner))
      return failure();
    ForwardWrapper(*model, library).emit(*inner);
    function->removeAttr(nodeOrderAttr);
    ++numOrdered;
    return success();
  }
};
} // namespace
