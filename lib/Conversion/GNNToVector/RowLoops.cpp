//===- RowLoops.cpp - Parallel loops over rows ----------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RowLoops.h"

#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::gnn;

void gnn::forEachChunk(Emitter &e, Value rows,
                       function_ref<void(Value from, Value to)> body) {
  Value chunks = e.dividedBy(e.plus(rows, rowsPerChunk - 1), rowsPerChunk);
  auto loop = scf::ParallelOp::create(e, e.index(0), chunks, e.index(1));
  OpBuilder::InsertionGuard guard(e);
  e.setInsertionPointToStart(loop.getBody());
  Value from = e.times(loop.getInductionVars().front(), rowsPerChunk);
  body(from, e.smaller(e.plus(from, rowsPerChunk), rows));
}

void gnn::forEachRow(Emitter &e, Value rows,
                     function_ref<void(Value row)> body) {
  forEachChunk(e, rows, [&](Value from, Value to) { e.loop(from, to, body); });
}

Segment gnn::segmentOf(Emitter &e, Value pointers, Value row) {
  return {e.loadIndex(pointers, row), e.loadIndex(pointers, e.plus(row, 1))};
}

Value gnn::rowsOf(Emitter &e, Value pointers) {
  return e.minus(e.sizeOf(pointers), e.index(1));
}
