//===- RowSoftmax.h - Exponentials of scores in order of heads - -*- C++
//-*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_ROWSOFTMAX_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_ROWSOFTMAX_H

#include "gnn-opt/Conversion/Lowering/Emitter.h"

namespace mlir::gnn {

/// How the scores of some edges lie in a thread's own memory: edge after edge,
/// the heads of one side by side, so that one vector holds several edges of few
/// heads, or one edge takes several vectors. What belongs to a head, such as
/// its largest score, is kept in as many vectors, repeated for each edge of
/// one.
class HeadLanes {
public:
  HeadLanes(int64_t heads, int64_t vectorWidth);

  /// Elements from one edge to the next.
  int64_t stride() const { return edgeStride; }
  /// Edges whose scores stay in the first level of cache.
  int64_t capacity() const;
  /// Elements of what is kept for each head.
  int64_t size() const { return vectors * lanes; }

  /// Memory for the scores of `capacity` edges, the thread's own.
  Value allocate(Emitter &e) const;
  /// Ends the scores of `edges` edges: the rest of the last vector is neutral.
  void terminate(Emitter &e, Value scores, Value edges) const;

  /// For each head, the largest score and `least`.
  Values findMaxima(Emitter &e, Value scores, Value edges,
                    ValueRange least) const;
  /// Replaces scores by exp(score - maximum), and returns their sums.
  Values exponentiate(Emitter &e, Value scores, Value edges,
                      ValueRange maxima) const;

  /// One over sums of exponentials.
  Values reciprocals(Emitter &e, ValueRange sums) const;

  /// As many vectors of one value.
  Values splat(Emitter &e, double value) const;
  Value broadcast(Emitter &e, Value value) const {
    return e.broadcast(value, lanes);
  }
  /// The scores of the first edge, for each edge of a vector.
  Values loadFirst(Emitter &e, Value scores) const;
  Values load(Emitter &e, Value matrix, Value row, int64_t begin) const;
  void store(Emitter &e, ValueRange values, Value matrix, Value row,
             int64_t begin) const;
  /// The value of a head, in all lanes.
  Value spread(Emitter &e, ValueRange values, int64_t head,
               int64_t toLanes) const;

private:
  using Combine = function_ref<Value(Value a, Value b)>;
  Values fold(Emitter &e, Value edges, ValueRange initial,
              function_ref<Value(Value position, size_t part)> element,
              Combine combine) const;
  Value foldEdges(Emitter &e, Value vector, Combine combine) const;

  int64_t lanes, edgeStride, vectors;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_ROWSOFTMAX_H
