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
                       Value chunkRows) {
  Value chunks = e.dividedUp(rows, chunkRows);
  auto loop = scf::ParallelOp::create(e, e.index(0), chunks, e.index(1));
  OpBuilder::InsertionGuard guard(e);
  e.setInsertionPointToStart(loop.getBody());
  Value from = e.times(loop.getInductionVars().front(), chunkRows);
  body(from, e.smaller(e.plus(from, chunkRows), rows));
}

void gnn::forEachChunk(Emitter &e, Value rows,
                       function_ref<void(Value from, Value to)> body,
                       int64_t chunkRows) {
  forEachChunk(e, rows, body, e.index(chunkRows));
}

Value gnn::getLongChunkRows(Emitter &e, Value rows, int64_t unit) {
  constexpr int64_t mostChunks = 64;
  return e.times(e.plus(e.dividedBy(rows, unit * mostChunks), 1), unit);
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
