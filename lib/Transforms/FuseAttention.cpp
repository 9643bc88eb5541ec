//===- FuseAttention.cpp - Attention without stored edge values -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In C++ because DRR looks at the definition of an optional operand without
// asking whether it is there, and an aggregate need not have weights.
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Transforms/Passes.h"

#include "mlir/IR/Remarks.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_FUSEATTENTION
#include "include/gnn-opt/Transforms/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

static constexpr remark::RemarkOpts remarkOptions =
    remark::RemarkOpts::name("FuseAttention").category("gnn-fuse-attention");

namespace {
/// The ops that compute a weighted sum's attention, and why they may not be
/// fused, or nothing.
struct AttentionChain {
  EdgeSoftmaxOp softmax;
  LeakyReluOp leaky;
  EdgeAddOp scores;
  const char *whyNot = nullptr;
};
} // namespace

/// The chain above the weights of `op`, which has some.
static AttentionChain findChain(AggregateOp op) {
  AttentionChain chain;
  auto because = [&](const char *reason) {
    chain.whyNot = reason;
    return chain;
  };
  chain.softmax = op.getWeights().getDefiningOp<EdgeSoftmaxOp>();
  if (!chain.softmax)
    return because("the weights are not a softmax over edges");
  chain.leaky = chain.softmax.getX().getDefiningOp<LeakyReluOp>();
  if (!chain.leaky)
    return because("the softmax is not over a leaky ReLU");
  chain.scores = chain.leaky.getX().getDefiningOp<EdgeAddOp>();
  if (!chain.scores)
    return because("the scores are not source plus target");
  if (op.getReduction() != ReductionKind::sum)
    return because("the weighted messages are not summed");
  if (chain.softmax.getGraph() != op.getGraph() ||
      chain.scores.getGraph() != op.getGraph())
    return because("the chain is not on one graph");
  for (Operation *edgeValue :
       {chain.softmax.getOperation(), chain.leaky.getOperation(),
        chain.scores.getOperation()})
    if (!edgeValue->hasOneUse())
      return because("an edge value has another reader");
  return chain;
}

namespace {
/// aggregate sum(g, x, edge_softmax(g, leaky_relu(edge_add(g, s, t))))
///   -> attention(g, x, s, t): its definition.
struct FuseChain : OpRewritePattern<AggregateOp> {
  FuseChain(MLIRContext *context, Pass::Statistic &count)
      : OpRewritePattern(context), count(count) {}

  LogicalResult matchAndRewrite(AggregateOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.getWeights())
      return rewriter.notifyMatchFailure(op, "has no edge weights");
    AttentionChain chain = findChain(op);
    if (chain.whyNot)
      return rewriter.notifyMatchFailure(op, chain.whyNot);
    remark::passed(op.getLoc(), remarkOptions) << remark::add(
        "fused attention of {0} heads", getChannels(op.getWeights()));
    rewriter.replaceOpWithNewOp<AttentionOp>(
        op, op.getGraph(), op.getX(), chain.scores.getSource(),
        chain.scores.getTarget(), /*missing=*/Value(),
        chain.leaky.getNegativeSlopeAttr());
    ++count;
    return success();
  }

  Pass::Statistic &count;
};

struct FuseAttention : gnn::impl::FuseAttentionBase<FuseAttention> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<FuseChain>(&getContext(), numFused);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      return signalPassFailure();
    getOperation()->walk([](AggregateOp op) {
      if (!op.getWeights())
        return;
      if (const char *reason = findChain(op).whyNot)
        remark::missed(op.getLoc(), remarkOptions)
            << remark::reason("{0}", reason);
    });
  }
};
} // namespace
