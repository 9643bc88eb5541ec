//===- DecomposeLayers.cpp - The published layers as core ops -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each pattern is the formula of dialects/GNN/GNNLayers.td, op by op.
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Transforms/Passes.h"

#include "mlir/IR/Remarks.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_DECOMPOSELAYERS
#include "include/gnn-opt/Transforms/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

/// Ops that gather rows need them dense.
static Value dense(OpBuilder &builder, Location loc, Value x) {
  return isSparse(x.getType()) ? ToDenseOp::create(builder, loc, x) : x;
}

static Value withBias(OpBuilder &builder, Location loc, Value x, Value bias) {
  return bias ? BiasAddOp::create(builder, loc, x, bias) : x;
}

static Value withSelfLoops(OpBuilder &builder, Location loc, Value graph,
                           bool wanted) {
  return wanted ? AddSelfLoopsOp::create(builder, loc, graph) : graph;
}

static Value sum(OpBuilder &builder, Location loc, Value graph, Value x,
                 Value weights = {}) {
  return AggregateOp::create(builder, loc, ReductionKind::sum, graph, x,
                             weights);
}

/// N (A (N x)), N the inverse square roots of the in-degrees.
static Value normalizedSum(OpBuilder &builder, Location loc, Value graph,
                           Value x) {
  Value norm = GCNNormOp::create(builder, loc, graph);
  Value source = ScaleRowsOp::create(builder, loc, x, norm);
  return ScaleRowsOp::create(builder, loc, sum(builder, loc, graph, source),
                             norm);
}

/// y = A' (x w^T) + b.
static Value decompose(OpBuilder &builder, GCNConvOp op) {
  Location loc = op.getLoc();
  Value graph =
      withSelfLoops(builder, loc, op.getGraph(), op.getAddSelfLoops());
  Value z = LinearOp::create(builder, loc, op.getX(), op.getWeight(), Value());
  Value y = op.getNormalize() ? normalizedSum(builder, loc, graph, z)
                              : sum(builder, loc, graph, z);
  return withBias(builder, loc, y, op.getBias());
}

/// y = aggr(x) w^T + b + x r^T, divided by its row norm where asked.
static Value decompose(OpBuilder &builder, SAGEConvOp op) {
  Location loc = op.getLoc();
  Value neighbours =
      AggregateOp::create(builder, loc, op.getAggr(), op.getGraph(),
                          dense(builder, loc, op.getX()), Value());
  Value y =
      LinearOp::create(builder, loc, neighbours, op.getWeight(), op.getBias());
  if (op.getRoot()) {
    Value self =
        LinearOp::create(builder, loc, op.getX(), op.getRoot(), Value());
    y = AddOp::create(builder, loc, y, self);
  }
  return op.getNormalize() ? L2NormalizeOp::create(builder, loc, y) : y;
}

/// p = softmax over rows of leaky_relu(<att_src, z[j]> + <att_dst, z[i]>).
static Value attentionWeights(OpBuilder &builder, GATConvOp op, Value graph,
                              Value z) {
  Location loc = op.getLoc();
  Value source = HeadDotOp::create(builder, loc, z, op.getAttSrc());
  Value target = HeadDotOp::create(builder, loc, z, op.getAttDst());
  Value scores = EdgeAddOp::create(builder, loc, graph, source, target);
  Value leaky =
      LeakyReluOp::create(builder, loc, scores, op.getNegativeSlopeAttr());
  return EdgeSoftmaxOp::create(builder, loc, graph, leaky);
}

/// y[i] = sum of p * z[j], heads side by side or averaged, + b.
static Value decompose(OpBuilder &builder, GATConvOp op) {
  Location loc = op.getLoc();
  Value graph =
      withSelfLoops(builder, loc, op.getGraph(), op.getAddSelfLoops());
  Value z = LinearOp::create(builder, loc, op.getX(), op.getWeight(), Value());
  Value y =
      sum(builder, loc, graph, z, attentionWeights(builder, op, graph, z));
  if (!op.getConcat() && op.getHeads() > 1)
    y = HeadMeanOp::create(builder, loc, y, op.getHeads());
  return withBias(builder, loc, y, op.getBias());
}

/// y[i] = sum of x[j] + (1 + eps) x[i].
static Value decompose(OpBuilder &builder, GINConvOp op) {
  Location loc = op.getLoc();
  Value x = dense(builder, loc, op.getX());
  return AddScaledOp::create(builder, loc, sum(builder, loc, op.getGraph(), x),
                             x, op.getEps());
}

namespace {
/// A layer op -> the core ops of its formula.
template <typename LayerOp> struct DecomposeLayer : OpRewritePattern<LayerOp> {
  DecomposeLayer(MLIRContext *context, Pass::Statistic &count)
      : OpRewritePattern<LayerOp>(context), count(count) {}

  LogicalResult matchAndRewrite(LayerOp op,
                                PatternRewriter &rewriter) const override {
    remark::passed(op.getLoc(), remark::RemarkOpts::name("DecomposeLayers")
                                    .category("gnn-decompose-layers"))
        << remark::add("decomposed {0}", op->getName().getStringRef());
    rewriter.replaceOp(op, decompose(rewriter, op));
    ++count;
    return success();
  }

  Pass::Statistic &count;
};

struct DecomposeLayers : gnn::impl::DecomposeLayersBase<DecomposeLayers> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<DecomposeLayer<GCNConvOp>, DecomposeLayer<SAGEConvOp>,
                 DecomposeLayer<GATConvOp>, DecomposeLayer<GINConvOp>>(
        &getContext(), numDecomposed);
    walkAndApplyPatterns(getOperation(), std::move(patterns));
  }
};
} // namespace
