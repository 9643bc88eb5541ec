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
/// y[n, c] = z[n, c] / max(sum over k of z[n, k], 1) with z = x - least, row by
/// row.
struct ShiftedRows {
  ShiftedRows(Value x, ChannelTiles tiles, Emitter &e, RowWriter writer)
      : x(x), tiles(tiles), e(e), writer(std::move(writer)) {}

  /// The least element of row n of x.
  Value leastOf(Value row) const;
  void write(Value row, Value least) const;

  Value x;
  ChannelTiles tiles;
  Emitter &e;
  RowWriter writer;
};
} // namespace

Value ShiftedRows::leastOf(Value row) const {
  return minimumOverChannels(e, tiles, [&](const Piece &piece) {
    return e.loadVector(x, {row, piece.offset}, piece.lanes);
  });
}

void ShiftedRows::write(Value row, Value least) const {
  auto shifted = [&](const Piece &piece) {
    Value value = e.loadVector(x, {row, piece.offset}, piece.lanes);
    return e.sub(value, e.broadcast(least, piece.lanes));
  };
  Value divisor = divisorOf(e, sumOverChannels(e, tiles, shifted));
  tiles.forEach(e, piecesPerStep, [&](ArrayRef<Piece> pieces) {
    for (const Piece &p : pieces)
      writer.write(e, row, p, e.div(shifted(p), e.broadcast(divisor, p.lanes)));
  });
}

/// The least of what `leastOf` gives for each of the rows.
static Value leastOfAll(Emitter &e, Segment rows,
                        function_ref<Value(Value row)> leastOf) {
  Value infinity =
      e.splat(std::numeric_limits<double>::infinity(), e.getF32Type());
  return e
      .loop(rows.begin, rows.end, infinity,
            [&](Value row, ValueRange least) {
              return Values{e.minimum(least[0], leastOf(row))};
            })
      .front();
}

/// The least element of each row, of all rows, and then the rows again.
static void normalizeAll(const ShiftedRows &rows, Value count) {
  Emitter &e = rows.e;
  Value leastOfRow = e.allocate(e.getF32Type(), count);
  forEachRow(e, count,
             [&](Value row) { e.store(rows.leastOf(row), leastOfRow, row); });
  Value least = leastOfAll(e, {e.index(0), count},
                           [&](Value row) { return e.load(leastOfRow, row); });
  forEachRow(e, count, [&](Value row) { rows.write(row, least); });
}

/// A graph is one thread's: its rows twice.
static void normalizeEachGraph(const ShiftedRows &rows, Value ptr) {
  Emitter &e = rows.e;
  forEachRow(e, rowsOf(e, ptr), [&](Value graph) {
    Segment nodes = segmentOf(e, ptr, graph);
    Value least =
        leastOfAll(e, nodes, [&](Value row) { return rows.leastOf(row); });
    e.loop(nodes.begin, nodes.end, [&](Value row) { rows.write(row, least); });
  });
}

namespace {
struct DenseFeaturesLowering : GNNLowering<NormalizeFeaturesOp> {
  using GNNLowering::GNNLowering;

  LogicalResult
  matchAndRewrite(NormalizeFeaturesOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    if (isSparse(op.getX().getType()))
      return rewriter.notifyMatchFailure(op, "has a form of its own");
    Emitter e(op.getLoc(), rewriter);
    Value x = adaptor.getX().front(), count = e.sizeOf(x);
    auto writer = RowWriter::behind(op, count, e, rewriter, lowering);
    if (failed(writer))
      return failure();
    ShiftedRows rows(x, lowering.tiles(getChannels(op.getX())), e, *writer);
    if (op.getPtr())
      normalizeEachGraph(rows, adaptor.getPtr().front());
    else
      normalizeAll(rows, count);
    writer->replace(op, rewriter);
    return success();
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
      // One division a row: one an element takes most of the time.
      Value divisor = divisorOf(e, sumStored(e, values, stored));
      Value factor = e.div(e.splat(1.0, e.getF32Type()), divisor);
      e.loop(stored.begin, stored.end, [&](Value position) {
        Value value = e.load(values, position);
        e.store(e.mul(value, factor), normalized, position);
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
