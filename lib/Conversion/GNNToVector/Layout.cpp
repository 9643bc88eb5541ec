//===- Layout.cpp - Ops that move values and compute nothing --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RowLoops.h"
#include "RowWriter.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// y[n, :] = [x0[n, :], x1[n, :], ...].
struct ConcatLowering : GNNLowering<ConcatOp> {
  using GNNLowering::GNNLowering;

  LogicalResult
  matchAndRewrite(ConcatOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e(op.getLoc(), rewriter);
    Value rows = e.sizeOf(adaptor.getInputs().front().front());
    auto writer = RowWriter::behind(op, rows, e, rewriter, lowering);
    if (failed(writer))
      return failure();
    forEachRow(e, rows, [&](Value row) {
      int64_t begin = 0;
      for (auto [input, x] : llvm::zip(op.getInputs(), adaptor.getInputs())) {
        copy(e, x.front(), row, getChannels(input), begin, *writer);
        begin += getChannels(input);
      }
    });
    writer->replace(op, rewriter);
    return success();
  }

private:
  void copy(Emitter &e, Value x, Value row, int64_t channels, int64_t begin,
            const RowWriter &writer) const {
    lowering.tiles(channels).forEach(
        e, lowering.accumulators(), [&](ArrayRef<Piece> pieces) {
          for (const Piece &piece : pieces) {
            Value value = e.loadVector(x, {row, piece.offset}, piece.lanes);
            Piece moved = piece;
            moved.offset = e.plus(piece.offset, begin);
            writer.write(e, row, moved, value);
          }
        });
  }
};

/// Zeros, and over them what is stored. Elementwise ops behind it have a loop
/// of their own: here an element is not final when it is written first.
struct ToDenseLowering : GNNLowering<ToDenseOp> {
  using GNNLowering::GNNLowering;

  LogicalResult
  matchAndRewrite(ToDenseOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    if (!isSparse(op.getX().getType()))
      return rewriter.notifyMatchFailure(op, "expected to be folded away");
    Emitter e(op.getLoc(), rewriter);
    Value rowPtr = adaptor.getX()[0], columns = adaptor.getX()[1],
          values = adaptor.getX()[2], rows = rowsOf(e, rowPtr);
    Value buffer = getRowsBuffer(e, op.getResult(), rows, lowering);
    ChannelTiles tiles = lowering.tiles(getChannels(op.getResult()));
    forEachRow(e, rows, [&](Value row) {
      tiles.forEach(e, lowering.accumulators(), [&](ArrayRef<Piece> pieces) {
        for (const Piece &piece : pieces)
          e.store(e.zeros(piece.lanes), buffer, {row, piece.offset});
      });
      Segment stored = segmentOf(e, rowPtr, row);
      e.loop(stored.begin, stored.end, [&](Value position) {
        Value column = e.loadIndex(columns, position);
        e.store(e.load(values, position), buffer, {row, column});
      });
    });
    rewriter.replaceOp(op, buffer);
    return success();
  }
};
} // namespace

void gnn::populateLayoutPatterns(RewritePatternSet &patterns,
                                 Converter &converter,
                                 LoweringContext &lowering) {
  patterns.add<ConcatLowering, ToDenseLowering>(
      converter, patterns.getContext(), lowering);
}
