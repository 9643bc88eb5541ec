//===- Canonicalization.cpp - Rewrites that every user wants --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What needs parameter values (batch-norm folding, linear of linear) is the
// pass gnn-fold-parameters: a canonicalization must not add module symbols.
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Dialect/GNN/GNN.h"

#include "mlir/IR/PatternMatch.h"

using namespace mlir;
using namespace mlir::gnn;

#include "dialects/GNN/GNNCanonicalization.cpp.inc"

namespace {
/// linear(to_dense(x), w, b) -> linear(x, w, b): a linear layer reads sparse
/// features as they are.
struct LinearOfToDense : OpRewritePattern<LinearOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(LinearOp op,
                                PatternRewriter &rewriter) const override {
    auto dense = op.getX().getDefiningOp<ToDenseOp>();
    if (!dense)
      return rewriter.notifyMatchFailure(op, "input is not made dense");
    rewriter.modifyOpInPlace(op,
                             [&] { op.getXMutable().assign(dense.getX()); });
    return success();
  }
};

/// bias_add(linear(x, w), b) -> linear(x, w, b) where nobody else reads the
/// product.
struct BiasIntoLinear : OpRewritePattern<BiasAddOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(BiasAddOp op,
                                PatternRewriter &rewriter) const override {
    auto linear = op.getX().getDefiningOp<LinearOp>();
    if (!linear || linear.getBias())
      return rewriter.notifyMatchFailure(op, "no linear layer without a bias");
    if (!linear->hasOneUse())
      return rewriter.notifyMatchFailure(op, "the product has another reader");
    rewriter.replaceOpWithNewOp<LinearOp>(op, linear.getX(), linear.getWeight(),
                                          op.getBias());
    return success();
  }
};
} // namespace

void LinearOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                           MLIRContext *context) {
  patterns.add<LinearOfToDense>(context);
}

void BiasAddOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                            MLIRContext *context) {
  patterns.add<BiasIntoLinear>(context);
}

void ReluOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                         MLIRContext *context) {
  patterns.add<ReluOfSigmoid>(context);
}

void LeakyReluOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                              MLIRContext *context) {
  patterns.add<LeakyReluOfRelu>(context);
}

void EluOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                        MLIRContext *context) {
  patterns.add<EluOfRelu>(context);
}
