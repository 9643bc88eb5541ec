//===- PreparedMemory.cpp - What a preparation leaves in memory -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PreparedMemory.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

using namespace mlir;
using namespace mlir::gnn;

PreparedMemory::PreparedMemory(OpBuilder &builder, Location loc,
                               CBuffers &buffers, ArrayAttr results)
    : builder(builder), loc(loc), buffers(buffers), bytes(buffers.constant(0)) {
  Value nodes = buffers.getNodes();
  for (StringRef result : results.getAsValueRange<StringAttr>())
    if (result == "graph") {
      append(builder.getI64Type(), buffers.plus(nodes, buffers.constant(1)));
      append(builder.getI32Type(), buffers.plus(nodes, buffers.getEdges()),
             /*areSources=*/true);
    } else {
      append(result == "node_indices" ? Type(builder.getI32Type())
                                      : Type(builder.getF32Type()),
             nodes);
    }
}

/// Rounds the size up to whole lines.
void PreparedMemory::append(Type element, Value count, bool areSources) {
  parts.push_back({element, bytes, count, areSources});
  int64_t size = element.getIntOrFloatBitWidth() / 8;
  Value used = LLVM::MulOp::create(builder, loc, count, buffers.constant(size));
  Value end =
      buffers.plus(buffers.plus(bytes, used), buffers.constant(alignment - 1));
  bytes = LLVM::AndOp::create(builder, loc, end, buffers.constant(-alignment));
}

Value PreparedMemory::addressOf(Value pointer, const Part &part) {
  return LLVM::GEPOp::create(builder, loc, pointer.getType(),
                             builder.getI8Type(), pointer,
                             ArrayRef<LLVM::GEPArg>{part.offset});
}

Value PreparedMemory::getBuffer(Value pointer, const Part &part, Value count) {
  auto type = MemRefType::get({ShapedType::kDynamic}, part.element);
  return buffers.getVector(type, addressOf(pointer, part), count);
}

SmallVector<Value> PreparedMemory::getEmpty(Value pointer) {
  return llvm::map_to_vector(parts, [&](const Part &part) {
    return getBuffer(pointer, part, part.count);
  });
}

SmallVector<Value> PreparedMemory::getFilled(Value pointer) {
  SmallVector<Value> filled;
  Value lastPointer;
  for (const Part &part : parts) {
    filled.push_back(
        getBuffer(pointer, part, part.areSources ? lastPointer : part.count));
    if (part.element.isInteger(64))
      lastPointer =
          buffers.loadPointer(addressOf(pointer, part), buffers.getNodes());
  }
  return filled;
}
