//===- PreparedMemory.h - What a preparation leaves in memory ---*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_CINTERFACE_PREPAREDMEMORY_H
#define GNN_OPT_LIB_CONVERSION_CINTERFACE_PREPAREDMEMORY_H

#include "CBuffers.h"

namespace mlir::gnn {

/// The results of a preparation, one behind the other in one block of memory,
/// each on cache lines of its own: for a graph N + 1 row pointers and room for
/// E + N sources, since a self loop a node is all that is ever added; for node
/// scalars and node indices N elements.
class PreparedMemory {
public:
  /// Of the block, and of each result in it: a cache line.
  static constexpr int64_t alignment = 64;

  /// `results` says `graph`, `node_scalars` or `node_indices` for each.
  PreparedMemory(OpBuilder &builder, Location loc, CBuffers &buffers,
                 ArrayAttr results);

  /// i64: the size of the block.
  Value getBytes() const { return bytes; }

  /// The buffers to fill, for a block at `pointer`.
  SmallVector<Value> getEmpty(Value pointer);
  /// The buffers to read: sources end with the last edge.
  SmallVector<Value> getFilled(Value pointer);

private:
  /// One buffer: its place in the block, its elements.
  struct Part {
    Type element;
    Value offset, count;
    /// Sources of the graph whose row pointers are the part before.
    bool areSources = false;
  };
  void append(Type element, Value count, bool areSources = false);
  Value addressOf(Value pointer, const Part &part);
  Value getBuffer(Value pointer, const Part &part, Value count);

  OpBuilder &builder;
  Location loc;
  CBuffers &buffers;
  SmallVector<Part> parts;
  Value bytes;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_CINTERFACE_PREPAREDMEMORY_H
