//===- RowLoops.cpp - Parallel loops over rows ----------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RowLoops.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::gnn;

void gnn::forEachChunk(Emitter &e, Value rows,
                       function_ref<void(Value from, Value to)> body,
                       int64_t chunkRows) {
  Value chunks = e.dividedBy(e.plus(rows, chunkRows - 1), chunkRows);
  auto loop = scf::ParallelOp::create(e, e.index(0), chunks, e.index(1));
  OpBuilder::InsertionGuard guard(e);
  e.setInsertionPointToStart(loop.getBody());
  Value from = e.times(loop.getInductionVars().front(), chunkRows);
  body(from, e.smaller(e.plus(from, chunkRows), rows));
}

void gnn::forEachRow(Emitter &e, Value rows,
                     function_ref<void(Value row)> body) {
  forEachChunk(e, rows, [&](Value from, Value to) { e.loop(from, to, body); });
}

/// Positions ahead: enough work to hide a cache miss.
static constexpr int64_t prefetchDistance = 12;
/// Elements of f32 in a cache line.
static constexpr int64_t lineElements = 16;
/// A narrower row is loaded as soon as it is asked for.
static constexpr int64_t leastPrefetchedChannels = 32;

void gnn::prefetchRow(Emitter &e, Value matrix, Value row,
                      ChannelRange channels) {
  if (channels.count < leastPrefetchedChannels)
    return;
  for (int64_t line = 0; line < channels.count; line += lineElements)
    memref::PrefetchOp::create(
        e, matrix, ValueRange{row, e.index(channels.begin + line)},
        /*isWrite=*/false, /*localityHint=*/3, /*isDataCache=*/true);
}

void gnn::prefetchLaterRow(Emitter &e, Value matrix, Value rowNumbers,
                           Value position) {
  int64_t channels = cast<MemRefType>(matrix.getType()).getDimSize(1);
  if (channels < leastPrefetchedChannels)
    return;
  // Across the end of a row of the graph, not across that of the list.
  Value last = e.minus(e.sizeOf(rowNumbers), e.index(1));
  Value ahead = e.smaller(e.plus(position, prefetchDistance), last);
  prefetchRow(e, matrix, e.loadIndex(rowNumbers, ahead), {0, channels});
}
