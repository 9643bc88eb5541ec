//===- ReorderAggregation.cpp - A(XW) or (AX)W ----------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Transforms/Passes.h"

#include "mlir/IR/Remarks.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "llvm/ADT/StringSwitch.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_REORDERAGGREGATION
#include "include/gnn-opt/Transforms/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

static constexpr remark::RemarkOpts remarkOptions =
    remark::RemarkOpts::name("ReorderAggregation")
        .category("gnn-reorder-aggregation");

/// A forced order stays with the model: the pipelines run the pass again.
static constexpr StringLiteral orderAttr = "gnn.aggregation_order";

namespace {
/// Which of the two forms is wanted.
enum class Order { Auto, MultiplyFirst, AggregateFirst };

/// y = scale_rows(x w^T, c), on its way into an aggregate; c may be absent.
struct ScaledProduct {
  LinearOp linear;
  ScaleRowsOp scale;

  static ScaledProduct of(Value x) {
    auto scale = x.getDefiningOp<ScaleRowsOp>();
    return {(scale ? scale.getX() : x).getDefiningOp<LinearOp>(), scale};
  }
  bool isReadOnce() {
    return linear->hasOneUse() && (!scale || scale->hasOneUse());
  }
};
} // namespace

static std::optional<Order> parseOrder(StringRef name) {
  return llvm::StringSwitch<std::optional<Order>>(name)
      .Case("auto", Order::Auto)
      .Case("multiply-first", Order::MultiplyFirst)
      .Case("aggregate-first", Order::AggregateFirst)
      .Default(std::nullopt);
}

static bool isLinearReduction(ReductionKind kind) {
  return kind == ReductionKind::sum || kind == ReductionKind::mean;
}

/// Sparse features that `x` writes out densely, or null.
static Value sparseSource(Value x) {
  auto toDense = x.getDefiningOp<ToDenseOp>();
  return toDense && isSparse(toDense.getX().getType()) ? toDense.getX()
                                                       : Value();
}

/// Why no product can change places with the aggregate, or null.
static const char *whyFixed(AggregateOp aggregate) {
  if (aggregate.getWeights())
    return "the aggregate has edge weights";
  if (!isLinearReduction(aggregate.getReduction()))
    return "the aggregate is neither sum nor mean";
  return nullptr;
}

/// Why `linear` of `aggregate` stays as it is, or null where the product goes
/// first.
static const char *whyNot(LinearOp linear, AggregateOp aggregate, Order order) {
  if (const char *reason = whyFixed(aggregate))
    return reason;
  if (!aggregate->hasOneUse())
    return "the aggregate has another reader";
  if (order == Order::AggregateFirst)
    return "order=aggregate-first was asked for";
  if (sparseSource(aggregate.getX()) || order == Order::MultiplyFirst)
    return nullptr;
  if (getChannels(linear.getResult()) >= getChannels(aggregate.getX()))
    return "the product is no narrower than the features";
  return nullptr;
}

/// Why `aggregate` of a product stays as it is, or null where it goes first.
static const char *whyNot(AggregateOp aggregate, ScaledProduct product,
                          Order order) {
  if (const char *reason = whyFixed(aggregate))
    return reason;
  if (!product.isReadOnce())
    return "the product has another reader";
  if (product.linear.getBias())
    return "the product has a bias";
  if (isSparse(product.linear.getX().getType()))
    return "the product reads sparse features";
  if (order == Order::MultiplyFirst)
    return "order=multiply-first was asked for";
  if (order == Order::AggregateFirst)
    return nullptr;
  if (getChannels(product.linear.getX()) >= getChannels(aggregate.getX()))
    return "the features are no narrower than the product";
  return nullptr;
}

static void reportReordered(Operation *op, Value now, Value before) {
  remark::passed(op->getLoc(), remarkOptions)
      << remark::add("aggregates {0} instead of {1} channels", getChannels(now),
                     getChannels(before));
}

namespace {
/// linear(aggregate(g, x), w, b) -> bias_add(aggregate(g, linear(x, w)), b).
/// Sum and mean are linear; a row without edges is zero on both sides.
struct MultiplyFirst : OpRewritePattern<LinearOp> {
  MultiplyFirst(MLIRContext *context, Order order, Pass::Statistic &count)
      : OpRewritePattern(context), order(order), count(count) {}

  LogicalResult matchAndRewrite(LinearOp op,
                                PatternRewriter &rewriter) const override {
    auto aggregate = op.getX().getDefiningOp<AggregateOp>();
    if (!aggregate)
      return rewriter.notifyMatchFailure(op, "reads no aggregate");
    if (const char *reason = whyNot(op, aggregate, order))
      return rewriter.notifyMatchFailure(op, reason);
    reportReordered(op, op.getResult(), aggregate.getX());
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

  Order order;
  Pass::Statistic &count;
};

/// aggregate(g, scale_rows(linear(x, w), c)) ->
/// linear(aggregate(g, scale_rows(x, c)), w).
struct AggregateFirst : OpRewritePattern<AggregateOp> {
  AggregateFirst(MLIRContext *context, Order order, Pass::Statistic &count)
      : OpRewritePattern(context), order(order), count(count) {}

  LogicalResult matchAndRewrite(AggregateOp op,
                                PatternRewriter &rewriter) const override {
    ScaledProduct product = ScaledProduct::of(op.getX());
    if (!product.linear)
      return rewriter.notifyMatchFailure(op, "reads no product");
    if (const char *reason = whyNot(op, product, order))
      return rewriter.notifyMatchFailure(op, reason);
    Value x = product.linear.getX();
    reportReordered(op, x, op.getX());
    if (product.scale)
      x = ScaleRowsOp::create(rewriter, product.scale.getLoc(), x,
                              product.scale.getScale());
    Value y = AggregateOp::create(rewriter, op.getLoc(), op.getReduction(),
                                  op.getGraph(), x, Value());
    rewriter.replaceOpWithNewOp<LinearOp>(op, y, product.linear.getWeight(),
                                          Value());
    ++count;
    return success();
  }

private:
  Order order;
  Pass::Statistic &count;
};

struct ReorderAggregation
    : gnn::impl::ReorderAggregationBase<ReorderAggregation> {
  using ReorderAggregationBase::ReorderAggregationBase;

  void runOnOperation() override {
    FailureOr<Order> chosen = chooseOrder();
    if (failed(chosen))
      return signalPassFailure();
    RewritePatternSet patterns(&getContext());
    patterns.add<MultiplyFirst, AggregateFirst>(&getContext(), *chosen,
                                                numReordered);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      return signalPassFailure();
    getOperation()->walk([&](Operation *op) { reportMissed(op, *chosen); });
  }

  /// The order asked for, now or in an earlier run.
  FailureOr<Order> chooseOrder() {
    std::optional<Order> asked = parseOrder(order);
    if (!asked)
      return getOperation()->emitError(
                 "expects order to be auto, multiply-first or aggregate-first "
                 "but got ")
             << order;
    if (*asked != Order::Auto)
      getOperation()->setAttr(orderAttr, StringAttr::get(&getContext(), order));
    auto kept = getOperation()->getAttrOfType<StringAttr>(orderAttr);
    return kept ? parseOrder(kept.getValue()).value_or(Order::Auto) : *asked;
  }

  static void reportMissed(Operation *op, Order order) {
    const char *reason = nullptr;
    if (auto linear = dyn_cast<LinearOp>(op)) {
      if (auto aggregate = linear.getX().getDefiningOp<AggregateOp>())
        reason = whyNot(linear, aggregate, order);
    } else if (auto aggregate = dyn_cast<AggregateOp>(op)) {
      ScaledProduct product = ScaledProduct::of(aggregate.getX());
      reason = product.linear ? whyNot(aggregate, product, order) : nullptr;
    }
    if (reason)
      remark::missed(op->getLoc(), remarkOptions)
          << remark::reason("{0}", reason);
  }
};
} // namespace
