//===- RowNorms.cpp - Normalisations of one row ---------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChannelStatistics.h"
#include "RowLoops.h"
#include "RowWriter.h"

#include "gnn-opt/Conversion/Lowering/RowNorms.h"

using namespace mlir;
using namespace mlir::gnn;

/// Vectors in flight at a time.
static constexpr int64_t piecesPerStep = 4;

namespace {
template <typename Op> struct RowNormLowering : GNNLowering<Op> {
  using GNNLowering<Op>::GNNLowering;
  using typename GNNLowering<Op>::Adaptor;

  LogicalResult
  matchAndRewrite(Op op, Adaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e(op.getLoc(), rewriter);
    Value x = adaptor.getX().front(), rows = e.sizeOf(x);
    auto writer = RowWriter::behind(op, rows, e, rewriter, this->lowering);
    if (failed(writer))
      return failure();
    ChannelTiles tiles = this->lowering.tiles(getChannels(op.getX()));
    forEachRow(e, rows,
               [&](Value row) { normalizeRow(op, e, x, tiles, row, *writer); });
    writer->replace(op, rewriter);
    return success();
  }

private:
  static void normalizeRow(Op op, Emitter &e, Value x,
                           const ChannelTiles &tiles, Value row,
                           const RowWriter &writer) {
    auto load = [&](const Piece &piece) {
      return e.loadVector(x, {row, piece.offset}, piece.lanes);
    };
    auto sum = [&](RowTerm term) { return sumOverChannels(e, tiles, term); };
    auto maximum = [&](RowTerm term) {
      return maximumOverChannels(e, tiles, term);
    };
    Value statistic = measureRow(op, e, {load, sum, maximum});
    tiles.forEach(e, piecesPerStep, [&](ArrayRef<Piece> pieces) {
      for (const Piece &piece : pieces) {
        Value shared = e.broadcast(statistic, piece.lanes);
        writer.write(e, row, piece, normalize(op, e, load(piece), shared));
      }
    });
  }
};
} // namespace

void gnn::populateRowNormPatterns(RewritePatternSet &patterns,
                                  Converter &converter,
                                  LoweringContext &lowering) {
  patterns.add<RowNormLowering<LogSoftmaxOp>, RowNormLowering<L2NormalizeOp>>(
      converter, patterns.getContext(), lowering);
}
