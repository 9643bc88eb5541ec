//===- VerifyLLVMLowering.cpp - Refuse what is not lowered ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/ToLLVM/Passes.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/OpenMP/OpenMPDialect.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_VERIFYLLVMLOWERING
#include "gnn-opt/Conversion/ToLLVM/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

static bool isTranslatable(Operation *op) {
  return isa<ModuleOp>(op) ||
         isa_and_nonnull<LLVM::LLVMDialect, omp::OpenMPDialect>(
             op->getDialect());
}

namespace {
struct VerifyLLVMLowering
    : gnn::impl::VerifyLLVMLoweringBase<VerifyLLVMLowering> {
  void runOnOperation() override {
    WalkResult result =
        getOperation().walk<WalkOrder::PreOrder>([](Operation *op) {
          if (isTranslatable(op))
            return WalkResult::advance();
          op->emitOpError(
              "is left after lowering; expected operations of the llvm "
              "and omp dialects only");
          return WalkResult::interrupt();
        });
    if (result.wasInterrupted())
      signalPassFailure();
  }
};
} // namespace
