//===- RowSoftmax.h - Exponentials of scores in order of heads  -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_ROWSOFTMAX_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_ROWSOFTMAX_H

#include "HeadTiles.h"

namespace mlir::gnn {

/// How values of some edges lie in a thread's own memory: edge after edge, the
/// heads of one side by side, so that one vector holds several edges of few
/// heads, or one edge takes several vectors. What belongs to a head, such as
/// its largest score, is kept in as many vectors, repeated for each edge of
/// one.
class HeadLanes {
public:
  HeadLanes(int64_t heads, int64_t vectorWidth);

  /// Elements from one edge to the next.
  int64_t stride() const { return edgeStride; }
  /// Edges whose values stay in the first level of cache.
  int64_t capacity() const;
  /// Vectors of what is kept for each head, and their elements.
  int64_t count() const { return vectors; }
  int64_t size() const { return vectors * lanes; }

  /// Memory for the values of `capacity` edges, the thread's own.
  Value allocate(Emitter &e) const;

  /// Neighbouring edges of one row: where their values begin, and how many
  /// edges there are.
  struct Edges {
    Value begin, count;
  };
  /// The scores at a position of memory, in the order of heads of vector
  /// `part`.
  using ScoresAt = function_ref<Value(Value position, size_t part)>;
  /// For each head, the largest score and `least`. Stores the scores; what is
  /// behind the last one is neutral, up to a whole vector.
  Values findMaxima(Emitter &e, const Edges &edges, ValueRange least,
                    ScoresAt scores, Value memory) const;
  /// Replaces scores by exp(score - maximum), and returns their sums.
  Values exponentiate(Emitter &e, const Edges &edges, ValueRange maxima,
                      Value memory) const;

  /// One over sums of exponentials.
  Values reciprocals(Emitter &e, ValueRange sums) const;

  Value zeros(Emitter &e) const { return e.zeros(lanes); }
  Value loadAt(Emitter &e, Value memory, Value position) const {
    return e.loadVector(memory, position, lanes);
  }
  /// As many vectors of one value.
  Values splat(Emitter &e, double value) const;
  Value broadcast(Emitter &e, Value value) const {
    return e.broadcast(value, lanes);
  }
  /// Pieces of heads in this order, for each edge of a vector.
  Values repeat(Emitter &e, ValueRange pieces) const;
  /// What is of one edge and of the heads of a block: of such vectors, or zeros
  /// where there are none; of memory; and back in the place of all heads.
  Values ofOneEdge(Emitter &e, ValueRange values, HeadTiles::Block block) const;
  Values loadEdge(Emitter &e, Value memory, Value position,
                  HeadTiles::Block block) const;
  Values inPlace(ValueRange ofBlock, HeadTiles::Block block) const;
  Values load(Emitter &e, Value matrix, Value row, int64_t begin) const;
  void store(Emitter &e, ValueRange values, Value matrix, Value row,
             int64_t begin) const;
  /// The value of its head in each lane of a piece.
  Value spread(Emitter &e, ValueRange values, const HeadPiece &piece) const;

private:
  int64_t lanesOfEdge() const { return std::min(edgeStride, lanes); }
  /// The vectors in which the heads of a block are.
  llvm::iota_range<int64_t> partsOf(HeadTiles::Block block) const;
  using Combine = function_ref<Value(Value a, Value b)>;
  Values fold(Emitter &e, const Edges &edges, ValueRange initial,
              ScoresAt element, Combine combine) const;
  Value foldEdges(Emitter &e, Value vector, Combine combine) const;
  Value endAt(Emitter &e, Value scores, Value left) const;

  ChannelTiles pieces;
  int64_t heads, lanes, edgeStride, vectors;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_ROWSOFTMAX_H
