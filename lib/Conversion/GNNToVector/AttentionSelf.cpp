//===- AttentionSelf.cpp - Nodes that are their own neighbours ------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Self loops that the graph lacks: a row begins with its own node where others
// begin with nothing. A node that lacks none adds nothing, not even a product
// with 0, which is no number where its features are infinite.
//
//===----------------------------------------------------------------------===//

#include "AttentionReduction.h"

#include "mlir/Dialect/Math/IR/Math.h"

#include <limits>

using namespace mlir;
using namespace mlir::gnn;

static constexpr double infinity = std::numeric_limits<double>::infinity();

static Value isNotZero(Emitter &e, Value count) {
  return arith::CmpFOp::create(e, arith::CmpFPredicate::UNE, count,
                               e.splat(0.0, count.getType()));
}

Value AttentionReduction::countSelf(Emitter &e, Value row) const {
  return in.missing ? e.load(in.missing, row) : Value();
}

AttentionReduction::Self AttentionReduction::getSelf(Emitter &e, Value row,
                                                     Value count) const {
  Values none = lanes.splat(e, -infinity);
  if (!count)
    return {nullptr, nullptr, none};
  Self self{count, isNotZero(e, count), {}};
  Values ofSource = lanes.repeat(e, scores.ofSource(e, row));
  Values ofTarget = lanes.repeat(e, scores.ofTarget(e, row));
  for (auto [a, b, nothing] : llvm::zip_equal(ofSource, ofTarget, none))
    self.scores.push_back(
        e.select(self.exists, scores.combine(e, a, b), nothing));
  return self;
}

/// count * exp(score - maximum).
Values AttentionReduction::weigh(Emitter &e, const Self &self,
                                 ValueRange maxima) const {
  Values weights = lanes.splat(e, 0.0);
  if (!self.count)
    return weights;
  for (auto [weight, score, maximum] :
       llvm::zip_equal(weights, self.scores, maxima)) {
    Value power = math::ExpOp::create(e, e.sub(score, maximum));
    Value times = e.mul(power, lanes.broadcast(e, self.count));
    weight = e.select(self.exists, times, weight);
  }
  return weights;
}

/// weight * x, for each piece.
Values AttentionReduction::startBlock(Emitter &e, Value row, Value count,
                                      ValueRange weights, Block block) const {
  Values start(block.size(), e.zeros(block.front().channels.lanes));
  if (!count)
    return start;
  Value exists = isNotZero(e, count);
  for (auto [piece, sum] : llvm::zip(block, start)) {
    Value weight = lanes.spread(e, weights, piece);
    Value x =
        e.loadVector(in.x, {row, piece.channels.offset}, piece.channels.lanes);
    sum = e.select(exists, e.mul(weight, x), sum);
  }
  return start;
}
