//===- AttentionLoops.cpp - Attention over the edges of a row -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AttentionLoops.h"

#include "RowStatistics.h"
#include "SharedSegment.h"

using namespace mlir;
using namespace mlir::gnn;

//===----------------------------------------------------------------------===//
// Scores
//===----------------------------------------------------------------------===//

namespace {
/// The scores of a row's edges for the head of a piece.
class Scores {
public:
  Scores(Emitter &e, const AttentionOperands &in, Value row, const Piece &piece)
      : in(in) {
    // Padding has the last head.
    head = e.smaller(e.dividedBy(piece.offset, std::max<int64_t>(in.width, 1)),
                     e.index(std::max<int64_t>(in.heads, 1) - 1));
    target = e.load(in.target, {row, head});
  }

  /// leaky_relu(source[j, h] + target[i, h]).
  Value of(Emitter &e, Value node) const {
    Value sum = e.add(e.load(in.source, {node, head}), target);
    Value isNegative = arith::CmpFOp::create(e, arith::CmpFPredicate::OLT, sum,
                                             e.splat(0.0, sum.getType()));
    return e.select(isNegative, e.mul(sum, e.splat(in.slope, sum.getType())),
                    sum);
  }

private:
  const AttentionOperands &in;
  Value head, target;
};

/// One edge: its score and its row of x.
struct ScoredRow {
  Value present, score, row;
};
} // namespace

static Value asIndex(Emitter &e, Value node) {
  return arith::IndexCastUIOp::create(e, e.getIndexType(), node);
}

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
                  ArrayRef<Scores> scores, SmallVector<AttentionSum> sums) {
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
                 Segment edges, ArrayRef<Piece> pieces, ArrayRef<Scores> scores,
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

//===----------------------------------------------------------------------===//
// Scores that the threads of a head share
//===----------------------------------------------------------------------===//

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
/// The threads of a head share a segment: each has one edge of a window, of
/// which it computes the score and its exponential for all of them.
class SharedScores {
public:
  SharedScores(Emitter &e, const AttentionOperands &in, int64_t threads,
               Segment edges, ArrayRef<Piece> pieces, ArrayRef<Scores> scores)
      : in(in), threads(threads), edges(e, threads, edges), pieces(pieces),
        scores(scores) {}

  SmallVector<AttentionSum> sumUp(Emitter &e,
                                  ArrayRef<AttentionSum> start) const {
    auto visit = [&](const SharedSegment::Window &window, ValueRange carried) {
      return flatten(joinWindow(e, window, unflatten(carried)));
    };
    SmallVector<AttentionSum> sums =
        unflatten(edges.forEachWindow(e, flatten(divideSums(e, start)), visit));
    for (AttentionSum &sum : sums)
      sum.sum = combineOverThreads(
          e, sum.sum, threads, [&](Value a, Value b) { return e.add(a, b); });
    return sums;
  }

private:
  /// An equal share for each thread, which is exact: they are a power of two.
  SmallVector<AttentionSum> divideSums(Emitter &e,
                                       ArrayRef<AttentionSum> sums) const {
    SmallVector<AttentionSum> shares(sums);
    for (AttentionSum &share : shares)
      share.sum = e.mul(share.sum, e.splat(1.0 / threads, share.sum.getType()));
    return shares;
  }

  /// Of the sum, each thread has the share of its own edges.
  SmallVector<AttentionSum> joinWindow(Emitter &e,
                                       const SharedSegment::Window &window,
                                       SmallVector<AttentionSum> sums) const {
    Values sources = loadOwn(e, window, in.sources), powers, weighted;
    for (auto [score, sum] : llvm::zip(scores, sums)) {
      powers.push_back(joinOwn(e, window, score, sources.front(), sum));
      weighted.push_back(sum.weighted);
    }
    auto visit = [&](const SharedSegment::Step &step, ValueRange carried) {
      return addRows(e, step, sources, powers, carried);
    };
    weighted = edges.forEachStep(e, window, weighted, visit);
    for (auto [sum, value] : llvm::zip(sums, weighted))
      sum.weighted = value;
    return sums;
  }

  /// Brings the sum to the largest score of the window, and joins the power of
  /// the thread's edge, which it returns.
  Value joinOwn(Emitter &e, const SharedSegment::Window &window,
                const Scores &scores, Value source, AttentionSum &sum) const {
    Value present = window.ownPresent.front();
    Value score = e.choose(
        present, [&] { return scores.of(e, asIndex(e, source)); },
        [&] { return minusInfinity(e); });
    Value largest = combineOverThreads(
        e, score, threads, [&](Value a, Value b) { return e.larger(a, b); });
    sum = sum.relativeTo(e, e.larger(largest, sum.largest));
    Value power = powerOf(e, present, score, sum.largest);
    sum.sum = e.add(sum.sum, power);
    return power;
  }

  Values addRows(Emitter &e, const SharedSegment::Step &step,
                 ValueRange sources, ValueRange powers,
                 ValueRange carried) const {
    Values nodes = edges.handOutNodes(e, step, sources);
    SmallVector<Values> powersOf;
    for (Value power : powers)
      powersOf.push_back(edges.handOut(e, step, power));
    SmallVector<Values> rows;
    for (auto [present, node] : llvm::zip(step.present, nodes))
      rows.push_back(loadRow(e, present, node));
    Values weighted(carried);
    for (auto [p, sum] : llvm::enumerate(weighted))
      for (auto [row, power] : llvm::zip(rows, powersOf[p]))
        sum = addWeighted(e, sum, power, row[p]);
    return weighted;
  }

  Values loadRow(Emitter &e, Value present, Value node) const {
    Values none = llvm::map_to_vector(
        pieces, [&](const Piece &piece) { return e.zeros(piece.lanes); });
    return valuesWhere(e, present, none, [&] {
      return Values(llvm::map_range(pieces, [&](const Piece &piece) {
        return e.loadVector(in.x, {node, piece.offset}, piece.lanes);
      }));
    });
  }

  const AttentionOperands &in;
  int64_t threads;
  SharedSegment edges;
  ArrayRef<Piece> pieces;
  ArrayRef<Scores> scores;
};
} // namespace

SmallVector<AttentionSum>
gnn::sumOverNeighbours(Emitter &e, const AttentionOperands &in,
                       const RowShape &shape, Value row, Segment edges,
                       ArrayRef<Piece> pieces, ArrayRef<AttentionSum> start) {
  SmallVector<Scores> scores;
  for (const Piece &piece : pieces)
    scores.emplace_back(e, in, row, piece);
  int64_t sharing = threadsOfHead(in, shape);
  if (sharing < leastSharing)
    return sumWithOwnScores(e, in, shape, edges, pieces, scores, start);
  return SharedScores(e, in, sharing, edges, pieces, scores).sumUp(e, start);
}
