//===- InlineSelfLoops.cpp - Self loops without a second graph ------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In C++ because a graph's readers must all be rewritten, or none: one that
// keeps the second graph would leave its cost, and add the loops of the rest.
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Transforms/Passes.h"

#include "gnn-opt/Dialect/GNN/GNN.h"

#include "mlir/IR/Remarks.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "llvm/ADT/TypeSwitch.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_INLINESELFLOOPS
#include "include/gnn-opt/Transforms/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

static constexpr remark::RemarkOpts remarkOptions =
    remark::RemarkOpts::name("InlineSelfLoops")
        .category("gnn-inline-self-loops");

//===----------------------------------------------------------------------===//
// Which readers can
//===----------------------------------------------------------------------===//

/// 1 / (d + m) has no op, and a maximum over a row without edges is 0, not the
/// node's own features.
static const char *whyNot(AggregateOp op) {
  if (op.getWeights())
    return "an aggregate has weights of edges, which the loops have, too";
  if (op.getReduction() != ReductionKind::sum)
    return "an aggregate is no sum";
  return nullptr;
}

static const char *whyNotTwice(Value missing) {
  return missing ? "loops are missing from a graph that has them" : nullptr;
}

/// Why the reader of a graph with self loops needs it, or null.
static const char *whyNot(Operation *reader) {
  return TypeSwitch<Operation *, const char *>(reader)
      .Case([](AggregateOp op) { return whyNot(op); })
      .Case<GCNNormOp, AttentionOp>(
          [](auto op) { return whyNotTwice(op.getMissing()); })
      .Default("an op reads more than sums over its rows");
}

static const char *whyNot(AddSelfLoopsOp op) {
  if (op->use_empty())
    return "nobody reads the graph";
  for (Operation *reader : op->getUsers())
    if (const char *reason = whyNot(reader))
      return reason;
  return nullptr;
}

//===----------------------------------------------------------------------===//
// What they become
//===----------------------------------------------------------------------===//

namespace {
/// A graph, and how many loops each of its nodes lacks.
struct LoopsApart {
  Value graph, missing;
};
} // namespace

/// sum over A' of x = sum over A of x + m x.
static Value rewrite(RewriterBase &rewriter, AggregateOp op, LoopsApart loops) {
  Value sum = AggregateOp::create(rewriter, op.getLoc(), op.getReduction(),
                                  loops.graph, op.getX(), Value());
  return AddScaledRowsOp::create(rewriter, op.getLoc(), sum, op.getX(),
                                 loops.missing);
}

static Value rewrite(RewriterBase &rewriter, GCNNormOp op, LoopsApart loops) {
  return GCNNormOp::create(rewriter, op.getLoc(), loops.graph, loops.missing);
}

static Value rewrite(RewriterBase &rewriter, AttentionOp op, LoopsApart loops) {
  return AttentionOp::create(rewriter, op.getLoc(), loops.graph, op.getX(),
                             op.getSource(), op.getTarget(), loops.missing,
                             op.getNegativeSlopeAttr());
}

namespace {
/// Readers of add_self_loops(g) -> readers of g and of missing_self_loops(g).
struct InlineLoops : OpRewritePattern<AddSelfLoopsOp> {
  InlineLoops(MLIRContext *context, Pass::Statistic &count)
      : OpRewritePattern(context), count(count) {}

  LogicalResult matchAndRewrite(AddSelfLoopsOp op,
                                PatternRewriter &rewriter) const override {
    if (const char *reason = whyNot(op))
      return rewriter.notifyMatchFailure(op, reason);
    LoopsApart loops = {
        op.getGraph(),
        MissingSelfLoopsOp::create(rewriter, op.getLoc(), op.getGraph())};
    auto readers = llvm::to_vector(op->getUsers());
    remark::passed(op.getLoc(), remarkOptions) << remark::add(
        "{0} ops count self loops beside the graph", readers.size());
    for (Operation *reader : readers)
      replace(rewriter, reader, loops);
    rewriter.eraseOp(op);
    ++count;
    return success();
  }

private:
  static void replace(PatternRewriter &rewriter, Operation *reader,
                      LoopsApart loops) {
    rewriter.setInsertionPoint(reader);
    TypeSwitch<Operation *>(reader).Case<AggregateOp, GCNNormOp, AttentionOp>(
        [&](auto op) { rewriter.replaceOp(op, rewrite(rewriter, op, loops)); });
  }

  Pass::Statistic &count;
};

struct InlineSelfLoops : gnn::impl::InlineSelfLoopsBase<InlineSelfLoops> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<InlineLoops>(&getContext(), numInlined);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      return signalPassFailure();
    getOperation()->walk([](AddSelfLoopsOp op) {
      if (const char *reason = whyNot(op))
        remark::missed(op.getLoc(), remarkOptions)
            << remark::reason("{0}", reason);
    });
  }
};
} // namespace
