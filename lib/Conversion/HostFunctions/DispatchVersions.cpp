//===- DispatchVersions.cpp - Choose a version by its graph ---------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/HostFunctions/Passes.h"

#include "InternalFunctions.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_DISPATCHVERSIONS
#include "gnn-opt/Conversion/HostFunctions/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

/// Thresholds are edges for so many nodes.
static constexpr int64_t unit = 64;

namespace {
struct Version {
  func::FuncOp function;
  int64_t rowPtr = 0;
  /// Pairs of nodes and edges.
  ArrayRef<int64_t> steps;
};

/// Emits the tests and calls of one function.
class Dispatcher {
public:
  Dispatcher(func::FuncOp function, func::FuncOp otherwise)
      : b(function.getLoc(), function), arguments(function.getArguments()),
        otherwise(otherwise) {
    b.setInsertionPointToStart(&function.front());
  }

  void emit(ArrayRef<Version> versions) {
    emitCalls(otherwise, versions);
    func::ReturnOp::create(b);
  }

private:
  /// Calls the last version up to which all tests hold.
  void emitCalls(func::FuncOp chosen, ArrayRef<Version> versions) {
    if (versions.empty()) {
      func::CallOp::create(b, chosen, arguments);
      return;
    }
    auto branch = scf::IfOp::create(b, emitTest(versions.front()),
                                    /*withElseRegion=*/true);
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(branch.thenBlock());
    emitCalls(versions.front().function, versions.drop_front());
    b.setInsertionPointToStart(branch.elseBlock());
    func::CallOp::create(b, chosen, arguments);
  }

  /// unit * edges < threshold(nodes) * nodes. Sizes of buffers are far from
  /// what would overflow.
  Value emitTest(const Version &version) {
    Value nodes = arith::SubIOp::create(b, sizeOf(version.rowPtr), constant(1));
    Value edges = sizeOf(version.rowPtr + 1);
    Value threshold = constant(version.steps.back());
    for (size_t i = version.steps.size() / 2 - 1; i-- > 0;) {
      Value isWithin = arith::CmpIOp::create(
          b, arith::CmpIPredicate::sle, nodes, constant(version.steps[2 * i]));
      threshold = arith::SelectOp::create(
          b, isWithin, constant(version.steps[2 * i + 1]), threshold);
    }
    return arith::CmpIOp::create(
        b, arith::CmpIPredicate::slt,
        arith::MulIOp::create(b, edges, constant(unit)),
        arith::MulIOp::create(b, threshold, nodes));
  }

  Value constant(int64_t value) {
    return arith::ConstantOp::create(b, b.getIndexAttr(value));
  }

  Value sizeOf(int64_t argument) {
    return memref::DimOp::create(b, arguments[argument], 0);
  }

  ImplicitLocOpBuilder b;
  ValueRange arguments;
  func::FuncOp otherwise;
};
} // namespace

static bool isVectorOf(Type type, unsigned width) {
  auto memref = dyn_cast<MemRefType>(type);
  return memref && memref.getRank() == 1 &&
         memref.getElementType().isInteger(width);
}

static bool takesGraphAt(func::FuncOp function, int64_t rowPtr) {
  return rowPtr >= 0 && rowPtr + 1 < function.getNumArguments() &&
         isVectorOf(function.getArgumentTypes()[rowPtr], 64) &&
         isVectorOf(function.getArgumentTypes()[rowPtr + 1], 32);
}

/// {function = @f, row_ptr = n, steps = array<i64: ..>}
static FailureOr<Version> readVersion(func::FuncOp function, Attribute attr) {
  auto fields = dyn_cast<DictionaryAttr>(attr);
  auto name = fields ? fields.getAs<FlatSymbolRefAttr>("function") : nullptr;
  auto rowPtr = fields ? fields.getAs<IntegerAttr>("row_ptr") : nullptr;
  auto steps = fields ? fields.getAs<DenseI64ArrayAttr>("steps") : nullptr;
  if (!name || !rowPtr || !steps || steps.empty() || steps.size() % 2 != 0)
    return function.emitError("expects each of gnn.versions to be {function, "
                              "row_ptr, steps} with pairs of steps but got ")
           << attr;
  auto version =
      SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(function, name);
  if (!version || version.getFunctionType() != function.getFunctionType())
    return function.emitError("expects ")
           << name << " to be a function of the same type";
  if (!takesGraphAt(function, rowPtr.getInt()))
    return function.emitError("expects the row pointers of a graph as "
                              "argument ")
           << rowPtr.getInt();
  return Version{version, rowPtr.getInt(), steps.asArrayRef()};
}

static FailureOr<SmallVector<Version>> readVersions(func::FuncOp function) {
  auto attrs = function->getAttrOfType<ArrayAttr>("gnn.versions");
  if (!attrs || function.isExternal() || function.getNumResults() != 0)
    return function.emitError(
        "expects gnn.versions to be an array on a lowered "
        "function with a body");
  SmallVector<Version> versions;
  for (Attribute attr : attrs) {
    FailureOr<Version> version = readVersion(function, attr);
    if (failed(version))
      return failure();
    versions.push_back(*version);
  }
  return versions;
}

namespace {
struct DispatchVersions : gnn::impl::DispatchVersionsBase<DispatchVersions> {
  void runOnOperation() override {
    SmallVector<func::FuncOp> functions;
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (function->hasAttr("gnn.versions"))
        functions.push_back(function);
    for (func::FuncOp function : functions)
      if (failed(dispatch(function)))
        return signalPassFailure();
  }

  LogicalResult dispatch(func::FuncOp function) {
    FailureOr<SmallVector<Version>> versions = readVersions(function);
    if (failed(versions))
      return failure();
    FailureOr<func::FuncOp> otherwise =
        moveBody(function, (function.getSymName() + "_version0").str());
    if (failed(otherwise))
      return failure();
    function->removeAttr("gnn.versions");
    function.addEntryBlock();
    Dispatcher(function, *otherwise).emit(*versions);
    for (const Version &version : *versions)
      makeInternal(version.function);
    ++numDispatched;
    return success();
  }
};
} // namespace
