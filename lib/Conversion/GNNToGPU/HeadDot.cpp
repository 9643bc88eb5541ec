//===- HeadDot.cpp - Products of each head with a vector ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelRowWriter.h"
#include "RowStatistics.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "llvm/ADT/bit.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// The features of heads, and the vector for each of them.
struct HeadOperands {
  Value x, vector;
  int64_t heads, width;

  int64_t channels() const { return heads * width; }
};

/// Where the products go: one for each head.
struct HeadWriter {
  const KernelRowWriter &writer;
  RowShape shape;

  void write(Emitter &e, const RowThread &thread, Value condition, Value head,
             Value dot) const {
    writer.write(e, shape, thread.row, e.both(thread.ownsRow, condition),
                 {head, head, 1}, e.broadcast(dot, 1));
  }
};
} // namespace

static Value sumLanes(Emitter &e, Value vector) {
  Value sum = vector::ExtractOp::create(e, vector, ArrayRef<int64_t>(0));
  int64_t lanes = cast<VectorType>(vector.getType()).getDimSize(0);
  for (int64_t lane = 1; lane < lanes; ++lane)
    sum = e.add(sum,
                vector::ExtractOp::create(e, vector, ArrayRef<int64_t>(lane)));
  return sum;
}

static Value multiply(Emitter &e, const HeadOperands &in, Value row,
                      const Piece &piece) {
  return e.mul(e.loadVector(in.x, {row, piece.offset}, piece.lanes),
               e.loadVector(in.vector, piece.offset, piece.lanes));
}

//===----------------------------------------------------------------------===//
// Threads of a row
//===----------------------------------------------------------------------===//

/// Neighbouring threads that together have the channels of a head, or 0 where
/// heads are not divided like that.
static int64_t threadsOfHead(const HeadOperands &in, const RowShape &shape) {
  int64_t pieces = in.width / shape.lanes();
  bool isGroup =
      llvm::has_single_bit<uint64_t>(pieces) && pieces <= shape.threads();
  // Padding of the result is written too, by those who have a head for it.
  int64_t covered = shape.threads() * shape.piecesPerThread();
  return isGroup && covered / pieces >= paddedChannels(in.heads) ? pieces : 0;
}

/// The whole row is one head.
static void multiplyRow(Emitter &e, const HeadOperands &in,
                        const RowShape &shape, const RowThread &thread,
                        const HeadWriter &out) {
  Value dot = sumOverRow(e, shape, thread, [&](const Piece &piece) {
    return multiply(e, in, thread.row, piece);
  });
  out.write(e, thread, e.isEqual(thread.number, e.index(0)), e.index(0), dot);
}

/// The `threads` of a head add up what each of them has.
static void multiplyGroups(Emitter &e, const HeadOperands &in,
                           const RowShape &shape, int64_t threads,
                           const RowThread &thread, const HeadWriter &out) {
  Value isFirst = e.isEqual(e.remainder(thread.number, threads), e.index(0));
  shape.forEachPiece(e, thread, [&](const Piece &piece) {
    Value own = sumLanes(e, multiply(e, in, thread.row, piece));
    Value dot = combineOverThreads(
        e, own, threads, [&](Value a, Value b) { return e.add(a, b); });
    Value head = e.dividedBy(piece.number, threads);
    Value isThere = e.isLess(head, e.index(paddedChannels(in.heads)));
    out.write(e, thread, e.both(isFirst, isThere), head, dot);
  });
}

//===----------------------------------------------------------------------===//
// A thread for each head
//===----------------------------------------------------------------------===//

static Value multiplyHead(Emitter &e, const HeadOperands &in, Value row,
                          Value head) {
  int64_t lanes = lanesDividing(in.width);
  Value begin = e.times(head, in.width);
  auto addPiece = [&](Value channel, ValueRange sum) {
    Value offset = e.plus(begin, channel);
    return Values{e.fma(e.loadVector(in.x, {row, offset}, lanes),
                        e.loadVector(in.vector, offset, lanes), sum[0])};
  };
  return sumLanes(
      e, e.loop(e.index(0), e.index(in.width), e.zeros(lanes), addPiece, lanes)
             .front());
}

namespace {
/// y[n, h] = sum over c of x[n, h * C + c] * a[0, h, c].
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
    HeadOperands in = {x, *vector, heads, getChannels(op.getX()) / heads};
    RowShape result = RowShape::of(getChannels(op.getResult()), /*maxLanes=*/1);
    multiplyRows(op, e, in, rows, {*writer, result});
    writer->replace(op, rewriter);
    return success();
  }

private:
  void multiplyRows(Operation *op, Emitter &e, const HeadOperands &in,
                    Value rows, const HeadWriter &out) const {
    bool isOne = in.heads == 1;
    RowShape shape =
        RowShape::ofWholeRows(in.channels(), lanesOfHead(in.heads, in.width));
    int64_t threads = isOne ? 0 : threadsOfHead(in, shape);
    bool isShared = isOne || threads > 0;
    forEachRow(e, context, op, rows, isShared ? shape : out.shape,
               [&](const RowThread &thread) {
                 if (isOne)
                   return multiplyRow(e, in, shape, thread, out);
                 if (isShared)
                   return multiplyGroups(e, in, shape, threads, thread, out);
                 multiplyAlone(e, in, thread, out);
               });
  }

  static void multiplyAlone(Emitter &e, const HeadOperands &in,
                            const RowThread &thread, const HeadWriter &out) {
    for (const Piece &piece : out.shape.pieces(e, thread)) {
      Value head = e.smaller(piece.offset, e.index(in.heads - 1));
      Value dot = multiplyHead(e, in, thread.row, head);
      out.writer.write(e, out.shape, thread, piece, e.broadcast(dot, 1));
    }
  }
};
} // namespace

void gnn::populateHeadDotKernels(Patterns &patterns, Converter &converter,
                                 KernelContext &context) {
  patterns.add<HeadDotKernel>(converter, patterns.getContext(), context);
}
