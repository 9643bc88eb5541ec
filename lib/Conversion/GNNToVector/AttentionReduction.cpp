//===- AttentionReduction.cpp - Softmax-weighted sums of rows -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AttentionReduction.h"

#include "MemberFold.h"

using namespace mlir;
using namespace mlir::gnn;

AttentionReduction::AttentionReduction(const Operands &in,
                                       const AttentionScores &scores,
                                       const LoweringContext &lowering)
    : in(in), scores(scores), lowering(lowering),
      lanes(in.heads, lowering.vectorWidth),
      tiles(in.heads, channelsOf(in.x) / in.heads, lowering.vectorWidth) {}

Values AttentionReduction::allocate(Emitter &e) const {
  Value sources = lanes.allocate(e);
  return {sources, lanes.allocate(e)};
}

void AttentionReduction::emitRows(Emitter &e, const Segments &edges, Value from,
                                  Value to, ValueRange memory,
                                  Write write) const {
  edges.forEachGroup(
      e, from, to, lanes.capacity(),
      [&](Value first, Value end) {
        emitGroup(e, edges, first, end, asMemory(memory), write);
      },
      [&](Value row, Segment some) {
        emitLongRow(e, row, some, asMemory(memory), write);
      });
}

/// The softmax of a row comes before the sum of the row before it.
void AttentionReduction::emitGroup(Emitter &e, const Segments &edges,
                                   Value from, Value to, const Memory &memory,
                                   Write write) const {
  Segment all = edges.between(e, from, to);
  gatherSources(e, all, memory);
  auto slice = [&](Value row) {
    Segment some = edges.of(e, row);
    Value number = e.minus(some.begin, all.begin);
    return Slice{row, some, e.times(number, lanes.stride()), memory};
  };
  Values none(in.missing ? lanes.count() : 0, lanes.zeros(e));
  e.loop(from, e.plus(to, 1), none, [&](Value row, ValueRange before) {
    Values next = e.choose(
        e.isLess(row, to), [&] { return softmax(e, slice(row)); },
        [&] { return Values(before); });
    e.when(e.isLess(from, row),
           [&] { sum(e, slice(e.minus(row, e.index(1))), before, write); });
    return next;
  });
}

Values AttentionReduction::softmax(Emitter &e, const Slice &row) const {
  Self self = getSelf(e, row.row, countSelf(e, row.row));
  Values maxima = findMaxima(e, row, self.scores);
  exponentiate(e, row, maxima);
  return self.count ? weigh(e, self, maxima) : Values();
}

/// Weights are summed up along with what they weigh, so that the first edge is
/// not kept waiting for the sum of all.
void AttentionReduction::sum(Emitter &e, const Slice &row, ValueRange weights,
                             Write write) const {
  Value count = countSelf(e, row.row);
  forEachBlock(e, [&](Block block) {
    Values start = startBlock(e, row.row, count, weights, block);
    llvm::append_range(start, lanes.ofOneEdge(e, weights, block));
    Values sums = weightedSum(e, row, block, start);
    ValueRange ofWeights = ValueRange(sums).drop_front(block.size());
    Values factors = lanes.inPlace(lanes.reciprocals(e, ofWeights), block);
    writeBlock(e, row.row, block, sums, factors, write);
  });
}

void AttentionReduction::writeBlock(Emitter &e, Value row, Block block,
                                    ValueRange sums, ValueRange factors,
                                    Write write) const {
  for (auto [piece, sum] : llvm::zip(block, sums)) {
    Value factor = lanes.spread(e, factors, piece);
    write(row, piece.channels, e.mul(sum, factor));
  }
}

void AttentionReduction::gatherSources(Emitter &e, Segment edges,
                                       const Memory &memory) const {
  e.loop(edges.begin, edges.end, [&](Value edge) {
    Value number = e.minus(edge, edges.begin);
    scores.storeSource(e, e.loadIndex(in.sources, edge), memory.sources,
                       e.times(number, lanes.stride()));
  });
}

Values AttentionReduction::findMaxima(Emitter &e, const Slice &slice,
                                      ValueRange least) const {
  Values target = lanes.repeat(e, scores.ofTarget(e, slice.row));
  return lanes.findMaxima(
      e, slice.places(e), least,
      [&](Value position, size_t part) {
        Value source = lanes.loadAt(e, slice.memory.sources, position);
        return scores.combine(e, source, target[part]);
      },
      slice.memory.weights);
}

Values AttentionReduction::exponentiate(Emitter &e, const Slice &slice,
                                        ValueRange maxima) const {
  return lanes.exponentiate(e, slice.places(e), maxima, slice.memory.weights);
}

void AttentionReduction::forEachBlock(
    Emitter &e, function_ref<void(Block block)> body) const {
  // Beside a weight and a sum of weights.
  tiles.forEachBlock(e, lowering.accumulators(/*temporaries=*/2), body);
}

Values AttentionReduction::weightedSum(Emitter &e, const Slice &slice,
                                       Block block, ValueRange start) const {
  auto addEdge = [&](Value edge, ValueRange sums) {
    Value node = e.loadIndex(in.sources, edge);
    if (isWorthPrefetching(channelsOf(in.x)))
      prefetchLaterRow(e, in.x, in.sources, edge, block.front().channels.offset,
                       block.size() * block.front().channels.lanes);
    Value number = e.minus(edge, slice.edges.begin);
    Value offset = e.plus(slice.begin, e.times(number, lanes.stride()));
    Values next;
    for (auto [piece, sum] : llvm::zip(block, sums)) {
      Value weight =
          loadHeads(e, slice.memory.weights, e.plus(offset, piece.head), piece);
      Value x = e.loadVector(in.x, {node, piece.channels.offset},
                             piece.channels.lanes);
      next.push_back(e.fma(weight, x, sum));
    }
    if (sums.size() > block.size())
      for (auto [sum, weights] : llvm::zip_equal(
               sums.drop_front(block.size()),
               lanes.loadEdge(e, slice.memory.weights, offset, block)))
        next.push_back(e.add(sum, weights));
    return next;
  };
  return foldMembers(e, slice.edges, start, addEdge);
}
