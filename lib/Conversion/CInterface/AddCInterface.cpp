//===- AddCInterface.cpp - A plain C function for each public one ---------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/CInterface/Passes.h"

#include "ArgumentChecks.h"
#include "gnn-opt/Dialect/GNN/GNN.h"

#include "mlir/Conversion/LLVMCommon/MemRefBuilder.h"
#include "mlir/Conversion/LLVMCommon/TypeConverter.h"
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
/// Builds the C function of one lowered function.
class CFunctionBuilder {
public:
  CFunctionBuilder(func::FuncOp function, const CSignature &signature)
      : function(function), signature(signature), builder(function),
        loc(function.getLoc()), converter(function.getContext()) {}

  LogicalResult build() {
    SmallVector<Type> types;
    for (const CArgument &argument : signature.arguments)
      types.push_back(argument.isPointer() ? pointerType() : i64());
    auto wrapper = func::FuncOp::create(
        builder, loc, signature.symbol,
        builder.getFunctionType(types, builder.getI32Type()));
    builder.setInsertionPointToStart(wrapper.addEntryBlock());
    arguments = wrapper.getArguments();
    if (failed(buildBody()))
      return failure();
    buildVersion(wrapper);
    makeInternal();
    return success();
  }

private:
  LogicalResult buildBody() {
    Value code = buildArgumentChecks(builder, loc, signature, arguments);
    Value zero = arith::ConstantIntOp::create(builder, loc, 0, 32);
    Value good = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq,
                                       code, zero);
    auto branch = scf::IfOp::create(builder, loc, builder.getI32Type(), good,
                                    /*withElseRegion=*/true);
    {
      OpBuilder::InsertionGuard guard(builder);
      builder.setInsertionPointToStart(branch.elseBlock());
      scf::YieldOp::create(builder, loc, code);
      builder.setInsertionPointToStart(branch.thenBlock());
      FailureOr<Value> status = buildCall();
      if (failed(status))
        return failure();
      scf::YieldOp::create(builder, loc, *status ? *status : code);
    }
    func::ReturnOp::create(builder, loc, branch.getResult(0));
    return success();
  }

  /// Passes the buffers of each C argument, in the lowered function's order:
  /// inputs, then results. Returns the status of a function that may fail, null
  /// for one that cannot.
  FailureOr<Value> buildCall() {
    SmallVector<Value> buffers;
    for (const CArgument &argument : signature.arguments)
      if (argument.isPointer() && failed(addBuffer(argument, buffers)))
        return failure();
    if (buffers.size() != function.getNumArguments())
      return function.emitError("expects ")
             << buffers.size() << " buffers for its signature but takes "
             << function.getNumArguments();
    TypeRange results = function.getResultTypes();
    if (results.size() > 1 ||
        !llvm::all_of(results, [](Type type) { return type.isInteger(32); }))
      return function.emitError("expects nothing or a status to be returned "
                                "but got ")
             << results;
    auto call = func::CallOp::create(builder, loc, function, buffers);
    return results.empty() ? Value() : call.getResult(0);
  }

  LogicalResult addBuffer(const CArgument &argument,
                          SmallVectorImpl<Value> &buffers) {
    unsigned position = buffers.size();
    Value pointer = arguments[signature.find(argument.role, argument.index)];
    auto type = position < function.getNumArguments()
                    ? dyn_cast<MemRefType>(
                          function.getFunctionType().getInput(position))
                    : nullptr;
    if (!type || type.getRank() > 2)
      return function.emitError("expects argument ")
             << position << " to be a memref of rank 1 or 2 for '"
             << argument.name << "'";
    buffers.push_back(
        makeMemRef(type, pointer, rowsOf(argument), strideOf(argument)));
    return success();
  }

  Value makeMemRef(MemRefType type, Value pointer, Value rows, Value stride) {
    Value zero = constant(0), one = constant(1);
    SmallVector<Value> fields{pointer, pointer, zero, rows};
    if (type.getRank() == 2)
      fields.append({constant(type.getDimSize(1)), stride, one});
    else
      fields.push_back(one);
    Value descriptor =
        MemRefDescriptor::pack(builder, loc, converter, type, fields);
    return UnrealizedConversionCastOp::create(builder, loc, type, descriptor)
        .getResult(0);
  }

  Value rowsOf(const CArgument &argument) {
    Value nodes = get(Role::NumNodes);
    switch (argument.role) {
    case Role::RowPtr:
    case Role::SparseIndptr:
      return plusOne(nodes);
    case Role::ColIdx:
      return get(Role::NumEdges, argument.index);
    case Role::SegmentPtr:
      return plusOne(get(Role::NumGraphs));
    case Role::SparseIndices:
    case Role::SparseValues:
      return loadLast(get(Role::SparseIndptr, argument.index), nodes);
    case Role::Out:
      return resultRows(argument.index);
    default:
      return nodes;
    }
  }

  Value resultRows(unsigned result) {
    switch (signature.resultRows[result]) {
    case ResultRows::Nodes:
      return get(Role::NumNodes);
    case ResultRows::Graphs:
      return get(Role::NumGraphs);
    case ResultRows::Edges:
      break;
    }
    auto *edges = llvm::find_if(signature.arguments, [](const CArgument &a) {
      return a.role == Role::NumEdges;
    });
    return arguments[edges - signature.arguments.begin()];
  }

  Value strideOf(const CArgument &argument) {
    if (argument.role == Role::Features)
      return get(Role::FeatureStride, argument.index);
    if (argument.role == Role::Out)
      return get(Role::OutStride, argument.index);
    return constant(1);
  }

  /// SYMBOL_version() states the calling convention that the object was built
  /// with.
  void buildVersion(func::FuncOp wrapper) {
    builder.setInsertionPointAfter(wrapper);
    auto version =
        func::FuncOp::create(builder, loc, signature.symbol + "_version",
                             builder.getFunctionType({}, builder.getI32Type()));
    builder.setInsertionPointToStart(version.addEntryBlock());
    Value number =
        arith::ConstantIntOp::create(builder, loc, cInterfaceVersion, 32);
    func::ReturnOp::create(builder, loc, number);
  }

  /// A private func.func still exports its symbol; only LLVM's linkage hides
  /// it.
  void makeInternal() {
    function.setPrivate();
    function->removeAttr("llvm.emit_c_interface");
    function->setAttr(
        "llvm.linkage",
        LLVM::LinkageAttr::get(function.getContext(), LLVM::Linkage::Internal));
  }

  Value get(Role role, unsigned index = 0) {
    return arguments[signature.find(role, index)];
  }
  Value constant(int64_t value) {
    return LLVM::ConstantOp::create(builder, loc, i64(),
                                    builder.getI64IntegerAttr(value));
  }
  Value plusOne(Value value) {
    return LLVM::AddOp::create(builder, loc, value, constant(1));
  }
  Value loadLast(Value pointers, Value index) {
    Value address =
        LLVM::GEPOp::create(builder, loc, pointerType(), i64(), pointers,
                            ArrayRef<LLVM::GEPArg>{index});
    return LLVM::LoadOp::create(builder, loc, i64(), address);
  }
  Type i64() { return builder.getI64Type(); }
  Type pointerType() {
    return LLVM::LLVMPointerType::get(builder.getContext());
  }

  func::FuncOp function;
  const CSignature &signature;
  OpBuilder builder;
  Location loc;
  LLVMTypeConverter converter;
  ValueRange arguments;
};

struct AddCInterface : gnn::impl::AddCInterfaceBase<AddCInterface> {
  void runOnOperation() override {
    SmallVector<func::FuncOp> functions;
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (function.isPublic() && !function.isExternal())
        functions.push_back(function);
    for (func::FuncOp function : functions)
      if (failed(addInterface(function)))
        return signalPassFailure();
  }

  LogicalResult addInterface(func::FuncOp function) {
    FailureOr<CSignature> signature = getCSignature(function);
    if (failed(signature))
      return failure();
    if (getOperation().lookupSymbol(signature->symbol))
      return function.emitError("expects the C symbol '")
             << signature->symbol << "' to be free but it is taken";
    return CFunctionBuilder(function, *signature).build();
  }
};
} // namespace
