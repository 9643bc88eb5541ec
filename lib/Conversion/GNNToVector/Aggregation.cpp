//===- Aggregation.cpp - Reductions over neighbours and over graphs -------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NotANumber.h"
#include "RowWriter.h"
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

/// Reduces every segment, and replaces the op by what is written.
template <typename Op>
static LogicalResult lowerReduction(Op op, Emitter &e, const Segments &segments,
                                    SegmentReduction::Operands in,
                                    ConversionPatternRewriter &rewriter,
                                    LoweringContext &lowering) {
  auto writer = RowWriter::behind(op, segments.rows(), e, rewriter, lowering);
  if (failed(writer))
    return failure();
  auto emitWith = [&](Reducer::NaNs nans) {
    in.nans = nans;
    SegmentReduction(in, lowering)
        .emit(e, segments, [&](Value row, const Piece &piece, Value value) {
          writer->write(e, row, piece, value);
        });
  };
  if (!isWorthSearchingForNaN(in))
    emitWith(Reducer::NaNs::Kept);
  else
    e.either(
        mayHaveNaN(e, in.x, lowering.tiles(getChannels(op.getX()))),
        [&] { emitWith(Reducer::NaNs::Kept); },
        [&] { emitWith(Reducer::NaNs::Absent); });
  writer->replace(op, rewriter);
  return success();
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
    return lowerReduction(
        op, e, edges,
        {op.getReduction(), sources, adaptor.getX().front(), weights}, rewriter,
        lowering);
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
                          {op.getReduction(), /*sources=*/{}, x,
                           /*weights=*/{}},
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
