//===- Heads.cpp - Dot products and means of heads ------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HeadDots.h"
#include "RowLoops.h"
#include "RowWriter.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// y[n, h] = sum over c of x[n, h * C + c] * a[0, h, c], for all dots of the
/// same rows in one loop.
struct HeadDotLowering : GNNLowering<HeadDotOp> {
  using GNNLowering::GNNLowering;

  LogicalResult
  matchAndRewrite(HeadDotOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e(op.getLoc(), rewriter);
    Value x = adaptor.getX().front(), rows = e.sizeOf(x);
    auto dots = HeadDots::startingAt(op, rows, e, rewriter, lowering);
    if (failed(dots))
      return failure();
    forEachChunk(e, rows,
                 [&](Value from, Value to) { dots->emitRows(e, x, from, to); });
    dots->replace(rewriter);
    return success();
  }
};

/// y[n, c] = (1 / H) * sum over h of x[n, h * C + c].
struct HeadMeanLowering : GNNLowering<HeadMeanOp> {
  using GNNLowering::GNNLowering;

  LogicalResult
  matchAndRewrite(HeadMeanOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e(op.getLoc(), rewriter);
    Value x = adaptor.getX().front(), rows = e.sizeOf(x);
    auto writer = RowWriter::behind(op, rows, e, rewriter, lowering);
    if (failed(writer))
      return failure();
    ChannelTiles tiles = lowering.tiles(getChannels(op.getResult()));
    forEachRow(e, rows, [&](Value row) {
      tiles.forEach(e, lowering.accumulators(), [&](ArrayRef<Piece> pieces) {
        Values sums = sumHeads(op, e, x, row, pieces);
        Value share = e.splat(1.0 / op.getHeads(), e.vectorOf(tiles.lanes()));
        for (auto [piece, sum] : llvm::zip(pieces, sums))
          writer->write(e, row, piece, e.mul(sum, share));
      });
    });
    writer->replace(op, rewriter);
    return success();
  }

private:
  Values sumHeads(HeadMeanOp op, Emitter &e, Value x, Value row,
                  ArrayRef<Piece> pieces) const {
    int64_t width = getChannels(op.getResult());
    auto addHead = [&](Value head, ValueRange sums) {
      Values next;
      Value begin = e.times(head, width);
      for (auto [piece, sum] : llvm::zip(pieces, sums))
        next.push_back(
            e.add(sum, e.loadVector(x, {row, e.plus(begin, piece.offset)},
                                    piece.lanes)));
      return next;
    };
    Values zeros(pieces.size(), e.zeros(pieces.front().lanes));
    return e.loop(e.index(0), e.index(op.getHeads()), zeros, addHead);
  }
};
} // namespace

void gnn::populateHeadPatterns(RewritePatternSet &patterns,
                               Converter &converter,
                               LoweringContext &lowering) {
  patterns.add<HeadDotLowering, HeadMeanLowering>(
      converter, patterns.getContext(), lowering);
}
