//===- Deallocation.cpp - Free a buffer after its last use ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Lowering.h"

#include "gnn-opt/Conversion/Lowering/Functions.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace mlir::gnn;

void gnn::placeDeallocations(Operation *function) {
  function->walk([](memref::AllocOp alloc) {
    OpBuilder builder(alloc);
    builder.setInsertionPointAfter(findLastUse(alloc.getResult()));
    memref::DeallocOp::create(builder, alloc.getLoc(), alloc.getResult());
  });
}
