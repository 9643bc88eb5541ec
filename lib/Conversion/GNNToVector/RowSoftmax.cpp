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

/// Half of the first level of most processors; features pass through the rest.
static constexpr int64_t scoreElements = 16 * 1024 / sizeof(float);
/// PyG adds this to each sum of exponentials.
static constexpr double softmaxEpsilon = 1e-16;
static constexpr double infinity = std::numeric_limits<double>::infinity();

HeadLanes::HeadLanes(int64_t heads, int64_t vectorWidth)
    : lanes(vectorWidth),
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

void HeadLanes::terminate(Emitter &e, Value scores, Value edges) const {
  if (edgeStride < lanes)
    e.store(e.splat(-infinity, e.vectorOf(lanes)), scores,
            e.times(edges, edgeStride));
}

/// combine over the edges of element(position), from `initial` on.
Values HeadLanes::fold(Emitter &e, Value edges, ValueRange initial,
                       function_ref<Value(Value position, size_t part)> element,
                       Combine combine) const {
  Values folded = e.loop(
      e.index(0), e.times(edges, edgeStride), initial,
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

/// A score that is NaN may be missed: its exponential is NaN whatever is
/// subtracted.
Values HeadLanes::findMaxima(Emitter &e, Value scores, Value edges,
                             ValueRange least) const {
  return fold(
      e, edges, least,
      [&](Value position, size_t) {
        return e.loadVector(scores, position, lanes);
      },
      [&](Value a, Value b) { return e.larger(b, a); });
}

Values HeadLanes::exponentiate(Emitter &e, Value scores, Value edges,
                               ValueRange maxima) const {
  return fold(
      e, edges, splat(e, 0.0),
      [&](Value position, size_t part) {
        Value score = e.loadVector(scores, position, lanes);
        Value power = math::ExpOp::create(e, e.sub(score, maxima[part]));
        e.store(power, scores, position);
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

Values HeadLanes::loadFirst(Emitter &e, Value scores) const {
  SmallVector<int64_t> repeated;
  for (int64_t lane = 0; lane < lanes; ++lane)
    repeated.push_back(lane % edgeStride);
  Values values;
  for (int64_t part = 0; part < vectors; ++part) {
    Value vector = e.loadVector(scores, e.index(part * lanes), lanes);
    values.push_back(vector::ShuffleOp::create(e, vector, vector, repeated));
  }
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

Value HeadLanes::spread(Emitter &e, ValueRange values, int64_t head,
                        int64_t toLanes) const {
  Value element = vector::ExtractOp::create(e, values[head / lanes],
                                            ArrayRef<int64_t>(head % lanes));
  return e.broadcast(element, toLanes);
}
