//===- MarkKernelArguments.cpp - Buffers of a kernel are apart ------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/ToNVVM/Passes.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_MARKKERNELARGUMENTS
#include "gnn-opt/Conversion/ToNVVM/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

/// Whether all that happens to `pointer`, and to what is computed from it, is
/// being loaded from.
static bool isOnlyRead(Value pointer) {
  SmallVector<Value> pointers = {pointer};
  while (!pointers.empty())
    for (Operation *user : pointers.pop_back_val().getUsers()) {
      if (isa<LLVM::GEPOp>(user))
        pointers.push_back(user->getResult(0));
      else if (!isa<LLVM::LoadOp>(user))
        return false;
    }
  return true;
}

static void markArguments(LLVM::LLVMFuncOp kernel) {
  auto unit = UnitAttr::get(kernel.getContext());
  for (BlockArgument argument : kernel.getArguments()) {
    if (!isa<LLVM::LLVMPointerType>(argument.getType()))
      continue;
    unsigned index = argument.getArgNumber();
    kernel.setArgAttr(index, LLVM::LLVMDialect::getNoAliasAttrName(), unit);
    if (!argument.use_empty() && isOnlyRead(argument))
      kernel.setArgAttr(index, LLVM::LLVMDialect::getReadonlyAttrName(), unit);
  }
}

namespace {
struct MarkKernelArguments
    : gnn::impl::MarkKernelArgumentsBase<MarkKernelArguments> {
  void runOnOperation() override {
    for (auto function : getOperation().getOps<LLVM::LLVMFuncOp>())
      if (function->hasAttr(NVVM::NVVMDialect::getKernelFuncAttrName()))
        markArguments(function);
  }
};
} // namespace
