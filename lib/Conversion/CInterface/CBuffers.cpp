//===- CBuffers.cpp - Buffers over a C function's arguments ---------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CBuffers.h"

#include "mlir/Conversion/LLVMCommon/MemRefBuilder.h"
#include "mlir/Conversion/LLVMCommon/TypeConverter.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

using namespace mlir;
using namespace mlir::gnn;
using Role = CArgument::Role;

Value CBuffers::get(const CArgument &argument, MemRefType type) {
  return makeMemRef(type, find(argument.role, argument.index), rowsOf(argument),
                    strideOf(argument));
}

Value CBuffers::getVector(MemRefType type, Value pointer, Value rows) {
  return makeMemRef(type, pointer, rows, constant(1));
}

Value CBuffers::getEdges() {
  Value edges = constant(0);
  for (auto [value, argument] : llvm::zip(arguments, signature.arguments))
    if (argument.role == Role::NumEdges)
      edges = plus(edges, value);
  return edges;
}

Value CBuffers::constant(int64_t value) {
  return LLVM::ConstantOp::create(builder, loc, builder.getI64Type(),
                                  builder.getI64IntegerAttr(value));
}

Value CBuffers::plus(Value a, Value b) {
  return LLVM::AddOp::create(builder, loc, a, b);
}

Value CBuffers::rowsOf(const CArgument &argument) {
  Value nodes = getNodes();
  switch (argument.role) {
  case Role::RowPtr:
  case Role::SparseIndptr:
    return plus(nodes, constant(1));
  case Role::ColIdx:
    return find(Role::NumEdges, argument.index);
  case Role::SegmentPtr:
    return plus(find(Role::NumGraphs), constant(1));
  case Role::SparseIndices:
  case Role::SparseValues:
    return loadPointer(find(Role::SparseIndptr, argument.index), nodes);
  case Role::Out:
    return arguments[signature.findRows(argument.index)];
  default:
    return nodes;
  }
}

Value CBuffers::strideOf(const CArgument &argument) {
  if (argument.role == Role::Features)
    return find(Role::FeatureStride, argument.index);
  if (argument.role == Role::Out)
    return find(Role::OutStride, argument.index);
  return constant(1);
}

Value CBuffers::loadPointer(Value pointers, Value index) {
  Type i64 = builder.getI64Type();
  Value address = LLVM::GEPOp::create(builder, loc, pointers.getType(), i64,
                                      pointers, ArrayRef<LLVM::GEPArg>{index});
  return LLVM::LoadOp::create(builder, loc, i64, address);
}

Value CBuffers::makeMemRef(MemRefType type, Value pointer, Value rows,
                           Value stride) {
  Value zero = constant(0), one = constant(1);
  SmallVector<Value> fields{pointer, pointer, zero, rows};
  if (type.getRank() == 2)
    fields.append({constant(type.getDimSize(1)), stride, one});
  else
    fields.push_back(one);
  LLVMTypeConverter converter(builder.getContext());
  Value descriptor =
      MemRefDescriptor::pack(builder, loc, converter, type, fields);
  return UnrealizedConversionCastOp::create(builder, loc, type, descriptor)
      .getResult(0);
}
