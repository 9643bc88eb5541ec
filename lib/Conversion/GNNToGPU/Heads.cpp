//===- Heads.cpp - Ops over the channels of each head ---------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelRowWriter.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// y[n, h] = sum over c of x[n, h * C + c] * a[0, h, c], a thread for each row
/// and head.
struct HeadDotKernel : KernelLowering<HeadDotOp> {
  using KernelLowering::KernelLowering;

  LogicalResult
  matchAndRewrite(HeadDotOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e = kernelEmitter(op, rewriter);
    Value x = adaptor.getX().front(), rows = e.sizeOf(x);
    auto vector = context.constants.getVector(e, op, op.getVector());
    auto writer = KernelRowWriter::behind(op, rows, e, rewriter, context);
    if (failed(vector) || failed(writer))
      return failure();
    int64_t heads = std::max<int64_t>(getChannels(op.getResult()), 1);
    int64_t width = getChannels(op.getX()) / heads;
    RowShape shape = RowShape::of(getChannels(op.getResult()), /*maxLanes=*/1);
    forEachRow(e, context, op, rows, shape, [&](const RowThread &thread) {
      for (const Piece &piece : shape.pieces(e, thread)) {
        Value head = e.smaller(piece.offset, e.index(heads - 1));
        Value dot = multiplyHead(e, x, *vector, thread.row, head, width);
        writer->write(e, shape, thread, piece, e.broadcast(dot, 1));
      }
    });
    writer->replace(op, rewriter);
    return success();
  }

private:
  static Value multiplyHead(Emitter &e, Value x, Value vector, Value row,
                            Value head, int64_t width) {
    int64_t lanes = lanesDividing(width);
    Value begin = e.times(head, width);
    Value sums = e.loop(
                      e.index(0), e.index(width), e.zeros(lanes),
                      [&](Value channel, ValueRange sum) {
                        Value offset = e.plus(begin, channel);
                        return Values{
                            e.fma(e.loadVector(x, {row, offset}, lanes),
                                  e.loadVector(vector, offset, lanes), sum[0])};
                      },
                      lanes)
                     .front();
    Value dot = vector::ExtractOp::create(e, sums, ArrayRef<int64_t>(0));
    for (int64_t lane = 1; lane < lanes; ++lane)
      dot = e.add(dot,
                  vector::ExtractOp::create(e, sums, ArrayRef<int64_t>(lane)));
    return dot;
  }
};

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
  patterns.add<HeadDotKernel, HeadMeanKernel>(converter, patterns.getContext(),
                                              context);
}
