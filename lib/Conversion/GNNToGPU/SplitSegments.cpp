//===- SplitSegments.cpp - Long segments in parts -------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SplitSegments.h"

#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::gnn;

/// Members that one group of threads reduces, one step after the other. A row
/// of n members takes partMembers + n / partMembers steps.
static constexpr int64_t partMembers = 256;
/// A row of more members is long: it has a part at least.
static constexpr int64_t mostMembers = 512;

SplitSegments::SplitSegments(Emitter &e, Value pointers, Value memberCount)
    : pointers(pointers), numRows(rowsOf(e, pointers)) {
  Value hasLongRow = e.both(e.isLess(e.index(mostMembers), memberCount),
                            e.isLess(e.index(0), numRows));
  numParts = e.select(
      hasLongRow, e.dividedUp(memberCount, e.index(partMembers)), e.index(0));
}

Value SplitSegments::isLong(Emitter &e, Segment segment) const {
  return e.isLess(e.index(mostMembers), e.minus(segment.end, segment.begin));
}

/// The first row that ends behind `member`, by bisection, or the last row.
Value SplitSegments::rowOf(Emitter &e, Value member) const {
  Type index = e.getIndexType();
  auto search = scf::WhileOp::create(
      e, TypeRange{index, index},
      ValueRange{e.index(0), e.minus(numRows, e.index(1))},
      [&](OpBuilder &, Location, ValueRange range) {
        scf::ConditionOp::create(e, e.isLess(range[0], range[1]), range);
      },
      [&](OpBuilder &, Location, ValueRange range) {
        Value middle = e.dividedBy(e.plus(range[0], range[1]), 2);
        Value end = e.loadIndex(pointers, e.plus(middle, 1));
        Value isBehind = e.isLess(member, end);
        Value low = e.select(isBehind, range[0], e.plus(middle, 1));
        Value high = e.select(isBehind, middle, range[1]);
        scf::YieldOp::create(e, ValueRange{low, high});
      });
  return search.getResult(0);
}

void SplitSegments::forEachPart(Emitter &e, KernelContext &context,
                                Operation *op, const RowShape &shape,
                                PartBody body) const {
  forEachRow(e, context, op, numParts, shape, [&](const RowThread &thread) {
    Value first = e.times(thread.row, partMembers);
    Value row = rowOf(e, first);
    Segment all = segmentOf(e, pointers, row);
    // There may be room for more members than there are.
    Value isPart = e.both(isLong(e, all), e.isLess(first, all.end));
    Value end = e.smaller(e.plus(first, partMembers), all.end);
    RowThread part = thread;
    part.ownsRow = e.both(thread.ownsRow, isPart);
    body(part, row, {first, e.select(isPart, end, first)});
  });
}

SplitSegments::Row SplitSegments::rowAt(Emitter &e, Value row) const {
  Segment all = segmentOf(e, pointers, row);
  Value isSplit = isLong(e, all);
  Value firstPart = e.dividedUp(all.begin, e.index(partMembers));
  Value endPart = e.dividedUp(all.end, e.index(partMembers));
  return {
      all,
      {all.begin, e.select(isSplit, e.times(firstPart, partMembers), all.end)},
      {firstPart, e.select(isSplit, endPart, firstPart)}};
}
