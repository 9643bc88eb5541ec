//===- DispatchCPUVersions.cpp - Calls of the version to run --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/CPUVersions/Passes.h"

#include "gnn-opt/Conversion/CPUVersions/CPUDetection.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_DISPATCHCPUVERSIONS
#include "gnn-opt/Conversion/CPUVersions/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

namespace {
struct Version {
  CPULevel level;
  func::FuncOp function;
};
} // namespace

/// The processor that `function` is compiled for.
static FailureOr<Version> readVersion(func::FuncOp function) {
  auto cpu = function->getAttrOfType<StringAttr>("target_cpu");
  const CPULevel *level = cpu ? findCPULevel(cpu) : nullptr;
  if (!level)
    return function.emitError("expects target_cpu to be x86-64, x86-64-v3 or "
                              "x86-64-v4 but got ")
           << function->getAttr("target_cpu");
  return Version{*level, function};
}

/// The version that the attribute names, which takes what `function` takes.
static FailureOr<Version> findVersion(func::FuncOp function, Attribute name) {
  auto symbol = dyn_cast<FlatSymbolRefAttr>(name);
  auto version =
      symbol
          ? SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(function, symbol)
          : nullptr;
  if (!version || version.getFunctionType() != function.getFunctionType())
    return function.emitError("expects gnn.cpu_versions to name functions of "
                              "its type but got ")
           << name;
  return readVersion(version);
}

/// The function itself comes first. Rising levels are what a choice needs.
static FailureOr<SmallVector<Version>> findVersions(func::FuncOp function,
                                                    ArrayAttr names) {
  if (function.isExternal())
    return function.emitError("expects a body beside gnn.cpu_versions but has "
                              "none");
  FailureOr<Version> lowest = readVersion(function);
  if (failed(lowest))
    return failure();
  SmallVector<Version> versions = {*lowest};
  for (Attribute name : names) {
    FailureOr<Version> version = findVersion(function, name);
    if (failed(version))
      return failure();
    if (version->level.number <= versions.back().level.number)
      return version->function.emitError("expects a higher target_cpu than ")
             << versions.back().level.name << " but got "
             << version->level.name;
    versions.push_back(*version);
  }
  return versions;
}

/// Moves the body of `function` to a version of its own.
static func::FuncOp moveBody(func::FuncOp function, const CPULevel &level) {
  auto moved = func::FuncOp::create(
      function.getLoc(), (function.getName() + "." + level.name).str(),
      function.getFunctionType());
  moved.getBody().takeBody(function.getBody());
  moved.setPrivate();
  moved.setNoInline(true);
  moved->setAttr(
      "llvm.linkage",
      LLVM::LinkageAttr::get(function.getContext(), LLVM::Linkage::Internal));
  moved->setAttr("target_cpu", function->removeAttr("target_cpu"));
  function->removeAttr("gnn.vector_width");
  function->removeAttr("gnn.cpu_versions");
  SymbolTable(function->getParentOfType<ModuleOp>())
      .insert(moved, std::next(Block::iterator(function)));
  return moved;
}

static void buildCall(ImplicitLocOpBuilder &b, Region &region,
                      func::FuncOp version, ValueRange arguments) {
  OpBuilder::InsertionGuard guard(b);
  b.createBlock(&region);
  auto call = func::CallOp::create(b, version, arguments);
  scf::YieldOp::create(b, call.getResults());
}

/// switch (current_cpu()) { case 4: ... default: the lowest }
static void buildDispatch(func::FuncOp function, ArrayRef<Version> versions) {
  ImplicitLocOpBuilder b(function.getLoc(), function.getContext());
  b.setInsertionPointToStart(function.addEntryBlock());
  auto level =
      func::CallOp::create(b, currentCPUFunction, b.getI32Type(), ValueRange());
  Value index =
      arith::IndexCastOp::create(b, b.getIndexType(), level.getResult(0));
  auto cases = llvm::map_to_vector(
      versions.drop_front(),
      [](const Version &version) -> int64_t { return version.level.number; });
  auto choice = scf::IndexSwitchOp::create(b, function.getResultTypes(), index,
                                           cases, cases.size());
  ValueRange arguments = function.getArguments();
  for (auto [region, version] :
       llvm::zip_equal(choice.getCaseRegions(), versions.drop_front()))
    buildCall(b, region, version.function, arguments);
  buildCall(b, choice.getDefaultRegion(), versions.front().function, arguments);
  func::ReturnOp::create(b, choice.getResults());
}

namespace {
struct DispatchCPUVersions
    : gnn::impl::DispatchCPUVersionsBase<DispatchCPUVersions> {
  void runOnOperation() override {
    SmallVector<CPULevel> levels;
    for (auto function : llvm::to_vector(getOperation().getOps<func::FuncOp>()))
      if (auto names = function->getAttrOfType<ArrayAttr>("gnn.cpu_versions"))
        if (failed(dispatch(function, names, levels)))
          return signalPassFailure();
    if (!levels.empty() && failed(addCPUDetection(getOperation(), levels)))
      signalPassFailure();
  }

private:
  /// All functions of a module share one choice, and so have the same versions.
  static LogicalResult dispatch(func::FuncOp function, ArrayAttr names,
                                SmallVector<CPULevel> &levels) {
    auto versions = findVersions(function, names);
    if (failed(versions))
      return failure();
    auto own = llvm::map_to_vector(
        *versions, [](const Version &version) { return version.level; });
    auto number = [](const CPULevel &level) { return level.number; };
    if (levels.empty())
      levels = own;
    if (!llvm::equal(llvm::map_range(levels, number),
                     llvm::map_range(own, number)))
      return function.emitError(
          "expects versions for the processors of other functions");
    versions->front().function = moveBody(function, own.front());
    buildDispatch(function, *versions);
    return success();
  }
};
} // namespace
