//===- ReorderAggregation.cpp - Multiply before aggregating ---------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Transforms/Passes.h"

#include "mlir/IR/Remarks.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_REORDERAGGREGATION
#include "include/gnn-opt/Transforms/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

static constexpr remark::RemarkOpts remarkOptions =
    remark::RemarkOpts::name("ReorderAggregation")
        .category("gnn-reorder-aggregation");

static bool isLinearReduction(ReductionKind kind) {
  return kind == ReductionKind::sum || kind == ReductionKind::mean;
}

/// Sparse features that `x` writes out densely, or null.
static Value sparseSource(Value x) {
  auto toDense = x.getDefiningOp<ToDenseOp>();
  return toDense && isSparse(toDense.getX().getType()) ? toDense.getX()
                                                       : Value();
}

/// Why `linear` of `aggregate` stays as it is, or null where the product goes
/// first.
static const char *whyNot(LinearOp linear, AggregateOp aggregate) {
  if (aggregate.getWeights())
    return "the aggregate has edge weights";
  if (!isLinearReduction(aggregate.getReduction()))
    return "the aggregate is neither sum nor mean";
  if (!aggregate->hasOneUse())
    return "the aggregate has another reader";
  if (sparseSource(aggregate.getX()))
    return nullptr;
  if (getChannels(linear.getResult()) >= getChannels(aggregate.getX()))
    return "the product is no narrower than the features";
  return nullptr;
}

namespace {
/// linear(aggregate(g, x), w, b) -> bias_add(aggregate(g, linear(x, w)), b).
/// Sum and mean are linear; a row without edges is zero on both sides.
struct MultiplyFirst : OpRewritePattern<LinearOp> {
  MultiplyFirst(MLIRContext *context, Pass::Statistic &count)
      : OpRewritePattern(context), count(count) {}

  LogicalResult matchAndRewrite(LinearOp op,
                                PatternRewriter &rewriter) const override {
    auto aggregate = op.getX().getDefiningOp<AggregateOp>();
    if (!aggregate)
      return rewriter.notifyMatchFailure(op, "reads no aggregate");
    if (const char *reason = whyNot(op, aggregate))
      return rewriter.notifyMatchFailure(op, reason);
    remark::passed(op.getLoc(), remarkOptions) << remark::add(
        "aggregates {0} instead of {1} channels", getChannels(op.getResult()),
        getChannels(aggregate.getX()));
    rewriter.replaceOp(op, multiplyFirst(op, aggregate, rewriter));
    ++count;
    return success();
  }

private:
  static Value multiplyFirst(LinearOp op, AggregateOp aggregate,
                             PatternRewriter &rewriter) {
    Value sparse = sparseSource(aggregate.getX());
    Value z = LinearOp::create(rewriter, op.getLoc(),
                               sparse ? sparse : aggregate.getX(),
                               op.getWeight(), Value());
    Value y = AggregateOp::create(rewriter, aggregate.getLoc(),
                                  aggregate.getReduction(),
                                  aggregate.getGraph(), z, Value());
    return op.getBias()
               ? BiasAddOp::create(rewriter, op.getLoc(), y, op.getBias())
               : y;
  }

  Pass::Statistic &count;
};

struct ReorderAggregation
    : gnn::impl::ReorderAggregationBase<ReorderAggregation> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<MultiplyFirst>(&getContext(), numReordered);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      return signalPassFailure();
    getOperation()->walk([](LinearOp op) {
      auto aggregate = op.getX().getDefiningOp<AggregateOp>();
      if (!aggregate)
        return;
      if (const char *reason = whyNot(op, aggregate))
        remark::missed(op.getLoc(), remarkOptions)
            << remark::reason("{0}", reason);
    });
  }
};
} // namespace
