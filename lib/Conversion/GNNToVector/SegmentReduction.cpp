//===- SegmentReduction.cpp - Rows reduced in registers -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SegmentReduction.h"

#include "MemberFold.h"

using namespace mlir;
using namespace mlir::gnn;

SegmentReduction::SegmentReduction(const Operands &in,
                                   const LoweringContext &lowering)
    : in(in), lowering(lowering),
      heads(in.weights ? channelsOf(in.weights) : 1),
      width(channelsOf(in.x) / heads) {}

void SegmentReduction::emitRows(Emitter &e, const Segments &segments,
                                Value from, Value to, ValueRange /*memory*/,
                                Write write) const {
  e.loop(from, to,
         [&](Value row) { emitRow(e, row, segments.of(e, row), write); });
}

void SegmentReduction::forEachBlock(Emitter &e, PiecesBody body) const {
  int64_t maxPieces = lowering.accumulators(
      Reducer::countTemporaries(in.kind, in.nans, in.weights || in.factors));
  for (int64_t head = 0; head < heads; ++head)
    lowering.tiles(width, head * width)
        .forEach(e, maxPieces,
                 [&](ArrayRef<Piece> pieces) { body(head, pieces); });
}

void SegmentReduction::emitRow(Emitter &e, Value row, Segment members,
                               Write write) const {
  Reducer reducer(in.kind, in.nans, e, members);
  forEachBlock(e, [&](int64_t head, ArrayRef<Piece> pieces) {
    Values sums = reduce(e, members, reducer, head, pieces);
    for (auto [piece, sum] : llvm::zip(pieces, sums))
      write(row, piece, reducer.finish(e, sum));
  });
}

/// All threads reduce parts of the hub, then one joins them in their order.
void SegmentReduction::emitHub(Emitter &e, Value row, Segment members,
                               Write write) const {
  Reducer reducer(in.kind, in.nans, e, members);
  Value parts = e.allocateMatrix(hubParts, channelsOf(in.x));
  forEachPart(e, members, [&](Value part, Segment some) {
    forEachBlock(e, [&](int64_t head, ArrayRef<Piece> pieces) {
      Values sums = reduce(e, some, reducer, head, pieces);
      for (auto [piece, sum] : llvm::zip(pieces, sums))
        e.store(sum, parts, {part, piece.offset});
    });
  });
  forEachBlock(e, [&](int64_t, ArrayRef<Piece> pieces) {
    Values sums = joinParts(e, parts, reducer, pieces);
    for (auto [piece, sum] : llvm::zip(pieces, sums))
      write(row, piece, reducer.finish(e, sum));
  });
}

Values SegmentReduction::reduce(Emitter &e, Segment members,
                                const Reducer &reducer, int64_t head,
                                ArrayRef<Piece> pieces) const {
  auto join = [&](Value member, ValueRange carried) {
    Value source = in.sources ? e.loadIndex(in.sources, member) : member;
    if (in.sources && isWorthPrefetching(channelsOf(in.x)))
      prefetchLaterRow(e, in.x, in.sources, member, pieces.front().offset,
                       pieces.size() * pieces.front().lanes);
    Value weight;
    if (in.factors)
      weight = e.broadcast(e.load(in.factors, source), pieces.front().lanes);
    if (in.weights)
      weight = e.broadcast(e.load(in.weights, {member, e.index(head)}),
                           pieces.front().lanes);
    Values joined;
    for (auto [piece, reduced] : llvm::zip(pieces, carried)) {
      Value x = e.loadVector(in.x, {source, piece.offset}, piece.lanes);
      joined.push_back(reducer.join(e, reduced, x, weight));
    }
    return joined;
  };
  Values start = reducer.start(e, pieces);
  auto combine = [&](Value a, Value b) { return reducer.join(e, a, b); };
  return MemberFold{start, start, join, combine}.emit(e, members);
}

Values SegmentReduction::joinParts(Emitter &e, Value parts,
                                   const Reducer &reducer,
                                   ArrayRef<Piece> pieces) const {
  auto join = [&](Value part, ValueRange carried) {
    Values joined;
    for (auto [piece, reduced] : llvm::zip(pieces, carried)) {
      Value sum = e.loadVector(parts, {part, piece.offset}, piece.lanes);
      joined.push_back(reducer.join(e, reduced, sum));
    }
    return joined;
  };
  return e.loop(e.index(0), e.index(hubParts), reducer.start(e, pieces), join);
}
