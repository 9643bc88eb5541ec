//===- Biases.cpp - Biases that are added one after the other -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Operands.h"
#include "Patterns.h"

#include "gnn-opt/Dialect/GNN/Parameters.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::fold;

/// The op before `value` that can take a bias in, or null. Prefers one that has
/// a bias, so that none is added.
static Operation *findBiasHolder(Value value) {
  Operation *op = value.getDefiningOp();
  if (!op || !value.hasOneUse())
    return nullptr;
  if (isa<LinearOp, BiasAddOp>(op))
    return op;
  auto add = dyn_cast<AddOp>(op);
  if (!add)
    return nullptr;
  Operation *left = findBiasHolder(add.getX());
  Operation *right = findBiasHolder(add.getY());
  auto rightLinear = dyn_cast_or_null<LinearOp>(right);
  bool rightHasBias = right && (!rightLinear || rightLinear.getBias());
  return rightHasBias || !left ? right : left;
}

/// The operand of `holder` that is its bias, or null for a linear without one.
static OpOperand *getBiasOperand(Operation *holder) {
  if (auto bias = dyn_cast<BiasAddOp>(holder))
    return &bias.getBiasMutable();
  auto linear = cast<LinearOp>(holder);
  return linear.getBias() ? &linear.getBiasMutable()[0] : nullptr;
}

namespace {
/// bias_add(linear(x, w, b1), b2) -> linear(x, w, b1 + b2), also through a sum
/// of several such.
struct MergeBiases : OpRewritePattern<BiasAddOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(BiasAddOp op,
                                PatternRewriter &rewriter) const override {
    Operation *holder = findBiasHolder(op.getX());
    if (!holder)
      return rewriter.notifyMatchFailure(op, "no bias can be merged with it");
    if (const char *reason = whyNotConstant(op.getBias()))
      return rewriter.notifyMatchFailure(op, reason);
    OpOperand *bias = getBiasOperand(holder);
    if (!bias)
      addBias(cast<LinearOp>(holder), getParameter(op.getBias()), rewriter);
    else if (failed(mergeInto(*bias, op, rewriter)))
      return failure();
    rewriter.replaceOp(op, op.getX());
    return success();
  }

private:
  static void addBias(LinearOp linear, ml_program::GlobalOp parameter,
                      PatternRewriter &rewriter) {
    rewriter.setInsertionPoint(linear);
    Value load = createParameterLoad(rewriter, linear.getLoc(), parameter);
    rewriter.modifyOpInPlace(linear,
                             [&] { linear.getBiasMutable().assign(load); });
  }

  static LogicalResult mergeInto(OpOperand &bias, BiasAddOp op,
                                 PatternRewriter &rewriter) {
    if (const char *reason = whyNotConstant(bias.get()))
      return rewriter.notifyMatchFailure(op, reason);
    std::vector<double> sum = readValues(bias.get());
    for (auto [total, value] : llvm::zip_equal(sum, readValues(op.getBias())))
      total += value;
    if (!fitsFloat(sum))
      return rewriter.notifyMatchFailure(op, "a sum is not finite");
    writeValues(rewriter, bias, sum);
    return success();
  }
};
} // namespace

void fold::populateBiasPatterns(RewritePatternSet &patterns) {
  patterns.add<MergeBiases>(patterns.getContext());
}
