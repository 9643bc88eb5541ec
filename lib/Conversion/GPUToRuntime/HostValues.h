//===- HostValues.h - What the runtime is given, as IR -------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GPUTORUNTIME_HOSTVALUES_H
#define GNN_OPT_LIB_CONVERSION_GPUTORUNTIME_HOSTVALUES_H

#include "mlir/Conversion/LLVMCommon/MemRefBuilder.h"
#include "mlir/Conversion/LLVMCommon/TypeConverter.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

namespace mlir::gnn {

/// A memref as rows of bytes.
struct ByteRows {
  Value pointer;
  Value stride;
  Value bytes;
  Value count;
};

/// Makes pointers and 64-bit integers of the buffers and sizes of host code.
class HostValues {
public:
  HostValues(OpBuilder &builder, const LLVMTypeConverter &converter)
      : builder(builder), converter(converter) {}

  Value constant(Location loc, int64_t value);
  /// Of an index or a narrower integer, which is taken as unsigned.
  Value toI64(Location loc, Value value);
  Value times(Location loc, Value a, Value b);
  /// The bytes of as many elements of `type`.
  Value inBytes(Location loc, Value elements, MemRefType type);
  Type pointerType();

  MemRefDescriptor describe(Location loc, Value memref);
  /// Of host code as it was, and of its lowered form.
  Value cast(Location loc, Value value, Type type);
  /// A pointer in the address space of the runtime's.
  Value flat(Location loc, Value pointer);
  /// Fails where the elements of a row do not lie side by side.
  FailureOr<ByteRows> getRows(Operation *op, Value memref);

private:
  OpBuilder &builder;
  const LLVMTypeConverter &converter;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GPUTORUNTIME_HOSTVALUES_H
