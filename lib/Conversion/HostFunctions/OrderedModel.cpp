//===- OrderedModel.cpp - A model whose nodes get an order
//--------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OrderedModel.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace mlir::gnn;

MemRefType gnn::getPointersType(MLIRContext *context) {
  return MemRefType::get({ShapedType::kDynamic}, IntegerType::get(context, 64));
}

MemRefType gnn::getNodesType(MLIRContext *context) {
  return MemRefType::get({ShapedType::kDynamic}, IntegerType::get(context, 32));
}

MemRefType gnn::getRowsType(MLIRContext *context) {
  int64_t any = ShapedType::kDynamic;
  return MemRefType::get({any, any}, Float32Type::get(context),
                         StridedLayoutAttr::get(context, 0, {any, 1}));
}

static bool isRows(Type type) {
  auto memref = dyn_cast<MemRefType>(type);
  return memref && memref.getRank() == 2 && memref.isDynamicDim(0) &&
         !memref.isDynamicDim(1) &&
         memref::CastOp::areCastCompatible(type,
                                           getRowsType(type.getContext()));
}

static unsigned countBuffers(ArrayRef<Attribute> prepared) {
  unsigned count = 0;
  for (Attribute kind : prepared)
    count += kind == StringAttr::get(kind.getContext(), "graph") ? 2 : 1;
  return count;
}

static bool areInputsOfNodes(TypeRange inputs, MLIRContext *context) {
  unsigned pointers = llvm::count(inputs, getPointersType(context)),
           sources = llvm::count(inputs, getNodesType(context));
  return pointers == 1 && sources == 1 && llvm::all_of(inputs, [&](Type type) {
           return isRows(type) || type == getPointersType(context) ||
                  type == getNodesType(context);
         });
}

static LogicalResult checkBuffers(OrderedModel &model) {
  MLIRContext *context = model.forward.getContext();
  TypeRange types = model.forward.getArgumentTypes();
  if (!areInputsOfNodes(types.take_front(model.inputs), context) ||
      !llvm::all_of(types.take_back(model.results), isRows))
    return model.forward.emitError("expects the buffers of one graph, and rows "
                                   "of features else, to order nodes");
  if (model.forward.getNumResults() || model.prepare.getNumResults() ||
      model.prepare.isExternal())
    return model.forward.emitError("expects lowered functions with bodies, to "
                                   "order nodes");
  TypeRange first = model.prepare.getArgumentTypes();
  if (first.size() < 2 || first[0] != getPointersType(context) ||
      first[1] != getNodesType(context))
    return model.prepare.emitError("expects the buffers of a graph first, to "
                                   "order its nodes");
  return success();
}

static LogicalResult readOrder(OrderedModel &model,
                               const NodeOrderLibrary &library) {
  auto name = model.forward->getAttrOfType<StringAttr>(nodeOrderAttr);
  model.order = name ? library.findOrder(name) : nullptr;
  if (model.order)
    return success();
  return model.forward.emitError("expects gnn.node_order to be \"degree\" or "
                                 "\"rcm\" but got ")
         << model.forward->getAttr(nodeOrderAttr);
}

/// What the model prepares, and its results.
static LogicalResult readBuffers(OrderedModel &model) {
  func::FuncOp forward = model.forward;
  if (auto by = forward->getAttrOfType<FlatSymbolRefAttr>("gnn.prepared_by"))
    model.prepare =
        SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(forward, by);
  auto prepares = model.prepare
                      ? model.prepare->getAttrOfType<ArrayAttr>("gnn.prepares")
                      : nullptr;
  auto rows = forward->getAttrOfType<ArrayAttr>("gnn.result_rows");
  if (!prepares || !rows)
    return forward.emitError("expects gnn.prepared_by to be a function that "
                             "says what it prepares, and gnn.result_rows; run "
                             "gnn-order-nodes first");
  model.prepared = llvm::to_vector(prepares);
  model.results = rows.size();
  return success();
}

/// All other buffers are inputs.
static LogicalResult countInputs(OrderedModel &model) {
  unsigned rest = countBuffers(model.prepared) + model.results;
  unsigned all = model.forward.getNumArguments();
  if (rest > all)
    return model.forward.emitError("expects a buffer for each of the ")
           << rest << " that are prepared or results but takes " << all;
  model.inputs = all - rest;
  return success();
}

FailureOr<OrderedModel> gnn::readOrderedModel(func::FuncOp forward,
                                              const NodeOrderLibrary &library) {
  OrderedModel model;
  model.forward = forward;
  if (failed(readOrder(model, library)) || failed(readBuffers(model)) ||
      failed(countInputs(model)) || failed(checkBuffers(model)))
    return failure();
  return model;
}
