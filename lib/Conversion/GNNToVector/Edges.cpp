//===- Edges.cpp - Values on every edge -----------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RowWriter.h"
#include "SegmentLoops.h"

#include "mlir/Dialect/Math/IR/Math.h"

#include <limits>

using namespace mlir;
using namespace mlir::gnn;

/// Vectors in flight at a time; exp needs several registers for each.
static constexpr int64_t piecesPerStep = 4;

namespace {
/// e[k, h] = source[j, h] + target[i, h] for edge k = (j -> i).
struct EdgeAddLowering : GNNLowering<EdgeAddOp> {
  using GNNLowering::GNNLowering;

  LogicalResult
  matchAndRewrite(EdgeAddOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e(op.getLoc(), rewriter);
    Value rowPtr = adaptor.getGraph()[0], sources = adaptor.getGraph()[1];
    Value source = adaptor.getSource().front();
    Value target = adaptor.getTarget().front();
    auto writer =
        RowWriter::behind(op, e.sizeOf(sources), e, rewriter, lowering);
    if (failed(writer))
      return failure();
    ChannelTiles tiles = lowering.tiles(getChannels(op.getResult()));
    Segments rows(e, rowPtr, e.sizeOf(sources));
    rows.forEachRow(e, [&](Value row, Segment edges) {
      e.loop(edges.begin, edges.end, [&](Value edge) {
        Value node = e.loadIndex(sources, edge);
        tiles.forEach(e, piecesPerStep, [&](ArrayRef<Piece> pieces) {
          for (const Piece &p : pieces)
            writer->write(
                e, edge, p,
                e.add(e.loadVector(source, {node, p.offset}, p.lanes),
                      e.loadVector(target, {row, p.offset}, p.lanes)));
        });
      });
    });
    writer->replace(op, rewriter);
    return success();
  }
};

/// p[k, h] = exp(e[k, h] - m) / (sum over the row of exp(e[l, h] - m) + 1e-16),
/// m the largest of the row. Each exponential is computed twice rather than
/// stored in between.
struct EdgeSoftmaxLowering : GNNLowering<EdgeSoftmaxOp> {
  using GNNLowering::GNNLowering;

  LogicalResult
  matchAndRewrite(EdgeSoftmaxOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e(op.getLoc(), rewriter);
    Value rowPtr = adaptor.getGraph()[0], x = adaptor.getX().front();
    auto writer = RowWriter::behind(op, e.sizeOf(x), e, rewriter, lowering);
    if (failed(writer))
      return failure();
    ChannelTiles tiles = lowering.tiles(getChannels(op.getX()));
    Segments rows(e, rowPtr, e.sizeOf(x));
    rows.forEachRow(e, [&](Value, Segment edges) {
      tiles.forEach(e, piecesPerStep, [&](ArrayRef<Piece> pieces) {
        Values maxima = findMaxima(e, x, edges, pieces);
        Values sums = sumExponentials(e, x, edges, pieces, maxima);
        e.loop(edges.begin, edges.end, [&](Value edge) {
          for (auto [i, piece] : llvm::enumerate(pieces)) {
            Value power = exponential(e, x, edge, piece, maxima[i]);
            writer->write(e, edge, piece, e.div(power, sums[i]));
          }
        });
      });
    });
    writer->replace(op, rewriter);
    return success();
  }

private:
  static Value exponential(Emitter &e, Value x, Value edge, const Piece &piece,
                           Value max) {
    Value score = e.loadVector(x, {edge, piece.offset}, piece.lanes);
    return math::ExpOp::create(e, e.sub(score, max));
  }

  static Values findMaxima(Emitter &e, Value x, Segment edges,
                           ArrayRef<Piece> pieces) {
    Value least = e.splat(-std::numeric_limits<double>::infinity(),
                          e.vectorOf(pieces.front().lanes));
    return e.loop(
        edges.begin, edges.end, Values(pieces.size(), least),
        [&](Value edge, ValueRange maxima) {
          Values next;
          for (auto [piece, max] : llvm::zip(pieces, maxima))
            next.push_back(e.maximum(
                max, e.loadVector(x, {edge, piece.offset}, piece.lanes)));
          return next;
        });
  }

  /// The divisors: PyG adds 1e-16 to each sum.
  static Values sumExponentials(Emitter &e, Value x, Segment edges,
                                ArrayRef<Piece> pieces, ValueRange maxima) {
    Value start = e.splat(1e-16, e.vectorOf(pieces.front().lanes));
    return e.loop(edges.begin, edges.end, Values(pieces.size(), start),
                  [&](Value edge, ValueRange sums) {
                    Values next;
                    for (auto [i, piece] : llvm::enumerate(pieces))
                      next.push_back(e.add(
                          sums[i], exponential(e, x, edge, piece, maxima[i])));
                    return next;
                  });
  }
};
} // namespace

void gnn::populateEdgePatterns(RewritePatternSet &patterns,
                               Converter &converter,
                               LoweringContext &lowering) {
  patterns.add<EdgeAddLowering, EdgeSoftmaxLowering>(
      converter, patterns.getContext(), lowering);
}
