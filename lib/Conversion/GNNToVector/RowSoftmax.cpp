//===- RowSoftmax.cpp - Exponentials of scores in order of heads ----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RowSoftmax.h"

#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "llvm/Support/MathExtras.h"

#include <limits>

using namespace mlir;
using namespace mlir::gnn;

/// Scores, and the terms of them beside: a first level of 32 KB or more holds
/// what a few rows need of both, and features pass through the rest.
static constexpr int64_t scoreElements = 16 * 1024 / sizeof(float);
/// PyG adds this to each sum of exponentials.
static constexpr double softmaxEpsilon = 1e-16;
static constexpr double infinity = std::numeric_limits<double>::infinity();

HeadLanes::HeadLanes(int64_t heads, int64_t vectorWidth)
    : pieces(heads, vectorWidth), heads(heads), lanes(vectorWidth),
      edgeStride(heads < lanes ? int64_t(llvm::PowerOf2Ceil(heads))
                               : int64_t(llvm::alignTo(heads, lanes))),
      vectors(llvm::divideCeil(edgeStride, lanes)) {}

int64_t HeadLanes::capacity() const {
  return std::max<int64_t>(scoreElements / edgeStride, 1);
}

Value HeadLanes::allocate(Emitter &e) const {
  auto type =
      MemRefType::get({capacity() * edgeStride + lanes}, e.getF32Type());
  return memref::AllocaOp::create(e, type, e.getI64IntegerAttr(64));
}

/// combine over the edges of element(position), from `initial` on.
Values HeadLanes::fold(Emitter &e, const Edges &edges, ValueRange initial,
                       ScoresAt element, Combine combine) const {
  Value end = e.plus(edges.begin, e.times(edges.count, edgeStride));
  Values folded = e.loop(
      edges.begin, end, initial,
      [&](Value position, ValueRange carried) {
        Values next;
        for (auto [part, value] : llvm::enumerate(carried))
          next.push_back(
              combine(value, element(e.plus(position, part * lanes), part)));
        return next;
      },
      size());
  for (Value &vector : folded)
    vector = foldEdges(e, vector, combine);
  return folded;
}

/// Combines the edges that one vector holds, by rotation: each of them gets the
/// result.
Value HeadLanes::foldEdges(Emitter &e, Value vector, Combine combine) const {
  for (int64_t distance = lanes / 2; distance >= edgeStride; distance /= 2) {
    SmallVector<int64_t> rotated;
    for (int64_t lane = 0; lane < lanes; ++lane)
      rotated.push_back((lane + distance) % lanes);
    vector =
        combine(vector, vector::ShuffleOp::create(e, vector, vector, rotated));
  }
  return vector;
}

/// What is no score of the `left` elements that are left counts as none.
Value HeadLanes::endAt(Emitter &e, Value scores, Value left) const {
  if (edgeStride >= lanes)
    return scores;
  auto type = VectorType::get(lanes, e.getI32Type());
  auto numbers = llvm::to_vector(llvm::seq<int32_t>(0, lanes));
  Value lane = arith::ConstantOp::create(
      e, DenseElementsAttr::get(type, ArrayRef(numbers)));
  Value end = vector::BroadcastOp::create(
      e, type, arith::IndexCastOp::create(e, e.getI32Type(), left));
  Value isScore =
      arith::CmpIOp::create(e, arith::CmpIPredicate::slt, lane, end);
  return e.select(isScore, scores, e.splat(-infinity, scores.getType()));
}

/// A score that is NaN may be missed: its exponential is NaN whatever is
/// subtracted.
Values HeadLanes::findMaxima(Emitter &e, const Edges &edges, ValueRange least,
                             ScoresAt scores, Value memory) const {
  Value end = e.plus(edges.begin, e.times(edges.count, edgeStride));
  return fold(
      e, edges, least,
      [&](Value position, size_t part) {
        Value some = endAt(e, scores(position, part), e.minus(end, position));
        e.store(some, memory, position);
        return some;
      },
      [&](Value a, Value b) { return e.larger(b, a); });
}

Values HeadLanes::exponentiate(Emitter &e, const Edges &edges,
                               ValueRange maxima, Value memory) const {
  return fold(
      e, edges, splat(e, 0.0),
      [&](Value position, size_t part) {
        Value score = loadAt(e, memory, position);
        Value power = math::ExpOp::create(e, e.sub(score, maxima[part]));
        e.store(power, memory, position);
        return power;
      },
      [&](Value a, Value b) { return e.add(a, b); });
}

Values HeadLanes::reciprocals(Emitter &e, ValueRange sums) const {
  return llvm::map_to_vector(sums, [&](Value sum) {
    Value positive = e.add(sum, e.splat(softmaxEpsilon, sum.getType()));
    return e.div(e.splat(1.0, sum.getType()), positive);
  });
}

Values HeadLanes::splat(Emitter &e, double value) const {
  return Values(vectors, e.splat(value, e.vectorOf(lanes)));
}

/// A vector takes its heads from one piece, or from two where they share some.
Values HeadLanes::repeat(Emitter &e, ValueRange values) const {
  int64_t each = llvm::divideCeil(pieces.count(), vectors);
  Values repeated;
  for (int64_t part = 0; part < vectors; ++part) {
    int64_t first = part * each, last = first + each - 1;
    SmallVector<int64_t> from;
    for (int64_t lane = part * lanes; lane < (part + 1) * lanes; ++lane) {
      int64_t head = std::min(lane % edgeStride, heads - 1);
      int64_t inFirst = head - pieces.offset(first);
      from.push_back(inFirst < pieces.lanes()
                         ? inFirst
                         : pieces.lanes() + head - pieces.offset(last));
    }
    repeated.push_back(
        vector::ShuffleOp::create(e, values[first], values[last], from));
  }
  return repeated;
}

llvm::iota_range<int64_t> HeadLanes::partsOf(HeadTiles::Block block) const {
  int64_t lastHead = block.back().head + block.back().countHeads() - 1;
  return llvm::seq_inclusive(block.front().head / lanes, lastHead / lanes);
}

Values HeadLanes::ofOneEdge(Emitter &e, ValueRange values,
                            HeadTiles::Block block) const {
  auto first = llvm::to_vector(llvm::seq<int64_t>(0, lanesOfEdge()));
  return llvm::map_to_vector(partsOf(block), [&](int64_t part) -> Value {
    if (values.empty())
      return e.zeros(lanesOfEdge());
    return vector::ShuffleOp::create(e, values[part], values[part], first);
  });
}

Values HeadLanes::loadEdge(Emitter &e, Value memory, Value position,
                           HeadTiles::Block block) const {
  return llvm::map_to_vector(partsOf(block), [&](int64_t part) {
    return e.loadVector(memory, e.plus(position, part * lanes), lanesOfEdge());
  });
}

Values HeadLanes::inPlace(ValueRange ofBlock, HeadTiles::Block block) const {
  Values values(vectors);
  for (auto [part, value] : llvm::zip_equal(partsOf(block), ofBlock))
    values[part] = value;
  return values;
}

Values HeadLanes::load(Emitter &e, Value matrix, Value row,
                       int64_t begin) const {
  Values values;
  for (int64_t part = 0; part < vectors; ++part)
    values.push_back(
        e.loadVector(matrix, {row, e.index(begin + part * lanes)}, lanes));
  return values;
}

void HeadLanes::store(Emitter &e, ValueRange values, Value matrix, Value row,
                      int64_t begin) const {
  for (auto [part, value] : llvm::enumerate(values))
    e.store(value, matrix, {row, e.index(begin + part * lanes)});
}

Value HeadLanes::spread(Emitter &e, ValueRange values,
                        const HeadPiece &piece) const {
  int64_t first = piece.head / lanes;
  if (piece.countHeads() == 1)
    return e.broadcast(
        vector::ExtractOp::create(e, values[first], piece.head % lanes),
        piece.channels.lanes);
  int64_t last = (piece.head + piece.countHeads() - 1) / lanes;
  SmallVector<int64_t> from;
  for (int64_t head : piece.lanes)
    from.push_back(piece.head + head - first * lanes);
  return vector::ShuffleOp::create(e, values[first], values[last], from);
}
