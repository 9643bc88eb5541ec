//===- Functions.cpp - Results as arguments of the caller -----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/Lowering/Functions.h"

#include "gnn-opt/Dialect/GNN/GNN.h"

using namespace mlir;
using namespace mlir::gnn;

static LogicalResult addResults(func::FuncOp op, const TypeConverter &converter,
                                TypeConverter::SignatureConversion &signature) {
  for (auto [index, result] : llvm::enumerate(op.getResultTypes())) {
    if (!isDenseFeatures(result) && !isNodeScalars(result))
      return op.emitOpError("expects result ")
             << index << " to be dense features or one value a node, which "
             << "the caller can have memory for, but got " << result;
    signature.addInputs(converter.convertType(result));
  }
  return success();
}

LogicalResult gnn::convertFunction(func::FuncOp function,
                                   const TypeConverter &converter,
                                   ConversionPatternRewriter &rewriter) {
  FunctionType type = function.getFunctionType();
  TypeConverter::SignatureConversion signature(type.getNumInputs());
  if (!llvm::hasSingleElement(function.getBody()))
    return function.emitOpError("expects one block but got ")
           << function.getBody().getBlocks().size();
  if (failed(converter.convertSignatureArgs(type.getInputs(), signature)) ||
      failed(addResults(function, converter, signature)))
    return failure();
  rewriter.applySignatureConversion(&function.front(), signature, &converter);
  rewriter.modifyOpInPlace(function, [&] {
    function.removeArgAttrsAttr();
    function.removeResAttrsAttr();
    function.setType(
        rewriter.getFunctionType(signature.getConvertedTypes(), {}));
  });
  return success();
}

Value gnn::findOutParameter(Value result) {
  for (OpOperand &use : result.getUses()) {
    auto exit = dyn_cast<func::ReturnOp>(use.getOwner());
    if (!exit)
      continue;
    auto arguments = exit->getParentOfType<func::FuncOp>().getArguments();
    return arguments.take_back(exit.getNumOperands())[use.getOperandNumber()];
  }
  return nullptr;
}

Operation *gnn::findLastUse(Value buffer) {
  Operation *last = buffer.getDefiningOp();
  Block *block = last->getBlock();
  SmallVector<Value> names = {buffer};
  while (!names.empty())
    for (Operation *user : names.pop_back_val().getUsers()) {
      Operation *op = block->findAncestorOpInBlock(*user);
      if (last->isBeforeInBlock(op))
        last = op;
      for (Value result : user->getResults())
        if (isa<MemRefType>(result.getType()))
          names.push_back(result);
    }
  return last;
}

void gnn::setFunctionLegality(ConversionTarget &target,
                              const TypeConverter &converter) {
  target.addDynamicallyLegalOp<func::FuncOp>([&](func::FuncOp op) {
    return op.isExternal() ||
           (converter.isSignatureLegal(op.getFunctionType()) &&
            !llvm::any_of(op.getResultTypes(), llvm::IsaPred<ShapedType>));
  });
  target.addDynamicallyLegalOp<func::CallOp>(
      [&](func::CallOp op) { return converter.isLegal(op); });
  target.addDynamicallyLegalOp<func::ReturnOp>([](func::ReturnOp op) {
    return !llvm::any_of(op.getOperandTypes(), llvm::IsaPred<ShapedType>);
  });
}
