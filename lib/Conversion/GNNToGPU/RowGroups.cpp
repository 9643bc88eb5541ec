//===- RowGroups.cpp - Rows that share their statistics -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RowGroups.h"

using namespace mlir;
using namespace mlir::gnn;

RowGroups::RowGroups(Emitter &e, KernelContext &context, Operation *op,
                     Value rows, Value pointers)
    : rows(rows), pointers(pointers) {
  numGroups = pointers ? rowsOf(e, pointers) : e.index(1);
  if (!pointers)
    return;
  groups = allocateOnDevice(e, e.getI32Type(), rows);
  RowShape shape = RowShape::ofSegments();
  forEachRow(e, context, op, numGroups, shape, [&](const RowThread &thread) {
    Segment nodes = segment(e, thread.row);
    e.loop(
        e.plus(nodes.begin, thread.number), nodes.end,
        [&](Value row) {
          e.when(thread.ownsRow,
                 [&] { e.storeIndex(thread.row, groups, row); });
        },
        shape.threads());
  });
}

Segment RowGroups::segment(Emitter &e, Value group) const {
  if (pointers)
    return segmentOf(e, pointers, group);
  return {e.index(0), rows};
}

Value RowGroups::groupOf(Emitter &e, Value row) const {
  return groups ? e.loadIndex(groups, row) : e.index(0);
}

/// What the threads of a block have, combined in all of them, in halves: the
/// order does not depend on anything but the number of threads.
static Value combineBlock(Emitter &e, const Thread &thread, Value partial,
                          const GroupReduction &reduction) {
  Value shared = thread.shared.front();
  e.store(partial, shared, thread.id);
  barrier(e);
  for (int64_t half = blockThreads / 2; half > 0; half /= 2) {
    e.when(e.isLess(thread.id, e.index(half)), [&] {
      Value other = e.load(shared, e.plus(thread.id, half));
      Value own = e.load(shared, thread.id);
      e.store(reduction.combine(own, other), shared, thread.id);
    });
    barrier(e);
  }
  return e.load(shared, e.index(0));
}

static Value widen(Emitter &e, Value value, Type type) {
  return value.getType() == type ? value
                                 : Value(arith::ExtFOp::create(e, type, value));
}

/// The rows of a group that are the thread's, one in blockThreads.
static Value reduceSome(Emitter &e, const Thread &thread, Segment rows,
                        Value rowValues, const GroupReduction &reduction) {
  auto add = [&](Value row, ValueRange partial) {
    Value value = widen(e, e.load(rowValues, row), reduction.type);
    return Values{reduction.combine(partial[0], value)};
  };
  return e
      .loop(e.plus(rows.begin, thread.id), rows.end,
            e.splat(reduction.neutral, reduction.type), add, blockThreads)
      .front();
}

Value gnn::reduceGroups(Emitter &e, KernelContext &context, Operation *op,
                        const RowGroups &groups, Value rowValues,
                        const GroupReduction &reduction) {
  Value result = allocateOnDevice(e, e.getF32Type(), groups.count());
  Type shared[] = {sharedMemory(blockThreads, reduction.type)};
  launch(
      e, context, op, {groups.count()},
      [&](const Thread &thread) {
        Segment rows = groups.segment(e, thread.blockX);
        Value partial = reduceSome(e, thread, rows, rowValues, reduction);
        Value combined = combineBlock(e, thread, partial, reduction);
        Value count = e.minus(rows.end, rows.begin);
        e.when(e.isEqual(thread.id, e.index(0)), [&] {
          e.store(reduction.finish(combined, count), result, thread.blockX);
        });
      },
      shared);
  return result;
}
