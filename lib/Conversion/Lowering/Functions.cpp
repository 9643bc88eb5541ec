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
    SmallVector<Type> buffers;
    if (!(isDenseFeatures(result) || isNodeScalars(result) ||
          isa<gnn::GraphType>(result)) ||
        failed(converter.convertType(result, buffers)))
      return op.emitOpError("expects result ")
             << index << " to be dense features, one value a node or a graph, "
             << "which the caller can have memory for, but got " << result;
    signature.addInputs(buffers);
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

static unsigned countBuffers(TypeRange types) {
  return types.size() + llvm::count_if(types, llvm::IsaPred<gnn::GraphType>);
}

ValueRange gnn::getOutParameters(func::ReturnOp exit, unsigned index) {
  ValueRange arguments = exit->getParentOfType<func::FuncOp>().getArguments();
  TypeRange results = exit.getOperandTypes();
  return arguments.take_back(countBuffers(results.drop_front(index)))
      .take_front(countBuffers(results[index]));
}

ValueRange gnn::findOutParameters(Value result) {
  for (OpOperand &use : result.getUses())
    if (auto exit = dyn_cast<func::ReturnOp>(use.getOwner()))
      return getOutParameters(exit, use.getOperandNumber());
  return {};
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
            !llvm::any_of(op.getResultTypes(),
                          llvm::IsaPred<ShapedType, gnn::GraphType>));
  });
  target.addDynamicallyLegalOp<func::CallOp>(
      [&](func::CallOp op) { return converter.isLegal(op); });
  target.addDynamicallyLegalOp<func::ReturnOp>([](func::ReturnOp op) {
    return !llvm::any_of(op.getOperandTypes(),
                         llvm::IsaPred<ShapedType, gnn::GraphType>);
  });
}
