//===- Layout.cpp - Ops that move values and compute nothing --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelRowWriter.h"

#include "gnn-opt/Conversion/Lowering/Segments.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// y[n, :] = [x0[n, :], x1[n, :], ...]: each piece is of one input.
struct ConcatKernel : KernelLowering<ConcatOp> {
  using KernelLowering::KernelLowering;

  LogicalResult
  matchAndRewrite(ConcatOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e = kernelEmitter(op, rewriter);
    Value rows = e.sizeOf(adaptor.getInputs().front().front());
    auto writer = KernelRowWriter::behind(op, rows, e, rewriter, context);
    if (failed(writer))
      return failure();
    int64_t lanes = 4;
    for (Value input : op.getInputs())
      lanes = std::min(lanes, lanesDividing(getChannels(input)));
    RowShape shape = RowShape::of(getChannels(op.getResult()), lanes);
    forEachRow(e, context, op, rows, shape, [&](const RowThread &thread) {
      for (const Piece &piece : shape.pieces(e, thread))
        writer->write(e, shape, thread, piece,
                      load(op, adaptor, e, thread.row, piece));
    });
    writer->replace(op, rewriter);
    return success();
  }

private:
  /// What a piece has of the inputs from number `input`, which begins at
  /// channel `begin`; 0 behind the last one.
  static Value load(ConcatOp op, OneToNOpAdaptor adaptor, Emitter &e, Value row,
                    const Piece &piece, size_t input = 0, int64_t begin = 0) {
    if (input == op.getInputs().size())
      return e.zeros(piece.lanes);
    int64_t end = begin + getChannels(op.getInputs()[input]);
    return e.choose(
        e.isLess(piece.offset, e.index(end)),
        [&] {
          Value x = adaptor.getInputs()[input].front();
          Value channel = e.minus(piece.offset, e.index(begin));
          return e.loadVector(x, {row, channel}, piece.lanes);
        },
        [&] { return load(op, adaptor, e, row, piece, input + 1, end); });
  }
};

/// Zeros, and over them what is stored. Elementwise ops behind it have a kernel
/// of their own: here an element is not final when it is written first.
struct ToDenseKernel : KernelLowering<ToDenseOp> {
  using KernelLowering::KernelLowering;

  LogicalResult
  matchAndRewrite(ToDenseOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    if (!isSparse(op.getX().getType()))
      return rewriter.notifyMatchFailure(op, "expected to be folded away");
    Emitter e = kernelEmitter(op, rewriter);
    Value rowPtr = adaptor.getX()[0], columns = adaptor.getX()[1],
          values = adaptor.getX()[2], rows = rowsOf(e, rowPtr);
    Value buffer = getDeviceBuffer(e, op.getResult(), rows);
    gpu::MemsetOp::create(e, TypeRange(), ValueRange(), buffer,
                          e.splat(0.0, e.getF32Type()));
    RowShape shape = RowShape::ofSegments();
    forEachRow(e, context, op, rows, shape, [&](const RowThread &thread) {
      Segment stored = segmentOf(e, rowPtr, thread.row);
      e.loop(
          e.plus(stored.begin, thread.number), stored.end,
          [&](Value position) {
            Value column = e.loadIndex(columns, position);
            e.when(thread.ownsRow, [&] {
              e.store(e.load(values, position), buffer, {thread.row, column});
            });
          },
          shape.threads());
    });
    rewriter.replaceOp(op, buffer);
    return success();
  }
};
} // namespace

void gnn::populateLayoutKernels(Patterns &patterns, Converter &converter,
                                KernelContext &context) {
  patterns.add<ConcatKernel, ToDenseKernel>(converter, patterns.getContext(),
                                            context);
}
