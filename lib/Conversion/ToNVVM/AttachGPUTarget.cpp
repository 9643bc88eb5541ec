//===- AttachGPUTarget.cpp - Say which chip the kernels are for -----------===//
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
#define GEN_PASS_DEF_ATTACHGPUTARGET
#include "gnn-opt/Conversion/ToNVVM/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

/// What kernels are tested for. Others would compile too, but nothing here has
/// seen their registers.
static constexpr StringLiteral knownChips[] = {"sm_75", "sm_80", "sm_90",
                                               "sm_100"};
/// LLVM's for nvptx64.
static constexpr StringLiteral dataLayout =
    "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64";

static LogicalResult checkChip(Operation *module, StringRef chip) {
  if (llvm::is_contained(knownChips, chip))
    return success();
  return module->emitError("expects the chip to be ")
         << llvm::join(ArrayRef(knownChips), ", ") << " but got '" << chip
         << "'";
}

namespace {
struct AttachGPUTarget : gnn::impl::AttachGPUTargetBase<AttachGPUTarget> {
  using AttachGPUTargetBase::AttachGPUTargetBase;

  void runOnOperation() override {
    if (failed(checkChip(getOperation(), chip)))
      return signalPassFailure();
    Builder builder(&getContext());
    // Without features LLVM picks the least PTX version that has the chip.
    auto target = NVVM::NVVMTargetAttr::get(&getContext(), /*optLevel=*/2,
                                            "nvptx64-nvidia-cuda", chip);
    for (auto kernels : getOperation().getOps<gpu::GPUModuleOp>()) {
      kernels.setTargetsAttr(builder.getArrayAttr({target}));
      kernels->setAttr(LLVM::LLVMDialect::getDataLayoutAttrName(),
                       builder.getStringAttr(dataLayout));
    }
  }
};
} // namespace
