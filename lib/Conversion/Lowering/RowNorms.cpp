//===- RowNorms.cpp - Formulas of normalisations of one row ---------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/Lowering/RowNorms.h"

#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace mlir::gnn;

Value gnn::measureRow(LogSoftmaxOp, Emitter &e, const RowReader &row) {
  Value max = row.maximum(row.load);
  Value sum = row.sum([&](const Piece &piece) -> Value {
    Value exponent = e.sub(row.load(piece), e.broadcast(max, piece.lanes));
    return math::ExpOp::create(e, exponent);
  });
  return e.add(max, math::LogOp::create(e, sum));
}

Value gnn::normalize(LogSoftmaxOp, Emitter &e, Value x, Value statistic) {
  return e.sub(x, statistic);
}

Value gnn::measureRow(L2NormalizeOp, Emitter &e, const RowReader &row) {
  Value squares = row.sum([&](const Piece &piece) {
    Value x = row.load(piece);
    return e.mul(x, x);
  });
  Value least = e.splat(1e-12, e.getF32Type());
  return e.maximum(math::SqrtOp::create(e, squares), least);
}

Value gnn::normalize(L2NormalizeOp, Emitter &e, Value x, Value statistic) {
  return e.div(x, statistic);
}
