//===- AttentionParts.cpp - Softmaxes that are computed in parts ----------===//
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

void AttentionReduction::emitLongRow(Emitter &e, Value row, Segment edges,
                                     const Memory &memory, Write write) const {
  Value parts = e.allocateMatrix(1, partSize());
  addSlices(e, row, edges, memory, countSelf(e, row), parts, e.index(0));
  joinParts(e, row, parts, 1, write);
}

void AttentionReduction::emitHub(Emitter &e, Value row, Segment edges,
                                 Write write) const {
  Value parts = e.allocateMatrix(hubParts, partSize());
  Value count = countSelf(e, row);
  forEachPart(e, edges, [&](Value part, Segment some) {
    Value isFirst = e.isEqual(part, e.index(0));
    Value own = count ? e.select(isFirst, count, e.splat(0.0, count.getType()))
                      : Value();
    addSlices(e, row, some, asMemory(allocate(e)), own, parts, part);
  });
  joinParts(e, row, parts, hubParts, write);
}

/// What one block has stored is not what the next one goes on with.
Value AttentionReduction::offsetInPart(Emitter &e,
                                       const HeadPiece &piece) const {
  return e.plus(tiles.offsetApart(e, piece), channelsBegin());
}

Values AttentionReduction::loadBlock(Emitter &e, Block block, Value parts,
                                     Value part) const {
  return llvm::map_to_vector(block, [&](const HeadPiece &piece) {
    return e.loadVector(parts, {part, offsetInPart(e, piece)},
                        piece.channels.lanes);
  });
}

void AttentionReduction::storeBlock(Emitter &e, Block block, ValueRange sums,
                                    Value parts, Value part) const {
  for (auto [piece, sum] : llvm::zip(block, sums))
    e.store(sum, parts, {part, offsetInPart(e, piece)});
}

/// Reduces all edges, and the node itself so often, to one partial softmax, as
/// many edges at a time as memory holds scores of.
void AttentionReduction::addSlices(Emitter &e, Value row, Segment edges,
                                   const Memory &memory, Value selfCount,
                                   Value parts, Value part) const {
  Self self = getSelf(e, row, selfCount);
  Values weights = weigh(e, self, self.scores);
  lanes.store(e, self.scores, parts, part, maximaBegin());
  lanes.store(e, weights, parts, part, sumsBegin());
  forEachBlock(e, [&](Block block) {
    storeBlock(e, block, startBlock(e, row, selfCount, weights, block), parts,
               part);
  });
  e.loop(
      edges.begin, edges.end,
      [&](Value begin) {
        Value end = e.smaller(e.plus(begin, lanes.capacity()), edges.end);
        gatherSources(e, {begin, end}, memory);
        addSlice(e, {row, {begin, end}, e.index(0), memory}, parts, part);
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

/// Brings what is summed up already to the new largest scores, and goes on.
void AttentionReduction::addSlice(Emitter &e, const Slice &slice, Value parts,
                                  Value part) const {
  Values before = lanes.load(e, parts, part, maximaBegin());
  Values maxima = findMaxima(e, slice, before);
  Values factors = rescale(e, before, maxima);
  Values sums = exponentiate(e, slice, maxima);
  Values sumsBefore = lanes.load(e, parts, part, sumsBegin());
  for (auto [i, sum] : llvm::enumerate(sums))
    sum = e.fma(sumsBefore[i], factors[i], sum);
  lanes.store(e, maxima, parts, part, maximaBegin());
  lanes.store(e, sums, parts, part, sumsBegin());
  forEachBlock(e, [&](Block block) {
    Values start = loadBlock(e, block, parts, part);
    for (auto [piece, sum] : llvm::zip(block, start))
      sum = e.mul(sum, lanes.spread(e, factors, piece));
    storeBlock(e, block, weightedSum(e, slice, block, start), parts, part);
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
  Values factors = lanes.reciprocals(e, weighParts(e, parts, count));
  forEachBlock(e, [&](Block block) {
    Values zeros(block.size(), e.zeros(block.front().channels.lanes));
    auto addPart = [&](Value part, ValueRange sums) {
      Values next = loadBlock(e, block, parts, part);
      for (auto [i, own] : llvm::enumerate(next)) {
        Value head = e.index(maximaBegin() + block[i].head);
        Value weight = loadHeads(e, parts, {part, head}, block[i]);
        own = e.fma(weight, own, sums[i]);
      }
      return next;
    };
    Values sums = e.loop(e.index(0), e.index(count), zeros, addPart);
    writeBlock(e, row, block, sums, factors, write);
  });
}
