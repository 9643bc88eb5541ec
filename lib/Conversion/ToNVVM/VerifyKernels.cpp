//===- VerifyKernels.cpp - Refuse kernels that cannot be loaded -----------===//
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
#define GEN_PASS_DEF_VERIFYKERNELS
#include "gnn-opt/Conversion/ToNVVM/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

static LogicalResult verifyOperation(Operation *op) {
  if (!isa_and_nonnull<LLVM::LLVMDialect, NVVM::NVVMDialect>(op->getDialect()))
    return op->emitOpError("is left in a kernel; expected operations of the "
                           "llvm and nvvm dialects only");
  auto function = dyn_cast<LLVM::LLVMFuncOp>(op);
  if (function && function.isExternal())
    return function.emitOpError("is called by a kernel but has no body");
  return success();
}

namespace {
struct VerifyKernels : gnn::impl::VerifyKernelsBase<VerifyKernels> {
  void runOnOperation() override {
    WalkResult result =
        getOperation().walk<WalkOrder::PreOrder>([&](Operation *op) {
          if (op == getOperation() || succeeded(verifyOperation(op)))
            return WalkResult::advance();
          return WalkResult::interrupt();
        });
    if (result.wasInterrupted())
      signalPassFailure();
  }
};
} // namespace
