//===- AddCInterface.cpp - A plain C function for each public one ---------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/CInterface/Passes.h"

#include "ArgumentChecks.h"
#include "ModelCalls.h"
#include "PreparedMemory.h"
#include "UseCPUFunction.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_ADDCINTERFACE
#include "gnn-opt/Conversion/CInterface/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

/// An empty C function behind the last one; the builder stands in it.
static func::FuncOp beginFunction(OpBuilder &builder, Location loc,
                                  const CSignature &signature, Type result) {
  auto types =
      llvm::map_to_vector(signature.arguments, [&](const CArgument &argument) {
        return argument.isPointer()
                   ? Type(LLVM::LLVMPointerType::get(builder.getContext()))
                   : builder.getI64Type();
      });
  auto function = func::FuncOp::create(builder, loc, signature.symbol,
                                       builder.getFunctionType(types, result));
  builder.setInsertionPointToStart(function.addEntryBlock());
  return function;
}

/// i32 SYMBOL(..): tests the arguments, then calls.
static LogicalResult buildFunction(OpBuilder &builder, LoweredModel model,
                                   const CSignature &signature) {
  Location loc = model.forward.getLoc();
  func::FuncOp function =
      beginFunction(builder, loc, signature, builder.getI32Type());
  ValueRange arguments = function.getArguments();
  Value code = buildArgumentChecks(builder, loc, signature, arguments);
  Value zero = arith::ConstantIntOp::create(builder, loc, 0, 32);
  Value good =
      arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq, code, zero);
  auto branch = scf::IfOp::create(builder, loc, builder.getI32Type(), good,
                                  /*withElseRegion=*/true);
  func::ReturnOp::create(builder, loc, branch.getResult(0));
  builder.setInsertionPointToStart(branch.elseBlock());
  scf::YieldOp::create(builder, loc, code);
  builder.setInsertionPointToStart(branch.thenBlock());
  FailureOr<Value> status =
      buildModelCalls(builder, loc, model, signature, arguments);
  if (failed(status))
    return failure();
  scf::YieldOp::create(builder, loc, *status ? *status : code);
  builder.setInsertionPointAfter(function);
  return success();
}

/// i64 SYMBOL_prepared_bytes(sizes).
static void buildPreparedBytes(OpBuilder &builder, LoweredModel model,
                               const CSignature &signature) {
  Location loc = model.forward.getLoc();
  func::FuncOp function =
      beginFunction(builder, loc, signature, builder.getI64Type());
  CBuffers buffers(builder, loc, signature, function.getArguments());
  PreparedMemory memory(builder, loc, buffers, model.prepared);
  // Some even for no nodes, so that malloc gives a pointer that is no NULL.
  Value bytes = arith::MaxUIOp::create(builder, loc, memory.getBytes(),
                                       buffers.constant(1));
  func::ReturnOp::create(builder, loc, bytes);
  builder.setInsertionPointAfter(function);
}

/// SYMBOL_version() states the calling convention that the object was built
/// with.
static void buildVersion(OpBuilder &builder, Location loc, StringRef symbol) {
  auto version =
      func::FuncOp::create(builder, loc, (symbol + "_version").str(),
                           builder.getFunctionType({}, builder.getI32Type()));
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(version.addEntryBlock());
  Value number =
      arith::ConstantIntOp::create(builder, loc, cInterfaceVersion, 32);
  func::ReturnOp::create(builder, loc, number);
}

/// A private func.func still exports its symbol; only LLVM's linkage hides it.
static void makeInternal(func::FuncOp function) {
  function.setPrivate();
  function->removeAttr("llvm.emit_c_interface");
  function->setAttr(
      "llvm.linkage",
      LLVM::LinkageAttr::get(function.getContext(), LLVM::Linkage::Internal));
}

namespace {
struct AddCInterface : gnn::impl::AddCInterfaceBase<AddCInterface> {
  void runOnOperation() override {
    for (func::FuncOp function : getCFunctions(getOperation()))
      if (failed(addInterface(function)))
        return signalPassFailure();
    if (failed(exportUseCPU(getOperation())))
      signalPassFailure();
  }

  LogicalResult addInterface(func::FuncOp function) {
    FailureOr<CSignature> signature = getCSignature(function);
    FailureOr<LoweredModel> model = LoweredModel::of(function);
    if (failed(signature) || failed(model) ||
        failed(checkFree(function, signature->symbol)))
      return failure();
    OpBuilder builder(function);
    if (failed(buildFunction(builder, *model, *signature)))
      return failure();
    buildVersion(builder, function.getLoc(), signature->symbol);
    makeInternal(function);
    return model->prepare ? addPreparation(builder, *model, *signature)
                          : success();
  }

  LogicalResult addPreparation(OpBuilder &builder, LoweredModel model,
                               const CSignature &signature) {
    makeInternal(model.prepare);
    buildPreparedBytes(builder, model, signature.forPreparedBytes());
    if (failed(buildFunction(builder, model, signature.forPrepare())))
      return failure();
    return buildFunction(builder, model, signature.forRun());
  }

  LogicalResult checkFree(func::FuncOp function, StringRef symbol) {
    if (!getOperation().lookupSymbol(symbol))
      return success();
    return function.emitError("expects the C symbol '")
           << symbol << "' to be free but it is taken";
  }
};
} // namespace
