//===- SegmentLoops.cpp - Parallel loops over rows of unlike length -------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SegmentLoops.h"

#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::gnn;

// The work of a row is one, and one for each member. Where a row begins on the
// scale of all work is `row + pointers[row]`, which grows with the row: where a
// chunk begins is found by bisection, without a table.

/// Work that pays for taking a chunk and for finding its rows.
static constexpr int64_t leastChunkWork = 1024;
/// Where rows are multiplied as well, their number should fill tiles.
static constexpr int64_t leastMultipliedWork = 4096;
/// Chunks of a large graph: enough for the last ones to end together.
static constexpr int64_t mostChunks = 2048;
/// Members that are worth starting threads for.
static constexpr int64_t leastHubLength = 8192;
/// A row with more than this share of all work is a hub; there can be no more
/// hubs than this.
static constexpr int64_t mostHubs = 64;
static_assert(leastHubLength >= leastMultipliedWork && mostHubs <= mostChunks,
              "a hub is longer than a chunk, so it is the last row of one");

Segments::Segments(Emitter &e, Value pointers, Value memberCount)
    : pointers(pointers), numRows(rowsOf(e, pointers)),
      work(e.plus(numRows, memberCount)), leastChunk(leastChunkWork) {}

Segments Segments::toMultiply() const {
  Segments larger = *this;
  larger.leastChunk = leastMultipliedWork;
  return larger;
}

Value Segments::chunkWork(Emitter &e) const {
  return e.atLeast(e.dividedUp(work, e.index(mostChunks)), leastChunk);
}

Value Segments::hubLength(Emitter &e) const {
  return e.atLeast(e.dividedUp(work, e.index(mostHubs)), leastHubLength);
}

Value Segments::isHub(Emitter &e, Segment members) const {
  return e.isLess(hubLength(e), e.minus(members.end, members.begin));
}

Value Segments::beginOf(Emitter &e, Value row) const {
  return e.plus(row, e.loadIndex(pointers, row));
}

/// The searches are one loop, so that they wait for memory together: each
/// looks at as many rows as the others. Of `rest` rows from `first` on, the one
/// in the middle says on which side of it a position is.
Values Segments::rowsAt(Emitter &e, ValueRange positions) const {
  Values start(positions.size(), e.index(0));
  start.push_back(numRows);
  auto search = scf::WhileOp::create(
      e, ValueRange(start).getTypes(), start,
      [&](OpBuilder &, Location, ValueRange carried) {
        scf::ConditionOp::create(e, e.isLess(e.index(0), carried.back()),
                                 carried);
      },
      [&](OpBuilder &, Location, ValueRange carried) {
        Value rest = carried.back();
        Value middle = e.dividedBy(e.minus(rest, e.index(1)), 2);
        Values next;
        for (auto [first, position] : llvm::zip(carried, positions)) {
          Value row = e.plus(first, middle);
          Value isBefore = e.isLess(beginOf(e, row), position);
          next.push_back(e.select(isBefore, e.plus(row, 1), first));
        }
        next.push_back(e.dividedBy(rest, 2));
        scf::YieldOp::create(e, next);
      });
  return Values(search.getResults().drop_back());
}

void Segments::forEachChunk(Emitter &e, ChunkBody body) const {
  Value size = chunkWork(e);
  Value chunks = e.dividedUp(work, size);
  auto loop = scf::ParallelOp::create(e, e.index(0), chunks, e.index(1));
  OpBuilder::InsertionGuard guard(e);
  e.setInsertionPointToStart(loop.getBody());
  Value begin = e.times(loop.getInductionVars().front(), size);
  Value end = e.smaller(e.plus(begin, size), work);
  Values ends = rowsAt(e, {begin, end});
  body(ends[0], ends[1]);
}

void Segments::forEachRow(Emitter &e, RowBody body) const {
  forEachChunk(e, [&](Value from, Value to) {
    e.loop(from, to, [&](Value row) { body(row, of(e, row)); });
  });
}

void Segments::forEachChunkWithoutHub(Emitter &e, ChunkBody body) const {
  forEachChunk(e, [&](Value from, Value to) {
    // A chunk without rows reads row 0 in vain.
    Value last = e.minus(e.atLeast(to, 1), e.index(1));
    Value end = e.select(isHub(e, of(e, last)), last, to);
    body(from, end);
  });
}

Segment Segments::between(Emitter &e, Value from, Value to) const {
  return {e.loadIndex(pointers, from), e.loadIndex(pointers, to)};
}

/// A group ends before the first row that is too much for it; one that has
/// become too much for itself is that row alone.
void Segments::forEachGroup(Emitter &e, Value from, Value to, int64_t most,
                            ChunkBody group, RowBody single) const {
  auto exceeds = [&](Segment members) {
    return e.isLess(e.index(most), e.minus(members.end, members.begin));
  };
  auto emit = [&](Value begin, Value end) {
    Segment members = between(e, begin, end);
    e.either(
        exceeds(members), [&] { single(begin, members); },
        [&] { group(begin, end); });
  };
  e.loop(from, e.plus(to, 1), from, [&](Value row, ValueRange carried) {
    Value begin = carried.front(), next = e.smaller(e.plus(row, 1), to);
    Value isFull = e.any(e.isEqual(row, to), exceeds(between(e, begin, next)));
    e.when(isFull, [&] { emit(begin, row); });
    return Values{e.select(isFull, row, begin)};
  });
}

/// A hub covers a multiple of its least length: the row at each is looked at,
/// and is new where it begins behind the multiple before.
void Segments::forEachHub(Emitter &e, RowBody body) const {
  Value length = hubLength(e);
  e.loop(e.index(1), e.plus(e.dividedBy(work, length), 1), [&](Value number) {
    Value position = e.times(number, length);
    Value row = e.minus(rowsAt(e, e.plus(position, 1)).front(), e.index(1));
    Segment members = of(e, row);
    Value isNew = e.isLess(e.minus(position, length), beginOf(e, row));
    e.when(e.both(isNew, isHub(e, members)), [&] { body(row, members); });
  });
}

void gnn::forEachPart(Emitter &e, Segment segment,
                      function_ref<void(Value part, Segment members)> body) {
  Value size =
      e.dividedUp(e.minus(segment.end, segment.begin), e.index(hubParts));
  auto loop =
      scf::ParallelOp::create(e, e.index(0), e.index(hubParts), e.index(1));
  OpBuilder::InsertionGuard guard(e);
  e.setInsertionPointToStart(loop.getBody());
  Value part = loop.getInductionVars().front();
  Value begin = e.plus(segment.begin, e.times(part, size));
  body(part, {e.smaller(begin, segment.end),
              e.smaller(e.plus(begin, size), segment.end)});
}
