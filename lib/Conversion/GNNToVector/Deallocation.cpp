//===- Deallocation.cpp - Free a buffer after its last use ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Lowering.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

using namespace mlir;
using namespace mlir::gnn;

/// The op of the buffer's block after which nobody reads or writes it, by any
/// of its names: an op that makes a memref of it gives it another name.
static Operation *findLastUse(memref::AllocOp alloc) {
  Operation *last = alloc;
  SmallVector<Value> names = {alloc.getResult()};
  while (!names.empty())
    for (Operation *user : names.pop_back_val().getUsers()) {
      Operation *op = alloc->getBlock()->findAncestorOpInBlock(*user);
      if (last->isBeforeInBlock(op))
        last = op;
      for (Value result : user->getResults())
        if (isa<MemRefType>(result.getType()))
          names.push_back(result);
    }
  return last;
}

void gnn::placeDeallocations(Operation *function) {
  function->walk([](memref::AllocOp alloc) {
    OpBuilder builder(alloc);
    builder.setInsertionPointAfter(findLastUse(alloc));
    memref::DeallocOp::create(builder, alloc.getLoc(), alloc.getResult());
  });
}
