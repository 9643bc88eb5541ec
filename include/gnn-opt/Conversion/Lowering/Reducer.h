//===- Reducer.h - Sum, mean, max and min of rows ------------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_CONVERSION_LOWERING_REDUCER_H
#define GNN_OPT_CONVERSION_LOWERING_REDUCER_H

#include "gnn-opt/Conversion/Lowering/Piece.h"
#include "gnn-opt/Conversion/Lowering/Segments.h"
#include "gnn-opt/Dialect/GNN/GNN.h"

namespace mlir::gnn {

/// The reduction of the members of a segment: the edges of a row, or the nodes
/// of a graph. An empty segment gives 0.
class Reducer {
public:
  /// Whether a maximum or minimum may meet a NaN, which it must then be: that
  /// takes three instructions instead of one. A sum needs no care.
  enum class NaNs { Kept, Absent };

  /// Registers that joining a value takes, beside those of what is reduced.
  static int64_t countTemporaries(ReductionKind kind, NaNs nans,
                                  bool hasWeights);

  /// Emits what all channels of the segment share.
  Reducer(ReductionKind kind, NaNs nans, Emitter &e, Segment segment);

  /// One start value for each piece.
  Values start(Emitter &e, ArrayRef<Piece> pieces) const;
  /// `reduced` joined with `value`, or with `weight * value` where there is
  /// one.
  Value join(Emitter &e, Value reduced, Value value, Value weight = {}) const;
  Value finish(Emitter &e, Value reduced) const;

private:
  Value combine(Emitter &e, Value reduced, Value value) const;

  ReductionKind kind;
  NaNs nans;
  /// mean: one over the number of members. max, min: whether there are none.
  Value shared;
};

} // namespace mlir::gnn

#endif // GNN_OPT_CONVERSION_LOWERING_REDUCER_H
