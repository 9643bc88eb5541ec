//===- HostValues.cpp - What the runtime is given, as IR ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HostValues.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::gnn;

Value HostValues::constant(Location loc, int64_t value) {
  return LLVM::ConstantOp::create(builder, loc, builder.getI64Type(),
                                  builder.getI64IntegerAttr(value));
}

Value HostValues::toI64(Location loc, Value value) {
  if (value.getType().isIndex())
    return cast(loc, value, builder.getI64Type());
  if (value.getType().isInteger(64))
    return value;
  return LLVM::ZExtOp::create(builder, loc, builder.getI64Type(), value);
}

Value HostValues::times(Location loc, Value a, Value b) {
  return LLVM::MulOp::create(builder, loc, a, b);
}

Value HostValues::inBytes(Location loc, Value elements, MemRefType type) {
  int64_t bits =
      type.getElementType().isIndex() ? 64 : type.getElementTypeBitWidth();
  return times(loc, elements, constant(loc, llvm::divideCeil(bits, 8)));
}

Type HostValues::pointerType() {
  return LLVM::LLVMPointerType::get(builder.getContext());
}

MemRefDescriptor HostValues::describe(Location loc, Value memref) {
  return MemRefDescriptor(
      cast(loc, memref, converter.convertType(memref.getType())));
}

Value HostValues::cast(Location loc, Value value, Type type) {
  return UnrealizedConversionCastOp::create(builder, loc, type, value)
      .getResult(0);
}

Value HostValues::flat(Location loc, Value pointer) {
  if (pointer.getType() == pointerType())
    return pointer;
  return LLVM::AddrSpaceCastOp::create(builder, loc, pointerType(), pointer);
}

FailureOr<ByteRows> HostValues::getRows(Operation *op, Value memref) {
  auto type = cast<MemRefType>(memref.getType());
  Location loc = op->getLoc();
  SmallVector<int64_t> strides;
  int64_t offset;
  bool isContiguous = type.getLayout().isIdentity();
  bool isRows = type.getRank() == 2 &&
                succeeded(type.getStridesAndOffset(strides, offset)) &&
                strides[1] == 1;
  if (!isContiguous && !isRows)
    return op->emitOpError("expects rows of neighbouring elements but got ")
           << type;
  MemRefDescriptor memory = describe(loc, memref);
  Value pointer = flat(loc, memory.bufferPtr(builder, loc, converter, type));
  if (isRows)
    return ByteRows{pointer, inBytes(loc, memory.stride(builder, loc, 0), type),
                    inBytes(loc, memory.size(builder, loc, 1), type),
                    memory.size(builder, loc, 0)};
  Value elements = constant(loc, 1);
  for (int64_t i = 0; i < type.getRank(); ++i)
    elements = times(loc, elements, memory.size(builder, loc, i));
  Value bytes = inBytes(loc, elements, type);
  return ByteRows{pointer, bytes, bytes, constant(loc, 1)};
}
