//===- LayerNorm.cpp - Normalisation of nodes and of graphs ---------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LayerNormRows.h"
#include "RowLoops.h"

#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace mlir::gnn;

/// Every row by its own statistics.
static void normalizeNodes(const LayerNormRows &norm) {
  Emitter &e = norm.emitter();
  Type f32 = e.getF32Type();
  Value count = e.splat(norm.channels(), f32);
  Value one = e.splat(1.0, f32);
  forEachRow(e, norm.rows(), [&](Value row) {
    Value mean = e.div(norm.sumOfRow(row), count);
    Value variance = e.div(norm.squaresOfRow(row, mean), count);
    Value deviation =
        math::SqrtOp::create(e, e.add(variance, norm.epsilon(f32)));
    norm.writeRow(row, {mean, e.div(one, deviation)});
  });
}

namespace {
/// Rows by the statistics of their graph. Sums of rows are f32, and summed up
/// in row order in f64: graphs may have many elements, and the order must not
/// depend on threads.
class GraphNorm {
public:
  GraphNorm(const LayerNormRows &norm, Value rowSums)
      : norm(norm), e(norm.emitter()), rowSums(rowSums) {}

  Value sumUp(Segment nodes) const;
  /// The mean of all elements, given what their rows sum up to.
  Value meanOf(Segment nodes, Value sum) const;
  /// deviation = sqrt(v) + epsilon or sqrt(v + epsilon): PyG's two branches.
  RowTransform transformOf(Value mean, Value variance,
                           bool epsilonOutside) const;

private:
  Value narrow(Value wide) const {
    return arith::TruncFOp::create(e, e.getF32Type(), wide);
  }

  const LayerNormRows &norm;
  Emitter &e;
  Value rowSums;
};
} // namespace

Value GraphNorm::sumUp(Segment nodes) const {
  Type f64 = e.getF64Type();
  return e
      .loop(nodes.begin, nodes.end, e.splat(0.0, f64),
            [&](Value row, ValueRange total) {
              Value sum = arith::ExtFOp::create(e, f64, e.load(rowSums, row));
              return Values{e.add(total[0], sum)};
            })
      .front();
}

Value GraphNorm::meanOf(Segment nodes, Value sum) const {
  Value rows = e.minus(nodes.end, nodes.begin);
  Value elements = e.times(rows, norm.channels());
  Value count = arith::SIToFPOp::create(
      e, e.getF64Type(),
      arith::IndexCastOp::create(e, e.getI64Type(), elements));
  return narrow(e.div(sum, count));
}

RowTransform GraphNorm::transformOf(Value mean, Value variance,
                                    bool epsilonOutside) const {
  Type f32 = e.getF32Type();
  Value epsilon = norm.epsilon(f32);
  Value deviation =
      epsilonOutside ? e.add(math::SqrtOp::create(e, variance), epsilon)
                     : Value(math::SqrtOp::create(e, e.add(variance, epsilon)));
  return {mean, e.div(e.splat(1.0, f32), deviation)};
}

/// One graph: the rows in parallel, three times.
static void normalizeWholeGraph(const LayerNormRows &norm) {
  Emitter &e = norm.emitter();
  Value rowSums = e.allocate(e.getF32Type(), norm.rows());
  GraphNorm graph(norm, rowSums);
  Segment nodes = {e.index(0), norm.rows()};
  forEachRow(e, norm.rows(),
             [&](Value row) { e.store(norm.sumOfRow(row), rowSums, row); });
  Value mean = graph.meanOf(nodes, graph.sumUp(nodes));
  forEachRow(e, norm.rows(), [&](Value row) {
    e.store(norm.squaresOfRow(row, mean), rowSums, row);
  });
  Value variance = graph.meanOf(nodes, graph.sumUp(nodes));
  RowTransform transform =
      graph.transformOf(mean, variance, /*epsilonOutside=*/true);
  forEachRow(e, norm.rows(), [&](Value row) { norm.writeRow(row, transform); });
}

/// A batch: the graphs in parallel, the rows of one in order.
static void normalizeBatch(const LayerNormRows &norm, Value ptr) {
  Emitter &e = norm.emitter();
  Value rowSums = e.allocate(e.getF32Type(), norm.rows());
  GraphNorm graph(norm, rowSums);
  forEachRow(e, rowsOf(e, ptr), [&](Value segment) {
    Segment nodes = segmentOf(e, ptr, segment);
    e.loop(nodes.begin, nodes.end,
           [&](Value row) { e.store(norm.sumOfRow(row), rowSums, row); });
    Value mean = graph.meanOf(nodes, graph.sumUp(nodes));
    e.loop(nodes.begin, nodes.end, [&](Value row) {
      e.store(norm.squaresOfRow(row, mean), rowSums, row);
    });
    Value variance = graph.meanOf(nodes, graph.sumUp(nodes));
    RowTransform transform =
        graph.transformOf(mean, variance, /*epsilonOutside=*/false);
    e.loop(nodes.begin, nodes.end,
           [&](Value row) { norm.writeRow(row, transform); });
  });
}

namespace {
struct LayerNormLowering : GNNLowering<LayerNormOp> {
  using GNNLowering::GNNLowering;

  LogicalResult
  matchAndRewrite(LayerNormOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e(op.getLoc(), rewriter);
    auto norm = LayerNormRows::create(op, adaptor.getX().front(), e, rewriter,
                                      lowering);
    if (failed(norm))
      return failure();
    if (op.getMode() == LayerNormMode::node)
      normalizeNodes(*norm);
    else if (op.getPtr())
      normalizeBatch(*norm, adaptor.getPtr().front());
    else
      normalizeWholeGraph(*norm);
    norm->replace(rewriter);
    return success();
  }
};
} // namespace

void gnn::populateLayerNormPatterns(RewritePatternSet &patterns,
                                    Converter &converter,
                                    LoweringContext &lowering) {
  patterns.add<LayerNormLowering>(converter, patterns.getContext(), lowering);
}
