//===- AttentionSum.cpp - Softmax-weighted sums ---------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AttentionSum.h"

#include "mlir/Dialect/Math/IR/Math.h"

#include <limits>

using namespace mlir;
using namespace mlir::gnn;

Value gnn::minusInfinity(Emitter &e) {
  return e.splat(-std::numeric_limits<double>::infinity(), e.getF32Type());
}

static Value exponential(Emitter &e, Value score, Value largest) {
  return math::ExpOp::create(e, e.sub(score, largest));
}

Value gnn::powerOf(Emitter &e, Value present, Value score, Value largest) {
  return e.select(present, exponential(e, score, largest),
                  e.splat(0.0, e.getF32Type()));
}

/// What sums relative to `from` are multiplied by to be relative to `to`. It is
/// 1 while there is no score, where the difference of infinities is none.
static Value rescaling(Emitter &e, Value from, Value to) {
  Value isSame = arith::CmpFOp::create(e, arith::CmpFPredicate::OEQ, from, to);
  return e.select(isSame, e.splat(1.0, e.getF32Type()),
                  exponential(e, from, to));
}

static int64_t lanesOf(Value vector) {
  return cast<VectorType>(vector.getType()).getDimSize(0);
}

Value gnn::addWeighted(Emitter &e, Value weighted, Value power, Value row) {
  return e.fma(e.broadcast(power, lanesOf(row)), row, weighted);
}

AttentionSum AttentionSum::none(Emitter &e, int64_t lanes) {
  return {minusInfinity(e), e.splat(0.0, e.getF32Type()), e.zeros(lanes)};
}

AttentionSum AttentionSum::relativeTo(Emitter &e, Value score) const {
  Value rescale = rescaling(e, largest, score);
  return {score, e.mul(sum, rescale),
          e.mul(weighted, e.broadcast(rescale, lanesOf(weighted)))};
}

AttentionSum AttentionSum::with(Emitter &e, Value power, Value row) const {
  return {largest, e.add(sum, power), addWeighted(e, weighted, power, row)};
}

AttentionSum AttentionSum::joined(Emitter &e, const AttentionSum &other) const {
  Value both = e.larger(other.largest, largest);
  AttentionSum a = relativeTo(e, both), b = other.relativeTo(e, both);
  return {both, e.add(a.sum, b.sum), e.add(a.weighted, b.weighted)};
}

Value AttentionSum::finish(Emitter &e) const {
  Type f32 = e.getF32Type();
  Value factor = e.div(e.splat(1.0, f32), e.add(sum, e.splat(1e-16, f32)));
  return e.mul(weighted, e.broadcast(factor, lanesOf(weighted)));
}

Values gnn::flatten(ArrayRef<AttentionSum> sums) {
  Values values;
  for (const AttentionSum &sum : sums)
    values.append({sum.largest, sum.sum, sum.weighted});
  return values;
}

SmallVector<AttentionSum> gnn::unflatten(ValueRange values) {
  SmallVector<AttentionSum> sums;
  for (; !values.empty(); values = values.drop_front(3))
    sums.push_back({values[0], values[1], values[2]});
  return sums;
}
