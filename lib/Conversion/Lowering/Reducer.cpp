//===- Reducer.cpp - Sum, mean, max and min of rows -----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/Lowering/Reducer.h"

#include <limits>

using namespace mlir;
using namespace mlir::gnn;

/// 1 / max(count, 1).
static Value reciprocal(Emitter &e, Value count) {
  Value one = e.splat(1.0, e.getF32Type());
  Value atLeastOne =
      e.select(e.isLess(count, e.index(1)), one, e.toFloat(count));
  return e.div(one, atLeastOne);
}

static bool isSum(ReductionKind kind) {
  return kind == ReductionKind::sum || kind == ReductionKind::mean;
}

int64_t Reducer::countTemporaries(ReductionKind kind, NaNs nans,
                                  bool hasWeights) {
  // A weight; then its product with a sum is one instruction, else a value.
  int64_t ofWeights = !hasWeights ? 0 : isSum(kind) ? 1 : 2;
  // The value, which is compared, and two masks.
  bool compares = !isSum(kind) && nans == NaNs::Kept;
  return ofWeights + (compares ? 3 : 0);
}

Reducer::Reducer(ReductionKind kind, NaNs nans, Emitter &e, Segment segment)
    : kind(kind), nans(nans) {
  if (kind == ReductionKind::mean)
    shared = reciprocal(e, e.minus(segment.end, segment.begin));
  else if (kind != ReductionKind::sum)
    shared = e.isEqual(segment.begin, segment.end);
}

Values Reducer::start(Emitter &e, ArrayRef<Piece> pieces) const {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  double value = kind == ReductionKind::max   ? -infinity
                 : kind == ReductionKind::min ? infinity
                                              : 0.0;
  return llvm::map_to_vector(pieces, [&](const Piece &piece) {
    return e.splat(value, e.vectorOf(piece.lanes));
  });
}

Value Reducer::combine(Emitter &e, Value reduced, Value value) const {
  switch (kind) {
  case ReductionKind::sum:
  case ReductionKind::mean:
    return e.add(reduced, value);
  case ReductionKind::max:
    return nans == NaNs::Kept ? e.maximum(reduced, value)
                              : e.larger(reduced, value);
  case ReductionKind::min:
    return nans == NaNs::Kept ? e.minimum(reduced, value)
                              : e.lesser(reduced, value);
  }
  return nullptr;
}

Value Reducer::join(Emitter &e, Value reduced, Value value,
                    Value weight) const {
  return combine(e, reduced, weight ? e.mul(value, weight) : value);
}

Value Reducer::finish(Emitter &e, Value reduced) const {
  int64_t lanes = cast<VectorType>(reduced.getType()).getDimSize(0);
  if (kind == ReductionKind::mean)
    return e.mul(reduced, e.broadcast(shared, lanes));
  if (shared)
    return e.select(shared, e.zeros(lanes), reduced);
  return reduced;
}
