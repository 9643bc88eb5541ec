//===- Aggregation.cpp - Reductions over neighbours and over graphs -------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NotANumber.h"
#include "RowWriter.h"
#include "ScaledGather.h"
#include "SegmentReduction.h"

#include "gnn-opt/Conversion/Lowering/Reducer.h"

using namespace mlir;
using namespace mlir::gnn;

/// A row of x is read many times, once for each neighbour, and a maximum that
/// need not look for NaN is done sooner. What weights make of x is not known
/// beforehand.
static bool isWorthSearchingForNaN(const SegmentReduction::Operands &in) {
  bool isExtremum =
      in.kind == ReductionKind::max || in.kind == ReductionKind::min;
  return isExtremum && in.sources && !in.weights;
}

namespace {
/// What is reduced, of which rows may be scaled before or while they are read.
struct Reduction {
  SegmentReduction::Operands in;
  std::optional<ScaledRows> scaled = std::nullopt;
};
} // namespace

static void emitScaled(SegmentReduction::Operands in, const ScaledRows &scaled,
                       Emitter &e, const LoweringContext &lowering,
                       EmitRows emit) {
  e.either(
      scaled.isStored,
      [&] {
        in.x = scaled.stored;
        emit(SegmentReduction(in, lowering));
      },
      [&] {
        in.x = scaled.rows;
        in.factors = scaled.factors;
        emit(SegmentReduction(in, lowering));
      });
}

/// Emits the reduction; in both its forms where it must be known first whether
/// there is a NaN, or whether rows are scaled already.
static void emitForms(const Reduction &reduction, Emitter &e,
                      const LoweringContext &lowering, EmitRows emit) {
  SegmentReduction::Operands in = reduction.in;
  if (reduction.scaled)
    return emitScaled(in, *reduction.scaled, e, lowering, emit);
  auto emitWith = [&](Reducer::NaNs nans) {
    in.nans = nans;
    emit(SegmentReduction(in, lowering));
  };
  if (!isWorthSearchingForNaN(in))
    return emitWith(Reducer::NaNs::Kept);
  e.either(
      mayHaveNaN(e, in.x, lowering.tiles(channelsOf(in.x))),
      [&] { emitWith(Reducer::NaNs::Kept); },
      [&] { emitWith(Reducer::NaNs::Absent); });
}

static LogicalResult lowerReduction(Operation *op, Emitter &e,
                                    const Segments &segments,
                                    const Reduction &in,
                                    ConversionPatternRewriter &rewriter,
                                    LoweringContext &lowering) {
  return lowerSegmentRows(
      op, e, segments, [&](EmitRows emit) { emitForms(in, e, lowering, emit); },
      rewriter, lowering);
}

namespace {
/// y[i, c] = reduce over edges e = (j -> i) of w[e, head(c)] * x[j, c].
struct AggregateLowering : GNNLowering<AggregateOp> {
  using GNNLowering::GNNLowering;

  LogicalResult
  matchAndRewrite(AggregateOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e(op.getLoc(), rewriter);
    Value sources = adaptor.getGraph()[1];
    Value weights = op.getWeights() ? adaptor.getWeights().front() : Value();
    Segments edges(e, adaptor.getGraph()[0], e.sizeOf(sources));
    auto scaled =
        scaleGatheredRows(op, e.sizeOf(sources), e, rewriter, lowering);
    if (scaled)
      return lowerScaled(op, e, edges, *scaled, sources, rewriter);
    Value x = getGatheredRows(e, op, adaptor.getX().front(), lowering);
    return lowerReduction(op, e, edges,
                          {{op.getReduction(), sources, x, weights}}, rewriter,
                          lowering);
  }

private:
  LogicalResult lowerScaled(AggregateOp op, Emitter &e, const Segments &edges,
                            const ScaledRows &scaled, Value sources,
                            ConversionPatternRewriter &rewriter) const {
    Operation *scaling = op.getX().getDefiningOp();
    Reduction in = {{op.getReduction(), sources, scaled.rows, {}}, scaled};
    if (failed(lowerReduction(op, e, edges, in, rewriter, lowering)))
      return failure();
    rewriter.eraseOp(scaling);
    return success();
  }
};

/// y[g, c] = reduce over the nodes n of graph g of x[n, c].
struct PoolLowering : GNNLowering<PoolOp> {
  using GNNLowering::GNNLowering;

  LogicalResult
  matchAndRewrite(PoolOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e(op.getLoc(), rewriter);
    Value x = adaptor.getX().front();
    Segments nodes(e, adaptor.getPtr().front(), e.sizeOf(x));
    return lowerReduction(op, e, nodes,
                          {{op.getReduction(), /*sources=*/{}, x,
                            /*weights=*/{}}},
                          rewriter, lowering);
  }
};
} // namespace

void gnn::populateAggregationPatterns(RewritePatternSet &patterns,
                                      Converter &converter,
                                      LoweringContext &lowering) {
  patterns.add<AggregateLowering, PoolLowering>(
      converter, patterns.getContext(), lowering);
}
