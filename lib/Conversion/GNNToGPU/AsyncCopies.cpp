//===- AsyncCopies.cpp - Copies that nobody waits for yet -----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AsyncCopies.h"

#include "mlir/Dialect/NVGPU/IR/NVGPUDialect.h"

using namespace mlir;
using namespace mlir::gnn;

void AsyncCopies::start(Value from, ValueRange fromIndices, Value to,
                        ValueRange toIndices, int64_t lanes) {
  auto token = nvgpu::DeviceAsyncTokenType::get(e.getContext());
  started.push_back(nvgpu::DeviceAsyncCopyOp::create(
      e, token, to, toIndices, from, fromIndices, e.getIndexAttr(lanes),
      /*srcElements=*/Value(), /*bypassL1=*/UnitAttr()));
}

void AsyncCopies::commit() {
  auto token = nvgpu::DeviceAsyncTokenType::get(e.getContext());
  group = nvgpu::DeviceAsyncCreateGroupOp::create(e, token, started);
  started.clear();
}

void AsyncCopies::wait() {
  nvgpu::DeviceAsyncWaitOp::create(e, TypeRange(), group,
                                   /*numGroups=*/e.getI32IntegerAttr(0));
}
