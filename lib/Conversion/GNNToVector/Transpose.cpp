//===- Transpose.cpp - Squares of vectors transposed ----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transpose.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace mlir::gnn;

/// Shuffles of x86 work within so many lanes, or move them as a whole.
static constexpr int64_t chunkLanes = 4;

/// In each chunk, the lanes that `chosen` names: of a, or from chunkLanes on
/// of b.
static Value shuffleChunks(Emitter &e, Value a, Value b,
                           std::array<int64_t, chunkLanes> chosen) {
  int64_t lanes = cast<VectorType>(a.getType()).getDimSize(0);
  SmallVector<int64_t> mask;
  for (int64_t chunk = 0; chunk < lanes; chunk += chunkLanes)
    for (int64_t lane : chosen)
      mask.push_back(lane < chunkLanes ? chunk + lane
                                       : lanes + chunk + lane - chunkLanes);
  return vector::ShuffleOp::create(e, a, b, mask);
}

/// Transposes each chunk of four vectors.
static void transposeChunks(Emitter &e, MutableArrayRef<Value> v) {
  auto low = [&](Value a, Value b) {
    return shuffleChunks(e, a, b, {0, 4, 1, 5});
  };
  auto high = [&](Value a, Value b) {
    return shuffleChunks(e, a, b, {2, 6, 3, 7});
  };
  auto lowPairs = [&](Value a, Value b) {
    return shuffleChunks(e, a, b, {0, 1, 4, 5});
  };
  auto highPairs = [&](Value a, Value b) {
    return shuffleChunks(e, a, b, {2, 3, 6, 7});
  };
  Value ab = low(v[0], v[1]), abHigh = high(v[0], v[1]);
  Value cd = low(v[2], v[3]), cdHigh = high(v[2], v[3]);
  v[0] = lowPairs(ab, cd);
  v[1] = highPairs(ab, cd);
  v[2] = lowPairs(abHigh, cdHigh);
  v[3] = highPairs(abHigh, cdHigh);
}

/// Exchanges the upper right and the lower left square of `size` lanes in each
/// square of twice the size.
static void exchangeSquares(Emitter &e, Value &upper, Value &lower,
                            int64_t size) {
  int64_t lanes = cast<VectorType>(upper.getType()).getDimSize(0);
  SmallVector<int64_t> left, right;
  for (int64_t lane = 0; lane < lanes; ++lane) {
    left.push_back(lane & size ? lanes + lane - size : lane);
    right.push_back(lane & size ? lanes + lane : lane + size);
  }
  Value first = vector::ShuffleOp::create(e, upper, lower, left);
  lower = vector::ShuffleOp::create(e, upper, lower, right);
  upper = first;
}

Values gnn::transpose(Emitter &e, ValueRange rows) {
  Values v(rows);
  int64_t lanes = v.size(), size = 1;
  if (lanes >= chunkLanes) {
    for (int64_t i = 0; i < lanes; i += chunkLanes)
      transposeChunks(e, MutableArrayRef(v).slice(i, chunkLanes));
    size = chunkLanes;
  }
  for (; size < lanes; size *= 2)
    for (int64_t i = 0; i < lanes; ++i)
      if (!(i & size))
        exchangeSquares(e, v[i], v[i + size], size);
  return v;
}
