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

Values AdditiveScores::startRow(Emitter &e, Value row) const {
  return llvm::map_to_vector(heads.pieces(e), [&](const Piece &piece) {
    return e.loadVector(target, {row, piece.offset}, piece.lanes);
  });
}

void AdditiveScores::store(Emitter &e, ValueRange shared, Value node,
                           Value scores, Value offset) const {
  for (auto [piece, ofRow] : llvm::zip(heads.pieces(e), shared)) {
    Value ofNode = e.loadVector(source, {node, piece.offset}, piece.lanes);
    Value score = leakyRelu(e, e.add(ofNode, ofRow), negativeSlope);
    e.store(score, scores, e.plus(offset, piece.offset));
  }
}
