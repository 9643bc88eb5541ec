//===- ChannelStatistics.cpp - Sums and maxima over the channels of a row -===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChannelStatistics.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"

#include <limits>

using namespace mlir;
using namespace mlir::gnn;

/// Partial results that do not wait for each other.
static constexpr int64_t partials = 4;

using Join = function_ref<Value(Value partial, const Piece &piece)>;
using Combine = function_ref<Value(Value a, Value b)>;

/// Folds pieces into a few vectors, and those into one.
static Value foldPieces(Emitter &e, const ChannelTiles &tiles, double neutral,
                        Join join, Combine combine) {
  Value start = e.splat(neutral, e.vectorOf(tiles.lanes()));
  Values folded = tiles.fold(e, partials, Values(partials, start),
                             [&](ArrayRef<Piece> pieces, ValueRange carried) {
                               Values next(carried);
                               for (auto [i, piece] : llvm::enumerate(pieces))
                                 next[i] = join(next[i], piece);
                               return next;
                             });
  int64_t used = std::min(partials, std::max<int64_t>(tiles.count(), 1));
  Value result = folded.front();
  for (Value partial : ArrayRef(folded).slice(1, used - 1))
    result = combine(result, partial);
  return result;
}

Value gnn::sumOverChannels(Emitter &e, const ChannelTiles &tiles,
                           RowTerm term) {
  Value sums = foldPieces(
      e, tiles, 0.0,
      [&](Value sum, const Piece &piece) {
        return e.add(sum, withoutRepeated(e, piece, term(piece)));
      },
      [&](Value a, Value b) { return e.add(a, b); });
  // In any order, but in the same one for every row.
  return vector::ReductionOp::create(e, vector::CombiningKind::ADD, sums,
                                     arith::FastMathFlags::reassoc);
}

/// A repeated channel changes no extremum.
Value gnn::maximumOverChannels(Emitter &e, const ChannelTiles &tiles,
                               RowTerm term) {
  Value maxima = foldPieces(
      e, tiles, -std::numeric_limits<double>::infinity(),
      [&](Value max, const Piece &p) { return e.maximum(max, term(p)); },
      [&](Value a, Value b) { return e.maximum(a, b); });
  return vector::ReductionOp::create(e, vector::CombiningKind::MAXIMUMF,
                                     maxima);
}

Value gnn::minimumOverChannels(Emitter &e, const ChannelTiles &tiles,
                               RowTerm term) {
  Value minima = foldPieces(
      e, tiles, std::numeric_limits<double>::infinity(),
      [&](Value min, const Piece &p) { return e.minimum(min, term(p)); },
      [&](Value a, Value b) { return e.minimum(a, b); });
  return vector::ReductionOp::create(e, vector::CombiningKind::MINIMUMF,
                                     minima);
}
