//===- Attention.cpp - Softmax-weighted sums in one pass over a row -------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AttentionReduction.h"
#include "RowWriter.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// y[i, c] = sum over edges (j -> i) of p[j, h] * x[j, c], p the softmax of the
/// scores of row i, and over the node itself where self loops are missing. No
/// edge value is stored but in a thread's own memory.
struct AttentionLowering : GNNLowering<AttentionOp> {
  using GNNLowering::GNNLowering;

  LogicalResult
  matchAndRewrite(AttentionOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e(op.getLoc(), rewriter);
    Value sources = adaptor.getGraph()[1];
    Segments edges(e, adaptor.getGraph()[0], e.sizeOf(sources));
    int64_t heads = getChannels(op.getSource());
    AttentionScores scores(
        adaptor.getSource().front(), adaptor.getTarget().front(),
        op.getNegativeSlope().convertToDouble(), lowering.tiles(heads));
    Value x = getGatheredRows(e, op, adaptor.getX().front(), lowering);
    Value missing = op.getMissing() ? adaptor.getMissing().front() : Value();
    AttentionReduction reduction({sources, x, missing, heads}, scores,
                                 lowering);
    return lowerSegmentRows(
        op, e, edges, [&](EmitRows emit) { emit(reduction); }, rewriter,
        lowering);
  }
};
} // namespace

void gnn::populateAttentionPatterns(RewritePatternSet &patterns,
                                    Converter &converter,
                                    LoweringContext &lowering) {
  patterns.add<AttentionLowering>(converter, patterns.getContext(), lowering);
}
