//===- AttentionLoops.cpp - Attention over the edges of a row -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AttentionLoops.h"

#include "SharedScores.h"
#include "SharedSegment.h"

using namespace mlir;
using namespace mlir::gnn;

/// Fewer threads would exchange more than they save.
static constexpr int64_t leastSharing = 4;

/// Neighbouring threads, a power of two, whose pieces are of one head.
static int64_t threadsOfHead(const AttentionOperands &in,
                             const RowShape &shape) {
  if (in.heads <= 1)
    return shape.threads();
  int64_t pieces = in.width / shape.lanes();
  return std::min(shape.threads(), pieces & -pieces);
}

namespace {
/// One edge: its score and its row of x.
struct ScoredRow {
  Value present, score, row;
};
} // namespace

/// Joins a few edges, which share one rescaling.
static AttentionSum joinRows(Emitter &e, const AttentionSum &carried,
                             ArrayRef<ScoredRow> rows) {
  Value largest = carried.largest;
  for (const ScoredRow &row : rows)
    largest = e.larger(row.score, largest);
  AttentionSum sum = carried.relativeTo(e, largest);
  for (const ScoredRow &row : rows)
    sum = sum.with(e, powerOf(e, row.present, row.score, largest), row.row);
  return sum;
}

/// Joins a few edges, of which each thread computes all scores.
static SmallVector<AttentionSum>
joinWithOwnScores(Emitter &e, const AttentionOperands &in, ValueRange present,
                  ValueRange nodes, ArrayRef<Piece> pieces,
                  ArrayRef<AttentionScores> scores,
                  SmallVector<AttentionSum> sums) {
  for (auto [piece, score, sum] : llvm::zip(pieces, scores, sums)) {
    SmallVector<ScoredRow> rows;
    for (auto [isThere, node] : llvm::zip(present, nodes)) {
      Values loaded = valuesWhere(
          e, isThere, {minusInfinity(e), e.zeros(piece.lanes)},
          [&, &piece = piece, &score = score, node = node]() -> Values {
            return {score.of(e, node),
                    e.loadVector(in.x, {node, piece.offset}, piece.lanes)};
          });
      rows.push_back({isThere, loaded[0], loaded[1]});
    }
    sum = joinRows(e, sum, rows);
  }
  return sums;
}

static SmallVector<AttentionSum>
sumWithOwnScores(Emitter &e, const AttentionOperands &in, const RowShape &shape,
                 Segment edges, ArrayRef<Piece> pieces,
                 ArrayRef<AttentionScores> scores,
                 ArrayRef<AttentionSum> start) {
  SharedSegment shared(e, shape.threads(), edges);
  auto visit = [&](const SharedSegment::Window &window, ValueRange carried) {
    Values held = loadOwn(e, window, in.sources);
    auto join = [&](const SharedSegment::Step &step, ValueRange carried) {
      return flatten(joinWithOwnScores(e, in, step.present,
                                       shared.handOutNodes(e, step, held),
                                       pieces, scores, unflatten(carried)));
    };
    return shared.forEachStep(e, window, carried, join);
  };
  return unflatten(shared.forEachWindow(e, flatten(start), visit));
}

SmallVector<AttentionSum>
gnn::sumOverNeighbours(Emitter &e, const AttentionOperands &in,
                       const RowShape &shape, Value row, Segment edges,
                       ArrayRef<Piece> pieces, ArrayRef<AttentionSum> start) {
  SmallVector<AttentionScores> scores;
  for (const Piece &piece : pieces)
    scores.emplace_back(e, in, row, piece);
  int64_t sharing = threadsOfHead(in, shape);
  if (sharing < leastSharing)
    return sumWithOwnScores(e, in, shape, edges, pieces, scores, start);
  return sumWithSharedScores(e, in, sharing, edges, pieces, scores, start);
}
