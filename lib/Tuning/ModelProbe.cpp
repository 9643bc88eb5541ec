//===- ModelProbe.cpp - Any value of a model, on a data set ---------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Tuning/ModelProbe.h"

#include "gnn-opt/Execution/Engine.h"
#include "gnn-opt/Execution/Interpreter.h"
#include "gnn-opt/Execution/MatchFeatures.h"
#include "gnn-opt/Transforms/Passes.h"

#include "mlir/IR/IRMapping.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Pass/PassManager.h"

using namespace mlir;
using namespace mlir::gnn;

//===----------------------------------------------------------------------===//
// The copy
//===----------------------------------------------------------------------===//

static LogicalResult fail(ModuleOp model, llvm::Error error) {
  return emitError(model.getLoc()) << llvm::toString(std::move(error));
}

static LogicalResult decomposeLayers(ModuleOp module) {
  PassManager passes(module.getContext());
  passes.addNestedPass<func::FuncOp>(createDecomposeLayers());
  return passes.run(module);
}

FailureOr<std::unique_ptr<ModelProbe>>
ModelProbe::create(ModuleOp model, StringRef name, const Dataset &data) {
  auto probe = std::make_unique<ModelProbe>();
  probe->module = model.clone();
  if (failed(decomposeLayers(*probe->module)))
    return failure();
  auto function = findFunction(*probe->module, name.str());
  if (!function)
    return fail(model, function.takeError());
  probe->function = *function;
  if (!function->getBody().hasOneBlock())
    return function->emitOpError("expects a body of one block but got ")
           << function->getBody().getBlocks().size();
  if (failed(probe->bind(data)))
    return failure();
  return probe;
}

//===----------------------------------------------------------------------===//
// Data
//===----------------------------------------------------------------------===//

LogicalResult ModelProbe::bind(const Dataset &data) {
  Dataset stored = data;
  if (llvm::Error error = matchFeatureStorage(function, stored))
    return fail(*module, std::move(error));
  auto signature = getInputSignature(function);
  if (!signature)
    return fail(*module, signature.takeError());
  Inputs inputs = getInputs(stored);
  if (llvm::Error error = checkInputs(*signature, inputs))
    return fail(*module, std::move(error));
  arguments = makeArguments(*signature, inputs);
  return success();
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

static void eraseDeadOps(Block &block) {
  Operation *previous;
  for (Operation *op = block.getTerminator(); op; op = previous) {
    previous = op->getPrevNode();
    if (isOpTriviallyDead(op))
      op->erase();
  }
}

/// A function beside `function` that returns `values` of it.
static OwningOpRef<func::FuncOp> makeSlice(func::FuncOp function,
                                           ArrayRef<Value> values) {
  IRMapping mapping;
  OwningOpRef<func::FuncOp> slice = function.clone(mapping);
  Block &block = slice->getBody().front();
  block.getTerminator()->setOperands(llvm::map_to_vector(
      values, [&](Value value) { return mapping.lookup(value); }));
  slice->setFunctionType(FunctionType::get(
      function.getContext(), function.getArgumentTypes(),
      TypeRange(ValueRange(block.getTerminator()->getOperands()))));
  eraseDeadOps(block);
  return slice;
}

FailureOr<SmallVector<InterpreterValue>>
ModelProbe::evaluate(ArrayRef<Value> values) {
  OwningOpRef<func::FuncOp> slice = makeSlice(function, values);
  // Loads of parameters look their symbols up from within the module.
  slice->setName((function.getSymName() + "_slice").str());
  func::FuncOp inserted = slice.get();
  SymbolTable(*module).insert(slice.release());
  auto results = Interpreter().call(inserted, arguments);
  inserted.erase();
  return results;
}
