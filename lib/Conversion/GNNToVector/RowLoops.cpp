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

/// Runs body(i) for 0 <= i < count, in parallel.
static void forEachInParallel(Emitter &e, Value count,
                              function_ref<void(Value i)> body) {
  auto loop = scf::ParallelOp::create(e, e.index(0), count, e.index(1));
  OpBuilder::InsertionGuard guard(e);
  e.setInsertionPointToStart(loop.getBody());
  body(loop.getInductionVars().front());
}

void gnn::forEachChunk(Emitter &e, Value rows,
                       function_ref<void(Value from, Value to)> body,
                       Value chunkRows) {
  forEachInParallel(e, e.dividedUp(rows, chunkRows), [&](Value chunk) {
    Value from = e.times(chunk, chunkRows);
    body(from, e.smaller(e.plus(from, chunkRows), rows));
  });
}

void gnn::forEachChunk(Emitter &e, Value rows,
                       function_ref<void(Value from, Value to)> body,
                       int64_t chunkRows) {
  forEachChunk(e, rows, body, e.index(chunkRows));
}

/// Even on 2, 4, 8, 16 and more threads.
static constexpr int64_t mostChunks = 64;

Value gnn::getLongChunkRows(Emitter &e, Value rows, int64_t unit) {
  return e.times(e.plus(e.dividedBy(rows, unit * mostChunks), 1), unit);
}

void gnn::forEachEvenChunk(Emitter &e, Value rows, int64_t wantedRows,
                           int64_t multiple,
                           function_ref<void(Value from, Value to)> body) {
  // Of few rows, too, two or four threads take as many chunks each.
  constexpr int64_t fewThreads = 4;
  Value wanted = e.dividedUp(rows, e.index(wantedRows * fewThreads));
  Value chunks = e.smaller(e.times(wanted, fewThreads), e.index(mostChunks));
  auto beginOf = [&](Value chunk) {
    Value begin = e.dividedBy(e.times(chunk, rows), chunks);
    begin = e.times(e.dividedBy(begin, multiple), multiple);
    return e.select(e.isEqual(chunk, chunks), rows, begin);
  };
  forEachInParallel(e, chunks, [&](Value chunk) {
    body(beginOf(chunk), beginOf(e.plus(chunk, 1)));
  });
}

void gnn::forEachRow(Emitter &e, Value rows,
                     function_ref<void(Value row)> body) {
  forEachChunk(e, rows, [&](Value from, Value to) { e.loop(from, to, body); });
}

int64_t gnn::channelsOf(Value matrix) {
  return cast<MemRefType>(matrix.getType()).getDimSize(1);
}

/// What is asked for hides cache misses if it is much, and stays in the first
/// level of cache until it is read if it is little.
static constexpr int64_t bytesAhead = 12 * 1024;
static constexpr int64_t leastDistance = 12, largestDistance = 32;
static constexpr int64_t lineBytes = 64;
static constexpr int64_t leastPrefetchedChannels = 32;

bool gnn::isWorthPrefetching(int64_t channels) {
  return channels >= leastPrefetchedChannels;
}

/// Positions ahead, for so many bytes of each row.
static int64_t getPrefetchDistance(int64_t bytes) {
  return std::clamp(bytesAhead / bytes, leastDistance, largestDistance);
}

void gnn::prefetchLaterRow(Emitter &e, Value matrix, Value rowNumbers,
                           Value position, Value begin, int64_t count) {
  auto type = cast<MemRefType>(matrix.getType());
  int64_t elementBytes = type.getElementTypeBitWidth() / 8;
  // Across the end of a row of the graph, not across that of the list.
  Value last = e.minus(e.sizeOf(rowNumbers), e.index(1));
  int64_t distance = getPrefetchDistance(count * elementBytes);
  Value ahead = e.smaller(e.plus(position, distance), last);
  Value row = e.loadIndex(rowNumbers, ahead);
  int64_t lineElements = lineBytes / elementBytes;
  for (int64_t line = 0; line < count; line += lineElements)
    memref::PrefetchOp::create(e, matrix, ValueRange{row, e.plus(begin, line)},
                               /*isWrite=*/false, /*localityHint=*/3,
                               /*isDataCache=*/true);
}

void gnn::prefetchLaterRow(Emitter &e, Value matrix, Value rowNumbers,
                           Value position) {
  int64_t channels = channelsOf(matrix);
  if (isWorthPrefetching(channels))
    prefetchLaterRow(e, matrix, rowNumbers, position, e.index(0), channels);
}
