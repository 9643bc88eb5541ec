//===- Heads.cpp - Ops over the channels of each head ---------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelRowWriter.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// y[n, c] = (1 / H) * sum over h of x[n, h * C + c].
struct HeadMeanKernel : KernelLowering<HeadMeanOp> {
  using KernelLowering::KernelLowering;

  LogicalResult
  matchAndRewrite(HeadMeanOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e = kernelEmitter(op, rewriter);
    Value x = adaptor.getX().front(), rows = e.sizeOf(x);
    auto writer = KernelRowWriter::behind(op, rows, e, rewriter, context);
    if (failed(writer))
      return failure();
    int64_t width = getChannels(op.getResult());
    RowShape shape = RowShape::of(width, lanesDividing(width));
    forEachRow(e, context, op, rows, shape, [&](const RowThread &thread) {
      for (const Piece &piece : shape.pieces(e, thread)) {
        Value share = e.splat(1.0 / op.getHeads(), e.vectorOf(piece.lanes));
        Value sum = sumHeads(op, e, x, thread.row, piece);
        writer->write(e, shape, thread, piece, e.mul(sum, share));
      }
    });
    writer->replace(op, rewriter);
    return success();
  }

private:
  /// Padding has the last channels of each head, which are there to be read.
  static Value sumHeads(HeadMeanOp op, Emitter &e, Value x, Value row,
                        const Piece &piece) {
    int64_t width = getChannels(op.getResult());
    Value last = e.index(std::max<int64_t>(width - piece.lanes, 0));
    Value channel = e.smaller(piece.offset, last);
    return e
        .loop(e.index(0), e.index(op.getHeads()), e.zeros(piece.lanes),
              [&](Value head, ValueRange sum) {
                Value offset = e.plus(e.times(head, width), channel);
                return Values{
                    e.add(sum[0], e.loadVector(x, {row, offset}, piece.lanes))};
              })
        .front();
  }
};
} // namespace

void gnn::populateHeadKernels(Patterns &patterns, Converter &converter,
                              KernelContext &context) {
  patterns.add<HeadMeanKernel>(converter, patterns.getContext(), context);
}
