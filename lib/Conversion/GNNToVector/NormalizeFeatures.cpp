//===- NormalizeFeatures.cpp - Rows of features that sum to one -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChannelStatistics.h"
#include "RowLoops.h"
#include "RowWriter.h"

#include <limits>

using namespace mlir;
using namespace mlir::gnn;

/// Vectors in flight at a time.
static constexpr int64_t piecesPerStep = 4;

/// max(sum, 1): a row that sums to less stays as it is.
static Value divisorOf(Emitter &e, Value sum) {
  return e.maximum(sum, e.splat(1.0, e.getF32Type()));
}

namespace {
/// y[n, c] = z[n, c] / max(sum over k of z[n, k], 1) with z = x - min(x): the
/// least element of each row, of all rows, and then the rows again.
struct DenseFeaturesLowering : GNNLowering<NormalizeFeaturesOp> {
  using GNNLowering::GNNLowering;

  LogicalResult
  matchAndRewrite(NormalizeFeaturesOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    if (isSparse(op.getX().getType()))
      return rewriter.notifyMatchFailure(op, "has a form of its own");
    Emitter e(op.getLoc(), rewriter);
    Value x = adaptor.getX().front(), rows = e.sizeOf(x);
    auto writer = RowWriter::behind(op, rows, e, rewriter, lowering);
    if (failed(writer))
      return failure();
    ChannelTiles tiles = lowering.tiles(getChannels(op.getX()));
    Value least = findLeast(e, tiles, x, rows);
    forEachRow(e, rows, [&](Value row) {
      auto shifted = [&](const Piece &piece) {
        Value value = e.loadVector(x, {row, piece.offset}, piece.lanes);
        return e.sub(value, e.broadcast(least, piece.lanes));
      };
      Value divisor = divisorOf(e, sumOverChannels(e, tiles, shifted));
      tiles.forEach(e, piecesPerStep, [&](ArrayRef<Piece> pieces) {
        for (const Piece &p : pieces)
          writer->write(e, row, p,
                        e.div(shifted(p), e.broadcast(divisor, p.lanes)));
      });
    });
    writer->replace(op, rewriter);
    return success();
  }

private:
  Value findLeast(Emitter &e, const ChannelTiles &tiles, Value x,
                  Value rows) const {
    Value leastOfRow = e.allocate(e.getF32Type(), rows);
    forEachRow(e, rows, [&](Value row) {
      Value least = minimumOverChannels(e, tiles, [&](const Piece &piece) {
        return e.loadVector(x, {row, piece.offset}, piece.lanes);
      });
      e.store(least, leastOfRow, row);
    });
    Value infinity =
        e.splat(std::numeric_limits<double>::infinity(), e.getF32Type());
    Values least =
        e.loop(e.index(0), rows, infinity, [&](Value row, ValueRange carried) {
          return Values{e.minimum(carried[0], e.load(leastOfRow, row))};
        });
    return least.front();
  }
};

/// y = x / max(sum of the stored elements of the row, 1), stored as x is.
struct SparseFeaturesLowering : GNNLowering<NormalizeFeaturesOp> {
  using GNNLowering::GNNLowering;

  LogicalResult
  matchAndRewrite(NormalizeFeaturesOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    if (!isSparse(op.getX().getType()))
      return rewriter.notifyMatchFailure(op, "has a form of its own");
    Emitter e(op.getLoc(), rewriter);
    Value rowPtr = adaptor.getX()[0], values = adaptor.getX()[2];
    Value normalized = e.allocate(e.getF32Type(), e.sizeOf(values));
    forEachRow(e, rowsOf(e, rowPtr), [&](Value row) {
      Segment stored = segmentOf(e, rowPtr, row);
      Value divisor = divisorOf(e, sumStored(e, values, stored));
      e.loop(stored.begin, stored.end, [&](Value position) {
        Value value = e.load(values, position);
        e.store(e.div(value, divisor), normalized, position);
      });
    });
    rewriter.replaceOpWithMultiple(
        op, {ValueRange{rowPtr, adaptor.getX()[1], normalized}});
    return success();
  }

private:
  static Value sumStored(Emitter &e, Value values, Segment stored) {
    Value zero = e.splat(0.0, e.getF32Type());
    return e
        .loop(stored.begin, stored.end, zero,
              [&](Value position, ValueRange sum) {
                return Values{e.add(sum[0], e.load(values, position))};
              })
        .front();
  }
};
} // namespace

void gnn::populateNormalizeFeaturesPatterns(RewritePatternSet &patterns,
                                            Converter &converter,
                                            LoweringContext &lowering) {
  patterns.add<DenseFeaturesLowering, SparseFeaturesLowering>(
      converter, patterns.getContext(), lowering);
}
