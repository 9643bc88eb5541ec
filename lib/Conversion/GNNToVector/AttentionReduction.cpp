//===- AttentionReduction.cpp - Softmax-weighted sums of rows -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AttentionReduction.h"

using namespace mlir;
using namespace mlir::gnn;

AttentionReduction::AttentionReduction(const Operands &in,
                                       const AttentionScores &scores,
                                       const LoweringContext &lowering)
    : in(in), scores(scores), lowering(lowering),
      lanes(in.heads, lowering.vectorWidth) {}

int64_t AttentionReduction::channelsOfHeadPart() const {
  ChannelTiles tiles = lowering.tiles(channelsOf(in.x) / in.heads);
  return tiles.count() * tiles.lanes();
}

int64_t AttentionReduction::partSize() const {
  return channelsBegin() + in.heads * channelsOfHeadPart();
}

void AttentionReduction::emit(Emitter &e, const Segments &edges,
                              Write write) const {
  edges.forEachHub(
      e, [&](Value row, Segment some) { emitHub(e, row, some, write); });
  edges.forEachChunkWithoutHub(e, [&](Value from, Value to) {
    Value memory = lanes.allocate(e);
    e.loop(from, to, [&](Value row) {
      emitRow(e, {row, edges.of(e, row), memory}, write);
    });
  });
}

void AttentionReduction::emitRow(Emitter &e, const Slice &row,
                                 Write write) const {
  Value isLong = e.isLess(e.index(lanes.capacity()), row.size(e));
  e.either(
      isLong, [&] { emitLongRow(e, row, write); },
      [&] { emitShortRow(e, row, write); });
}

void AttentionReduction::emitShortRow(Emitter &e, const Slice &slice,
                                      Write write) const {
  Self self = getSelf(e, slice, countSelf(e, slice.row));
  fillScores(e, slice);
  Value size = slice.size(e);
  Values maxima = lanes.findMaxima(e, slice.scores, size, self.scores);
  Values weights = weigh(e, self, maxima);
  Values sums = lanes.exponentiate(e, slice.scores, size, maxima);
  if (self.count)
    for (auto [sum, weight] : llvm::zip_equal(sums, weights))
      sum = e.add(sum, weight);
  Values factors = lanes.reciprocals(e, sums);
  forEachBlock(e, [&](Block block) {
    Values start = startBlock(e, slice.row, self, weights, block);
    writeBlock(e, slice.row, block, weightedSum(e, slice, block, start),
               factors, write);
  });
}

void AttentionReduction::writeBlock(Emitter &e, Value row, Block block,
                                    ValueRange sums, ValueRange factors,
                                    Write write) const {
  for (auto [piece, sum] : llvm::zip(block, sums)) {
    const auto &[channels, head] = piece;
    Value factor = lanes.spread(e, factors, head, channels.lanes);
    write(row, channels, e.mul(sum, factor));
  }
}

void AttentionReduction::fillScores(Emitter &e, const Slice &slice) const {
  Values shared = scores.startRow(e, slice.row);
  e.loop(slice.edges.begin, slice.edges.end, [&](Value edge) {
    Value number = e.minus(edge, slice.edges.begin);
    scores.store(e, shared, e.loadIndex(in.sources, edge), slice.scores,
                 e.times(number, lanes.stride()));
  });
  lanes.terminate(e, slice.scores, slice.size(e));
}

/// Straight code for heads that fit the registers, several at once; loops over
/// the blocks of wider ones.
void AttentionReduction::forEachBlock(
    Emitter &e, function_ref<void(Block block)> body) const {
  int64_t width = channelsOf(in.x) / in.heads;
  // Beside a weight.
  int64_t maxPieces = lowering.accumulators(/*temporaries=*/1);
  int64_t piecesOfHead = std::max<int64_t>(lowering.tiles(width).count(), 1);
  int64_t heads = std::max<int64_t>(maxPieces / piecesOfHead, 1);
  // Blocks of nearly one size: a last one with little to do costs as much.
  heads = llvm::divideCeil(in.heads, llvm::divideCeil(in.heads, heads));
  SmallVector<HeadPiece> block;
  auto emitBlock = [&] {
    body(block);
    block.clear();
  };
  for (int64_t head = 0; head < in.heads; ++head) {
    lowering.tiles(width, head * width)
        .forEach(e, maxPieces, [&](ArrayRef<Piece> pieces) {
          for (const Piece &piece : pieces)
            block.push_back({piece, head});
          if (piecesOfHead > maxPieces)
            emitBlock();
        });
    bool isFull = (head + 1) % heads == 0 || head + 1 == in.heads;
    if (isFull && !block.empty())
      emitBlock();
  }
}

Values AttentionReduction::weightedSum(Emitter &e, const Slice &slice,
                                       Block block, ValueRange start) const {
  auto addEdge = [&](Value edge, ValueRange sums) {
    Value node = e.loadIndex(in.sources, edge);
    if (isWorthPrefetching(channelsOf(in.x)))
      prefetchLaterRow(e, in.x, in.sources, edge, block.front().channels.offset,
                       block.size() * block.front().channels.lanes);
    Value offset = e.times(e.minus(edge, slice.edges.begin), lanes.stride());
    Values next;
    Value weight;
    for (auto [i, piece] : llvm::enumerate(block)) {
      const auto &[channels, head] = piece;
      if (i == 0 || head != block[i - 1].head)
        weight = e.broadcast(e.load(slice.scores, e.plus(offset, head)),
                             channels.lanes);
      Value x = e.loadVector(in.x, {node, channels.offset}, channels.lanes);
      next.push_back(e.fma(weight, x, sums[i]));
    }
    return next;
  };
  return e.loop(slice.edges.begin, slice.edges.end, start, addEdge);
}
