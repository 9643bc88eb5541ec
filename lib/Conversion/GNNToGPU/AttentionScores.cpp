//===- AttentionScores.cpp - Scores of the edges of a row -----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AttentionScores.h"

using namespace mlir;
using namespace mlir::gnn;

AttentionScores::AttentionScores(Emitter &e, const AttentionOperands &in,
                                 Value row, const Piece &piece)
    : in(in) {
  // Padding has the last head.
  head = e.smaller(e.dividedBy(piece.offset, std::max<int64_t>(in.width, 1)),
                   e.index(std::max<int64_t>(in.heads, 1) - 1));
  target = e.load(in.target, {row, head});
}

Value AttentionScores::of(Emitter &e, Value node) const {
  Value sum = e.add(e.load(in.source, {node, head}), target);
  Value isNegative = arith::CmpFOp::create(e, arith::CmpFPredicate::OLT, sum,
                                           e.splat(0.0, sum.getType()));
  return e.select(isNegative, e.mul(sum, e.splat(in.slope, sum.getType())),
                  sum);
}
