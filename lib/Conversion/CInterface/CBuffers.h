//===- CBuffers.h - Buffers over a C function's arguments -------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_CINTERFACE_CBUFFERS_H
#define GNN_OPT_LIB_CONVERSION_CINTERFACE_CBUFFERS_H

#include "gnn-opt/Conversion/CInterface/CSignature.h"

namespace mlir::gnn {

/// Makes the memrefs that a lowered function takes of the pointers and sizes
/// that its C function takes.
class CBuffers {
public:
  /// `arguments` are those of `signature`, as LLVM pointers and i64.
  CBuffers(OpBuilder &builder, Location loc, const CSignature &signature,
           ValueRange arguments)
      : builder(builder), loc(loc), signature(signature), arguments(arguments) {
  }

  /// The buffer of a pointer argument; `type` is what the function takes.
  Value get(const CArgument &argument, MemRefType type);
  /// Memory at `pointer` for `rows` elements of a vector `type`.
  Value getVector(MemRefType type, Value pointer, Value rows);

  Value getNodes() { return find(CArgument::Role::NumNodes); }
  /// The edges of all graphs.
  Value getEdges();
  Value constant(int64_t value);
  Value plus(Value a, Value b);
  /// pointers[index], an i64.
  Value loadPointer(Value pointers, Value index);

private:
  Value find(CArgument::Role role, unsigned index = 0) {
    return arguments[signature.find(role, index)];
  }
  Value rowsOf(const CArgument &argument);
  Value strideOf(const CArgument &argument);
  Value makeMemRef(MemRefType type, Value pointer, Value rows, Value stride);

  OpBuilder &builder;
  Location loc;
  const CSignature &signature;
  ValueRange arguments;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_CINTERFACE_CBUFFERS_H
