//===- AttachGPUTarget.cpp - Say which chip the kernels are for -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/ToNVVM/Passes.h"

#include "gnn-opt/Support/GPUChip.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_ATTACHGPUTARGET
#include "gnn-opt/Conversion/ToNVVM/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

/// LLVM's for nvptx64.
static constexpr StringLiteral dataLayout =
    "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64";

/// The features that the kernels need the assembler to know.
static StringRef getFeatures(gpu::GPUModuleOp kernels, GPUChip chip) {
  bool hasSparseProducts =
      kernels.walk([](NVVM::MmaSpOp) { return WalkResult::interrupt(); })
          .wasInterrupted();
  return hasSparseProducts ? chip.getSparseProductFeatures() : StringRef();
}

namespace {
struct AttachGPUTarget : gnn::impl::AttachGPUTargetBase<AttachGPUTarget> {
  using AttachGPUTargetBase::AttachGPUTargetBase;

  void runOnOperation() override {
    llvm::Expected<GPUChip> parsed = GPUChip::parse(chip);
    if (!parsed) {
      getOperation().emitError(llvm::toString(parsed.takeError()));
      return signalPassFailure();
    }
    Builder builder(&getContext());
    for (auto kernels : getOperation().getOps<gpu::GPUModuleOp>()) {
      auto target = NVVM::NVVMTargetAttr::get(
          &getContext(), /*optLevel=*/2, "nvptx64-nvidia-cuda",
          parsed->getName(), getFeatures(kernels, *parsed));
      kernels.setTargetsAttr(builder.getArrayAttr({target}));
      kernels->setAttr(LLVM::LLVMDialect::getDataLayoutAttrName(),
                       builder.getStringAttr(dataLayout));
    }
  }
};
} // namespace
