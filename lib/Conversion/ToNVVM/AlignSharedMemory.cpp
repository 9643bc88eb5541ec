//===- AlignSharedMemory.cpp - Vectors in shared memory -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/ToNVVM/Passes.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_ALIGNSHAREDMEMORY
#include "gnn-opt/Conversion/ToNVVM/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

/// Bytes of the largest vector that one instruction moves.
static constexpr int64_t vectorBytes = 16;

namespace {
struct AlignSharedMemory : gnn::impl::AlignSharedMemoryBase<AlignSharedMemory> {
  void runOnOperation() override {
    StringRef name = LLVM::LLVMDialect::getAlignAttrName();
    auto alignment = Builder(&getContext()).getI64IntegerAttr(vectorBytes);
    for (auto kernel : getOperation().getOps<gpu::GPUFuncOp>())
      for (unsigned i = 0; i < kernel.getNumWorkgroupAttributions(); ++i)
        if (!kernel.getWorkgroupAttributionAttr(
                i, StringAttr::get(&getContext(), name)))
          kernel.setWorkgroupAttributionAttr(
              i, StringAttr::get(&getContext(), name), alignment);
  }
};
} // namespace
