//===- RowStatistics.cpp - Sums and maxima over the threads of a row ------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RowStatistics.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

#include <limits>

using namespace mlir;
using namespace mlir::gnn;

Value gnn::combineOverThreads(Emitter &e, Value value, int64_t threads,
                              Combine combine) {
  // In pairs at half the distance each time; with `xor` all threads end up with
  // the same bits.
  for (int64_t distance = threads / 2; distance > 0; distance /= 2) {
    auto shuffle = gpu::ShuffleOp::create(e, value, distance, warpThreads,
                                          gpu::ShuffleMode::XOR);
    value = combine(value, shuffle.getShuffleResult());
  }
  return value;
}

static Value combineRow(Emitter &e, const RowShape &shape,
                        const RowThread &thread, RowTerm term, double neutral,
                        Combine combine) {
  Value start = e.splat(neutral, e.vectorOf(shape.lanes()));
  auto joinPiece = [&](Value index, ValueRange partial) {
    Piece piece = shape.piece(e, thread, index);
    Value value = shape.withoutRepeated(e, piece, term(piece), neutral);
    return Values{combine(partial[0], value)};
  };
  Value lanes =
      e.loop(e.index(0), e.index(shape.piecesPerThread()), start, joinPiece)
          .front();
  Value result = vector::ExtractOp::create(e, lanes, ArrayRef<int64_t>(0));
  for (int64_t lane = 1; lane < shape.lanes(); ++lane)
    result = combine(
        result, vector::ExtractOp::create(e, lanes, ArrayRef<int64_t>(lane)));
  return combineOverThreads(e, result, shape.threads(), combine);
}

Value gnn::sumOverRow(Emitter &e, const RowShape &shape,
                      const RowThread &thread, RowTerm term) {
  return combineRow(e, shape, thread, term, 0.0,
                    [&](Value a, Value b) { return e.add(a, b); });
}

Value gnn::maximumOverRow(Emitter &e, const RowShape &shape,
                          const RowThread &thread, RowTerm term) {
  return combineRow(e, shape, thread, term,
                    -std::numeric_limits<double>::infinity(),
                    [&](Value a, Value b) { return e.maximum(a, b); });
}

Value gnn::minimumOverRow(Emitter &e, const RowShape &shape,
                          const RowThread &thread, RowTerm term) {
  return combineRow(e, shape, thread, term,
                    std::numeric_limits<double>::infinity(),
                    [&](Value a, Value b) { return e.minimum(a, b); });
}
