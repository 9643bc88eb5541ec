//===- AddCInterface.cpp - A plain C function for each public one ---------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/CInterface/Passes.h"

#include "ArgumentChecks.h"
#include "PreparedMemory.h"
#include "UseCPUFunction.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_ADDCINTERFACE
#include "gnn-opt/Conversion/CInterface/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;
using Role = CArgument::Role;

namespace {
/// A lowered function, and the one that prepares its graphs, if any.
struct LoweredModel {
  func::FuncOp forward;
  func::FuncOp prepare;
  /// What it prepares, in words.
  ArrayAttr prepared;
};

/// Builds one C function of a lowered model, behind the last one.
class CFunctionBuilder {
public:
  CFunctionBuilder(OpBuilder &builder, LoweredModel model,
                   const CSignature &signature)
      : builder(builder), model(model), loc(model.forward.getLoc()),
        signature(signature) {}

  /// i32 SYMBOL(..): tests the arguments, then calls.
  LogicalResult build() {
    auto function =
        begin(signature.symbol, signature.arguments, builder.getI32Type());
    Value code = buildArgumentChecks(builder, loc, signature, arguments);
    Value zero = arith::ConstantIntOp::create(builder, loc, 0, 32);
    Value good = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq,
                                       code, zero);
    auto branch = scf::IfOp::create(builder, loc, builder.getI32Type(), good,
                                    /*withElseRegion=*/true);
    func::ReturnOp::create(builder, loc, branch.getResult(0));
    builder.setInsertionPointToStart(branch.elseBlock());
    scf::YieldOp::create(builder, loc, code);
    builder.setInsertionPointToStart(branch.thenBlock());
    FailureOr<Value> status = buildCalls();
    if (failed(status))
      return failure();
    scf::YieldOp::create(builder, loc, *status ? *status : code);
    builder.setInsertionPointAfter(function);
    return success();
  }

  /// i64 SYMBOLd_bytes(sizes), where SYMBOL prepares.
  void buildBytes() {
    auto sizes = llvm::filter_to_vector(
        signature.arguments,
        [](const CArgument &argument) { return !argument.isPointer(); });
    CSignature sizesOnly{signature.symbol + "d_bytes", sizes, {}};
    auto function =
        begin(sizesOnly.symbol, sizesOnly.arguments, builder.getI64Type());
    CBuffers buffers(builder, loc, sizesOnly, arguments);
    PreparedMemory memory(builder, loc, buffers, model.prepared);
    func::ReturnOp::create(builder, loc, memory.getBytes());
    builder.setInsertionPointAfter(function);
  }

private:
  func::FuncOp begin(StringRef symbol, ArrayRef<CArgument> list, Type result) {
    auto types = llvm::map_to_vector(list, [&](const CArgument &argument) {
      return argument.isPointer()
                 ? Type(LLVM::LLVMPointerType::get(builder.getContext()))
                 : builder.getI64Type();
    });
    auto function = func::FuncOp::create(
        builder, loc, symbol, builder.getFunctionType(types, result));
    builder.setInsertionPointToStart(function.addEntryBlock());
    arguments = function.getArguments();
    return function;
  }

  /// Prepares, runs, or does both with memory of its own. The status of a
  /// function that may fail, null for one that cannot.
  FailureOr<Value> buildCalls() {
    CBuffers buffers(builder, loc, signature, arguments);
    if (!model.prepare)
      return callForward(buffers, {});
    PreparedMemory memory(builder, loc, buffers, model.prepared);
    if (signature.contains(Role::PreparedMemory))
      return callPrepare(buffers,
                         memory.getEmpty(getArgument(Role::PreparedMemory)));
    if (signature.contains(Role::Prepared))
      return callForward(buffers,
                         memory.getFilled(getArgument(Role::Prepared)));
    return callBoth(buffers, memory);
  }

  FailureOr<Value> callBoth(CBuffers &buffers, PreparedMemory &memory) {
    Value bytes = arith::IndexCastOp::create(
        builder, loc, builder.getIndexType(), memory.getBytes());
    auto type = MemRefType::get({ShapedType::kDynamic}, builder.getI8Type());
    Value block = memref::AllocOp::create(builder, loc, type, bytes,
                                          builder.getI64IntegerAttr(64));
    Value address =
        memref::ExtractAlignedPointerAsIndexOp::create(builder, loc, block);
    Value integer =
        arith::IndexCastOp::create(builder, loc, builder.getI64Type(), address);
    Value pointer = LLVM::IntToPtrOp::create(
        builder, loc, LLVM::LLVMPointerType::get(builder.getContext()),
        integer);
    if (failed(callPrepare(buffers, memory.getEmpty(pointer))))
      return failure();
    FailureOr<Value> status = callForward(buffers, memory.getFilled(pointer));
    memref::DeallocOp::create(builder, loc, block);
    return status;
  }

  FailureOr<Value> callPrepare(CBuffers &buffers, ArrayRef<Value> prepared) {
    SmallVector<Value> operands;
    for (const CArgument &argument : signature.arguments)
      if (argument.role == Role::RowPtr || argument.role == Role::ColIdx)
        if (failed(addBuffer(model.prepare, buffers, argument, operands)))
          return failure();
    llvm::append_range(operands, prepared);
    return call(model.prepare, operands);
  }

  /// In the lowered function's order: inputs, what is prepared, results.
  FailureOr<Value> callForward(CBuffers &buffers, ArrayRef<Value> prepared) {
    SmallVector<Value> operands;
    for (bool areResults : {false, true}) {
      for (const CArgument &argument : signature.arguments)
        if (argument.isPointer() && argument.role != Role::Prepared &&
            (argument.role == Role::Out) == areResults)
          if (failed(addBuffer(model.forward, buffers, argument, operands)))
            return failure();
      if (!areResults)
        llvm::append_range(operands, prepared);
    }
    return call(model.forward, operands);
  }

  LogicalResult addBuffer(func::FuncOp callee, CBuffers &buffers,
                          const CArgument &argument,
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
    if (operands.size() != callee.getNumArguments())
      return callee.emitError("expects ")
             << operands.size() << " buffers for its signature but takes "
             << callee.getNumArguments();
    for (auto [operand, argument] : llvm::zip(operands, callee.getArguments()))
      if (operand.getType() != argument.getType())
        return callee.emitError("expects argument ")
               << argument.getArgNumber() << " to be " << operand.getType()
               << " but got " << argument.getType();
    TypeRange results = callee.getResultTypes();
    if (results.size() > 1 ||
        !llvm::all_of(results, [](Type type) { return type.isInteger(32); }))
      return callee.emitError("expects nothing or a status to be returned but "
                              "got ")
             << results;
    auto call = func::CallOp::create(builder, loc, callee, operands);
    return results.empty() ? Value() : call.getResult(0);
  }

  Value getArgument(Role role) { return arguments[signature.find(role)]; }

  OpBuilder &builder;
  LoweredModel model;
  Location loc;
  const CSignature &signature;
  ValueRange arguments;
};
} // namespace

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

/// The function that prepares for this one is there, and says what it gives.
static LogicalResult findPreparation(LoweredModel &model) {
  auto by = model.forward->getAttrOfType<FlatSymbolRefAttr>("gnn.prepared_by");
  if (!by)
    return success();
  model.prepare =
      SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(model.forward, by);
  if (model.prepare)
    model.prepared = model.prepare->getAttrOfType<ArrayAttr>("gnn.prepares");
  if (!model.prepared)
    return model.forward.emitError("expects ")
           << by << " to be a function that says what it prepares; run "
           << "gnn-hoist-preparation";
  return success();
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
    LoweredModel model{function, {}, {}};
    FailureOr<CSignature> signature = getCSignature(function);
    if (failed(signature) || failed(findPreparation(model)) ||
        failed(checkFree(function, signature->symbol)))
      return failure();
    OpBuilder builder(function);
    if (failed(CFunctionBuilder(builder, model, *signature).build()))
      return failure();
    buildVersion(builder, function.getLoc(), signature->symbol);
    makeInternal(function);
    return model.prepare ? addPreparation(builder, model, *signature)
                         : success();
  }

  LogicalResult addPreparation(OpBuilder &builder, const LoweredModel &model,
                               const CSignature &signature) {
    CSignature prepare = signature.forPrepare(), run = signature.forRun();
    makeInternal(model.prepare);
    CFunctionBuilder(builder, model, prepare).buildBytes();
    return success(
        succeeded(CFunctionBuilder(builder, model, prepare).build()) &&
        succeeded(CFunctionBuilder(builder, model, run).build()));
  }

  LogicalResult checkFree(func::FuncOp function, StringRef symbol) {
    if (!getOperation().lookupSymbol(symbol))
      return success();
    return function.emitError("expects the C symbol '")
           << symbol << "' to be free but it is taken";
  }
};
} // namespace
