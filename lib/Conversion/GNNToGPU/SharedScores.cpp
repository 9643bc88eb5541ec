//===- SharedScores.cpp - Scores that threads of a head share -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SharedScores.h"

#include "RowStatistics.h"
#include "SharedSegment.h"

using namespace mlir;
using namespace mlir::gnn;

static Value asIndex(Emitter &e, Value node) {
  return arith::IndexCastUIOp::create(e, e.getIndexType(), node);
}

namespace {
/// The threads of a head share a segment: each has one edge of a window, of
/// which it computes the score and its exponential for all of them.
class SharedScores {
public:
  SharedScores(Emitter &e, const AttentionOperands &in, int64_t threads,
               Segment edges, ArrayRef<Piece> pieces,
               ArrayRef<AttentionScores> scores)
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
                const AttentionScores &scores, Value source,
                AttentionSum &sum) const {
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
  ArrayRef<AttentionScores> scores;
};
} // namespace

SmallVector<AttentionSum>
gnn::sumWithSharedScores(Emitter &e, const AttentionOperands &in,
                         int64_t threads, Segment edges, ArrayRef<Piece> pieces,
                         ArrayRef<AttentionScores> scores,
                         ArrayRef<AttentionSum> start) {
  return SharedScores(e, in, threads, edges, pieces, scores).sumUp(e, start);
}
