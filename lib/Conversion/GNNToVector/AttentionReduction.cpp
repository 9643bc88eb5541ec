//===- AttentionReduction.cpp - Softmax-weighted sums of rows -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AttentionReduction.h"

#include "mlir/Dialect/Math/IR/Math.h"

#include <limits>

using namespace mlir;
using namespace mlir::gnn;

static constexpr double infinity = std::numeric_limits<double>::infinity();
/// PyG adds this to each sum of exponentials.
static constexpr double softmaxEpsilon = 1e-16;

static int64_t channelsOf(Value matrix) {
  return cast<MemRefType>(matrix.getType()).getDimSize(1);
}

AttentionReduction::AttentionReduction(const Operands &in,
                                       const AttentionScores &scores,
                                       const LoweringContext &lowering)
    : in(in), scores(scores), lowering(lowering),
      lanes(in.heads, lowering.vectorWidth) {}

int64_t AttentionReduction::partSize() const {
  return channelsBegin() + channelsOf(in.x);
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

//===----------------------------------------------------------------------===//
// Rows whose scores fit
//===----------------------------------------------------------------------===//

/// One over the sums of exponentials.
static Values reciprocals(Emitter &e, ValueRange sums) {
  return llvm::map_to_vector(sums, [&](Value sum) {
    Value positive = e.add(sum, e.splat(softmaxEpsilon, sum.getType()));
    return e.div(e.splat(1.0, sum.getType()), positive);
  });
}

void AttentionReduction::emitShortRow(Emitter &e, const Slice &slice,
                                      Write write) const {
  fillScores(e, slice);
  Value size = slice.size(e);
  Values maxima =
      lanes.findMaxima(e, slice.scores, size, lanes.splat(e, -infinity));
  Values factors =
      reciprocals(e, lanes.exponentiate(e, slice.scores, size, maxima));
  forEachBlock(e, [&](Block block) {
    Values zeros(block.size(), e.zeros(block.front().channels.lanes));
    Values sums = weightedSum(e, slice, block, zeros);
    for (auto [piece, sum] : llvm::zip(block, sums)) {
      const auto &[channels, head] = piece;
      Value factor = lanes.spread(e, factors, head, channels.lanes);
      write(slice.row, channels, e.mul(sum, factor));
    }
  });
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
  int64_t headsOfBlock = std::max<int64_t>(maxPieces / piecesOfHead, 1);
  int64_t blocks = llvm::divideCeil(in.heads, headsOfBlock);
  headsOfBlock = llvm::divideCeil(in.heads, blocks);
  for (int64_t first = 0; first < in.heads; first += headsOfBlock) {
    SmallVector<HeadPiece> block;
    int64_t end = std::min(first + headsOfBlock, in.heads);
    for (int64_t head = first; head < end; ++head)
      lowering.tiles(width, head * width)
          .forEach(e, maxPieces, [&](ArrayRef<Piece> pieces) {
            for (const Piece &piece : pieces)
              block.push_back({piece, head});
            if (piecesOfHead > maxPieces) {
              body(block);
              block.clear();
            }
          });
    if (!block.empty())
      body(block);
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

//===----------------------------------------------------------------------===//
// Partial softmaxes
//===----------------------------------------------------------------------===//

void AttentionReduction::emitLongRow(Emitter &e, const Slice &row,
                                     Write write) const {
  Value parts = e.allocateMatrix(1, partSize());
  addSlices(e, row, parts, e.index(0));
  joinParts(e, row.row, parts, 1, write);
}

void AttentionReduction::emitHub(Emitter &e, Value row, Segment edges,
                                 Write write) const {
  Value parts = e.allocateMatrix(hubParts, partSize());
  forEachPart(e, edges, [&](Value part, Segment some) {
    addSlices(e, {row, some, lanes.allocate(e)}, parts, part);
  });
  joinParts(e, row, parts, hubParts, write);
}

/// Reduces all edges to one partial softmax, as many at a time as memory holds
/// scores of.
void AttentionReduction::addSlices(Emitter &e, const Slice &row, Value parts,
                                   Value part) const {
  lanes.store(e, lanes.splat(e, -infinity), parts, part, maximaBegin());
  lanes.store(e, lanes.splat(e, 0.0), parts, part, sumsBegin());
  forEachBlock(e, [&](Block block) {
    for (const auto &[channels, head] : block)
      e.store(e.zeros(channels.lanes), parts,
              {part, e.plus(channels.offset, channelsBegin())});
  });
  e.loop(
      row.edges.begin, row.edges.end,
      [&](Value begin) {
        Value end = e.smaller(e.plus(begin, lanes.capacity()), row.edges.end);
        addSlice(e, {row.row, {begin, end}, row.scores}, parts, part);
      },
      lanes.capacity());
}

/// exp(from - to) for each head.
static Values rescale(Emitter &e, ValueRange from, ValueRange to) {
  Values factors;
  for (auto [a, b] : llvm::zip(from, to))
    factors.push_back(math::ExpOp::create(e, e.sub(a, b)));
  return factors;
}

void AttentionReduction::addSlice(Emitter &e, const Slice &slice, Value parts,
                                  Value part) const {
  Value size = slice.size(e);
  fillScores(e, slice);
  Values before = lanes.load(e, parts, part, maximaBegin());
  Values maxima = lanes.findMaxima(e, slice.scores, size, before);
  Values factors = rescale(e, before, maxima);
  Values sums = lanes.exponentiate(e, slice.scores, size, maxima);
  Values sumsBefore = lanes.load(e, parts, part, sumsBegin());
  for (auto [sum, old, factor] : llvm::zip(sums, sumsBefore, factors))
    sum = e.fma(old, factor, sum);
  lanes.store(e, maxima, parts, part, maximaBegin());
  lanes.store(e, sums, parts, part, sumsBegin());
  forEachBlock(e, [&](Block block) {
    Values start;
    for (const auto &[channels, head] : block) {
      Value old =
          e.loadVector(parts, {part, e.plus(channels.offset, channelsBegin())},
                       channels.lanes);
      start.push_back(
          e.mul(old, lanes.spread(e, factors, head, channels.lanes)));
    }
    Values sums = weightedSum(e, slice, block, start);
    for (auto [piece, sum] : llvm::zip(block, sums))
      e.store(sum, parts,
              {part, e.plus(piece.channels.offset, channelsBegin())});
  });
}

/// The sums of exponentials of all parts together. Leaves in place of the
/// largest scores of a part what its own sums must be multiplied with.
Values AttentionReduction::weighParts(Emitter &e, Value parts,
                                      int64_t count) const {
  Value begin = e.index(0), end = e.index(count);
  Values maxima = e.loop(begin, end, lanes.splat(e, -infinity),
                         [&](Value part, ValueRange carried) {
                           Values next,
                               own = lanes.load(e, parts, part, maximaBegin());
                           for (auto [a, b] : llvm::zip(own, carried))
                             next.push_back(e.larger(a, b));
                           return next;
                         });
  return e.loop(begin, end, lanes.splat(e, 0.0),
                [&](Value part, ValueRange carried) {
                  Values own = lanes.load(e, parts, part, maximaBegin());
                  Values factors = rescale(e, own, maxima);
                  lanes.store(e, factors, parts, part, maximaBegin());
                  Values next, sums = lanes.load(e, parts, part, sumsBegin());
                  for (auto [i, sum] : llvm::enumerate(sums))
                    next.push_back(e.fma(sum, factors[i], carried[i]));
                  return next;
                });
}

void AttentionReduction::joinParts(Emitter &e, Value row, Value parts,
                                   int64_t count, Write write) const {
  Values factors = reciprocals(e, weighParts(e, parts, count));
  auto addPart = [&](Block block, Value part, ValueRange sums) {
    Values next;
    for (auto [i, piece] : llvm::enumerate(block)) {
      const auto &[channels, head] = piece;
      Value weight = e.broadcast(
          e.load(parts, {part, e.index(maximaBegin() + head)}), channels.lanes);
      Value own =
          e.loadVector(parts, {part, e.plus(channels.offset, channelsBegin())},
                       channels.lanes);
      next.push_back(e.fma(weight, own, sums[i]));
    }
    return next;
  };
  forEachBlock(e, [&](Block block) {
    Values zeros(block.size(), e.zeros(block.front().channels.lanes));
    Values sums = e.loop(e.index(0), e.index(count), zeros,
                         [&](Value part, ValueRange carried) {
                           return addPart(block, part, carried);
                         });
    for (auto [piece, sum] : llvm::zip(block, sums)) {
      const auto &[channels, head] = piece;
      Value factor = lanes.spread(e, factors, head, channels.lanes);
      write(row, channels, e.mul(sum, factor));
    }
  });
}
