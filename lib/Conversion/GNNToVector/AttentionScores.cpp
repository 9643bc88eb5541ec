//===- AttentionScores.cpp - What a softmax over edges is taken of --------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AttentionScores.h"

using namespace mlir;
using namespace mlir::gnn;

static Value leakyRelu(Emitter &e, Value x, double slope) {
  Value scaled = e.mul(x, e.splat(slope, x.getType()));
  Value isNegative = arith::CmpFOp::create(e, arith::CmpFPredicate::OLT, x,
                                           e.splat(0.0, x.getType()));
  return e.select(isNegative, scaled, x);
}

Values AttentionScores::load(Emitter &e, Value matrix, Value row) const {
  return llvm::map_to_vector(heads.pieces(e), [&](const Piece &piece) {
    return e.loadVector(matrix, {row, piece.offset}, piece.lanes);
  });
}

Values AttentionScores::ofSource(Emitter &e, Value node) const {
  return load(e, source, node);
}

Values AttentionScores::ofTarget(Emitter &e, Value row) const {
  return load(e, target, row);
}

void AttentionScores::storeSource(Emitter &e, Value node, Value memory,
                                  Value offset) const {
  for (auto [piece, terms] : llvm::zip(heads.pieces(e), ofSource(e, node)))
    e.store(terms, memory, e.plus(offset, piece.offset));
}

Value AttentionScores::combine(Emitter &e, Value ofSource,
                               Value ofTarget) const {
  return leakyRelu(e, e.add(ofSource, ofTarget), negativeSlope);
}
