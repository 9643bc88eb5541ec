//===- Launch.cpp - Kernels and the threads in them -----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Launch.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"

using namespace mlir;
using namespace mlir::gnn;

/// LLVM's number of the address space that the threads of a block share.
static constexpr int64_t sharedAddressSpace = 3;

MemRefType gnn::sharedMemory(ArrayRef<int64_t> shape, Type element) {
  Builder builder(element.getContext());
  return MemRefType::get(shape, element, MemRefLayoutAttrInterface(),
                         builder.getI64IntegerAttr(sharedAddressSpace));
}

void gnn::launch(Emitter &e, KernelContext &context, Operation *op, Grid grid,
                 function_ref<void(const Thread &thread)> body,
                 TypeRange sharedMemory) {
  Value one = e.index(1);
  std::string name =
      (op->getName().stripDialect() + "_" + Twine(context.numKernels++)).str();
  auto launch = gpu::LaunchOp::create(
      e, grid.x, e.index(grid.y), one, e.index(grid.threads), one, one,
      /*dynamicSharedMemorySize=*/nullptr, /*asyncTokenType=*/nullptr,
      /*asyncDependencies=*/ValueRange(), sharedMemory,
      /*privateAttributions=*/TypeRange(), nullptr, nullptr, nullptr,
      FlatSymbolRefAttr::get(e.getContext(), kernelModuleName),
      FlatSymbolRefAttr::get(e.getContext(), name));
  OpBuilder::InsertionGuard guard(e);
  e.setInsertionPointToStart(&launch.getBody().front());
  body({launch.getBlockIds().x, launch.getBlockIds().y, launch.getThreadIds().x,
        launch.getWorkgroupAttributions()});
  gpu::TerminatorOp::create(e);
}

void gnn::barrier(Emitter &e) { gpu::BarrierOp::create(e); }
