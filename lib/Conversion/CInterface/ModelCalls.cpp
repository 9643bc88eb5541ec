//===- ModelCalls.cpp - From a C function to the lowered ones -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ModelCalls.h"

#include "PreparedMemory.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace mlir::gnn;
using Role = CArgument::Role;

FailureOr<LoweredModel> LoweredModel::of(func::FuncOp forward) {
  LoweredModel model{forward, {}, {}};
  auto by = forward->getAttrOfType<FlatSymbolRefAttr>("gnn.prepared_by");
  if (!by)
    return model;
  model.prepare =
      SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(forward, by);
  if (model.prepare)
    model.prepared = model.prepare->getAttrOfType<ArrayAttr>("gnn.prepares");
  if (!model.prepared ||
      !llvm::all_of(model.prepared, llvm::IsaPred<StringAttr>))
    return forward.emitError("expects ")
           << by << " to be a function that says what it prepares; run "
           << "gnn-hoist-preparation";
  return model;
}

namespace {
/// The calls in one C function.
class ModelCalls {
public:
  ModelCalls(OpBuilder &builder, Location loc, LoweredModel model,
             const CSignature &signature, ValueRange arguments)
      : builder(builder), loc(loc), model(model), signature(signature),
        arguments(arguments), buffers(builder, loc, signature, arguments) {}

  FailureOr<Value> build() {
    if (!model.prepare)
      return callForward({});
    PreparedMemory memory(builder, loc, buffers, model.prepared);
    if (signature.contains(Role::PreparedMemory))
      return callPrepare(memory.getEmpty(getArgument(Role::PreparedMemory)));
    if (signature.contains(Role::Prepared))
      return callForward(memory.getFilled(getArgument(Role::Prepared)));
    return callBoth(memory);
  }

private:
  FailureOr<Value> callBoth(PreparedMemory &memory) {
    Value block = allocate(memory.getBytes());
    Value pointer = addressOf(block);
    if (failed(callPrepare(memory.getEmpty(pointer))))
      return failure();
    FailureOr<Value> status = callForward(memory.getFilled(pointer));
    memref::DeallocOp::create(builder, loc, block);
    return status;
  }

  Value allocate(Value bytes) {
    Value size =
        arith::IndexCastOp::create(builder, loc, builder.getIndexType(), bytes);
    auto type = MemRefType::get({ShapedType::kDynamic}, builder.getI8Type());
    return memref::AllocOp::create(
        builder, loc, type, size,
        builder.getI64IntegerAttr(PreparedMemory::alignment));
  }

  Value addressOf(Value block) {
    Value address =
        memref::ExtractAlignedPointerAsIndexOp::create(builder, loc, block);
    Value integer =
        arith::IndexCastOp::create(builder, loc, builder.getI64Type(), address);
    return LLVM::IntToPtrOp::create(
        builder, loc, LLVM::LLVMPointerType::get(builder.getContext()),
        integer);
  }

  FailureOr<Value> callPrepare(ArrayRef<Value> prepared) {
    SmallVector<Value> operands;
    for (const CArgument &argument : signature.arguments)
      if (argument.role == Role::RowPtr || argument.role == Role::ColIdx)
        if (failed(addBuffer(model.prepare, argument, operands)))
          return failure();
    llvm::append_range(operands, prepared);
    return call(model.prepare, operands);
  }

  /// In the lowered function's order: inputs, what is prepared, results.
  FailureOr<Value> callForward(ArrayRef<Value> prepared) {
    SmallVector<Value> operands;
    for (bool areResults : {false, true}) {
      for (const CArgument &argument : signature.arguments)
        if (argument.isPointer() && argument.role != Role::Prepared &&
            (argument.role == Role::Out) == areResults)
          if (failed(addBuffer(model.forward, argument, operands)))
            return failure();
      if (!areResults)
        llvm::append_range(operands, prepared);
    }
    return call(model.forward, operands);
  }

  LogicalResult addBuffer(func::FuncOp callee, const CArgument &argument,
                          SmallVectorImpl<Value> &operands) {
    unsigned position = operands.size();
    auto type =
        position < callee.getNumArguments()
            ? dyn_cast<MemRefType>(callee.getFunctionType().getInput(position))
            : nullptr;
    if (!type || type.getRank() > 2)
      return callee.emitError("expects argument ")
             << position << " to be a memref of rank 1 or 2 for '"
             << argument.name << "'";
    operands.push_back(buffers.get(argument, type));
    return success();
  }

  FailureOr<Value> call(func::FuncOp callee, ArrayRef<Value> operands) {
    if (failed(checkOperands(callee, operands)) || failed(checkResults(callee)))
      return failure();
    auto call = func::CallOp::create(builder, loc, callee, operands);
    return call.getNumResults() ? call.getResult(0) : Value();
  }

  static LogicalResult checkOperands(func::FuncOp callee,
                                     ArrayRef<Value> operands) {
    if (operands.size() != callee.getNumArguments())
      return callee.emitError("expects ")
             << operands.size() << " buffers for its signature but takes "
             << callee.getNumArguments();
    for (auto [operand, argument] : llvm::zip(operands, callee.getArguments()))
      if (operand.getType() != argument.getType())
        return callee.emitError("expects argument ")
               << argument.getArgNumber() << " to be " << operand.getType()
               << " but got " << argument.getType();
    return success();
  }

  static LogicalResult checkResults(func::FuncOp callee) {
    TypeRange results = callee.getResultTypes();
    if (results.size() > 1 ||
        !llvm::all_of(results, [](Type type) { return type.isInteger(32); }))
      return callee.emitError("expects nothing or a status to be returned but "
                              "got ")
             << results;
    return success();
  }

  Value getArgument(Role role) { return arguments[signature.find(role)]; }

  OpBuilder &builder;
  Location loc;
  LoweredModel model;
  const CSignature &signature;
  ValueRange arguments;
  CBuffers buffers;
};
} // namespace

FailureOr<Value> gnn::buildModelCalls(OpBuilder &builder, Location loc,
                                      LoweredModel model,
                                      const CSignature &signature,
                                      ValueRange arguments) {
  return ModelCalls(builder, loc, model, signature, arguments).build();
}
