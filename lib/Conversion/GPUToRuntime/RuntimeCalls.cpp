//===- RuntimeCalls.cpp - Calls of the GPU runtime, as IR -----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RuntimeCalls.h"

using namespace mlir;
using namespace mlir::gnn;

LLVM::CallOp RuntimeCalls::call(Location loc, StringRef name, Type result,
                                ArrayRef<Value> arguments) {
  auto function = module.lookupSymbol<LLVM::LLVMFuncOp>(name);
  if (!function) {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(module.getBody());
    SmallVector<Type> types(ValueRange(arguments).getTypes());
    function =
        LLVM::LLVMFuncOp::create(builder, module.getLoc(), name,
                                 LLVM::LLVMFunctionType::get(result, types));
  }
  return LLVM::CallOp::create(builder, loc, function, arguments);
}

static Type pointerType(OpBuilder &builder) {
  return LLVM::LLVMPointerType::get(builder.getContext());
}

static Type voidType(OpBuilder &builder) {
  return LLVM::LLVMVoidType::get(builder.getContext());
}

Value RuntimeCalls::begin(Location loc) {
  return call(loc, "gnn_gpu_begin", pointerType(builder), {}).getResult();
}

Value RuntimeCalls::alloc(Location loc, Value session, Value bytes) {
  return call(loc, "gnn_gpu_alloc", pointerType(builder), {session, bytes})
      .getResult();
}

void RuntimeCalls::free(Location loc, Value session, Value memory) {
  call(loc, "gnn_gpu_free", voidType(builder), {session, memory});
}

void RuntimeCalls::copy(Location loc, ArrayRef<Value> arguments) {
  call(loc, "gnn_gpu_copy", voidType(builder), arguments);
}

void RuntimeCalls::fill(Location loc, ArrayRef<Value> arguments) {
  call(loc, "gnn_gpu_fill", voidType(builder), arguments);
}

void RuntimeCalls::launch(Location loc, ArrayRef<Value> arguments) {
  call(loc, "gnn_gpu_launch", voidType(builder), arguments);
}

Value RuntimeCalls::end(Location loc, Value session) {
  return call(loc, "gnn_gpu_end", builder.getI32Type(), {session}).getResult();
}
