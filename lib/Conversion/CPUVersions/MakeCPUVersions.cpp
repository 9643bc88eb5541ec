//===- MakeCPUVersions.cpp - A copy of a function for each processor ------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/CPUVersions/Passes.h"

#include "gnn-opt/Support/CPULevels.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_MAKECPUVERSIONS
#include "gnn-opt/Conversion/CPUVersions/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

static void compileFor(func::FuncOp function, const CPULevel &level) {
  Builder builder(function.getContext());
  function->setAttr("target_cpu", builder.getStringAttr(level.name));
  function->setAttr("gnn.vector_width",
                    builder.getI64IntegerAttr(level.vectorWidth));
}

/// A copy that nobody outside can call, under a name of its own.
static func::FuncOp copyFor(func::FuncOp function, const CPULevel &level,
                            SymbolTable &symbols) {
  func::FuncOp copy = function.clone();
  copy->setDiscardableAttrs(DictionaryAttr::get(function.getContext()));
  copy.setName((function.getName() + "." + level.name).str());
  copy.setPrivate();
  // Only LLVM's linkage hides a private func.func; and what is inlined forgets
  // its processor.
  copy->setAttr(
      "llvm.linkage",
      LLVM::LinkageAttr::get(function.getContext(), LLVM::Linkage::Internal));
  copy.setNoInline(true);
  compileFor(copy, level);
  symbols.insert(copy, std::next(Block::iterator(function)));
  return copy;
}

static void makeVersions(func::FuncOp function, ArrayRef<CPULevel> levels,
                         SymbolTable &symbols) {
  SmallVector<Attribute> versions;
  for (const CPULevel &level : llvm::reverse(levels.drop_front()))
    versions.push_back(
        FlatSymbolRefAttr::get(copyFor(function, level, symbols)));
  compileFor(function, levels.front());
  function->setAttr("gnn.cpu_versions", Builder(function.getContext())
                                            .getArrayAttr(llvm::to_vector(
                                                llvm::reverse(versions))));
}

namespace {
struct MakeCPUVersions : gnn::impl::MakeCPUVersionsBase<MakeCPUVersions> {
  using MakeCPUVersionsBase::MakeCPUVersionsBase;

  void runOnOperation() override {
    auto levels = getLevels();
    if (!levels) {
      getOperation().emitError(llvm::toString(levels.takeError()));
      return signalPassFailure();
    }
    SymbolTable symbols(getOperation());
    for (auto function : llvm::to_vector(getOperation().getOps<func::FuncOp>()))
      if (!function.isExternal())
        makeVersions(function, *levels, symbols);
  }

private:
  llvm::Expected<SmallVector<CPULevel>> getLevels() const {
    ArrayRef<std::string> names = processors;
    if (names.empty())
      return llvm::to_vector(getCPULevels());
    return parseCPULevels(llvm::to_vector_of<StringRef>(names));
  }
};
} // namespace
