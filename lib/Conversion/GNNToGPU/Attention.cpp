//===- Attention.cpp - Softmax-weighted sums in one pass over a row -------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelRowWriter.h"
#include "SegmentLoop.h"

#include "mlir/Dialect/Math/IR/Math.h"

#include <limits>

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// What an attention op reads.
struct AttentionOperands {
  Value rowPtr, sources, x, source, target;
  double slope;
  int64_t heads, width;
};

/// The channels of one piece of a destination row, which are of one head. The
/// softmax is online (M. Milakov, N. Gimelshein, "Online normalizer calculation
/// for softmax", 2018): the sums are relative to the largest score so far, and
/// rescaled when a larger one comes.
class AttentionPiece {
public:
  AttentionPiece(Emitter &e, const AttentionOperands &in, Value row,
                 const Piece &piece);

  /// The largest score, the sum of exponentials, the weighted sum.
  Values start() const;
  Values join(ValueRange sources, ValueRange carried) const;
  Value finish(ValueRange carried) const;

private:
  Value exp(Value exponent) const { return math::ExpOp::create(e, exponent); }
  /// leaky_relu(source[j, h] + target[i, h]).
  Value score(Value node) const;

  Emitter &e;
  const AttentionOperands &in;
  Piece piece;
  Value head, target;
};
} // namespace

AttentionPiece::AttentionPiece(Emitter &e, const AttentionOperands &in,
                               Value row, const Piece &piece)
    : e(e), in(in), piece(piece) {
  // Padding has the last head.
  head = e.smaller(e.dividedBy(piece.offset, std::max<int64_t>(in.width, 1)),
                   e.index(std::max<int64_t>(in.heads, 1) - 1));
  target = e.load(in.target, {row, head});
}

Values AttentionPiece::start() const {
  Type f32 = e.getF32Type();
  return {e.splat(-std::numeric_limits<double>::infinity(), f32),
          e.splat(0.0, f32), e.zeros(piece.lanes)};
}

Value AttentionPiece::score(Value node) const {
  Value sum = e.add(e.load(in.source, {node, head}), target);
  Value zero = e.splat(0.0, sum.getType());
  Value isNegative =
      arith::CmpFOp::create(e, arith::CmpFPredicate::OLT, sum, zero);
  return e.select(isNegative, e.mul(sum, e.splat(in.slope, sum.getType())),
                  sum);
}

Values AttentionPiece::join(ValueRange sources, ValueRange carried) const {
  Values scores, rows;
  for (Value source : sources) {
    scores.push_back(score(source));
    rows.push_back(e.loadVector(in.x, {source, piece.offset}, piece.lanes));
  }
  Value largest = carried[0];
  for (Value score : scores)
    largest = e.larger(score, largest);
  Value rescale = exp(e.sub(carried[0], largest));
  Value sum = e.mul(carried[1], rescale);
  Value weighted = e.mul(carried[2], e.broadcast(rescale, piece.lanes));
  for (auto [score, row] : llvm::zip(scores, rows)) {
    Value power = exp(e.sub(score, largest));
    sum = e.add(sum, power);
    weighted = e.fma(e.broadcast(power, piece.lanes), row, weighted);
  }
  return {largest, sum, weighted};
}

Value AttentionPiece::finish(ValueRange carried) const {
  Type f32 = e.getF32Type();
  Value factor =
      e.div(e.splat(1.0, f32), e.add(carried[1], e.splat(1e-16, f32)));
  return e.mul(carried[2], e.broadcast(factor, piece.lanes));
}

/// Values that a piece carries from edge to edge.
static constexpr unsigned carriedPerPiece = 3;

static Values sumOverEdges(Emitter &e, const AttentionOperands &in, Value row,
                           ArrayRef<AttentionPiece> pieces) {
  Values start;
  for (const AttentionPiece &piece : pieces)
    llvm::append_range(start, piece.start());
  auto joinEdges = [&](ValueRange edges, ValueRange carried) {
    Values sources, next;
    for (Value edge : edges)
      sources.push_back(e.loadIndex(in.sources, edge));
    for (const AttentionPiece &piece : pieces)
      llvm::append_range(
          next,
          piece.join(sources, carried.slice(next.size(), carriedPerPiece)));
    return next;
  };
  return loopInSteps(e, segmentOf(e, in.rowPtr, row), start, joinEdges);
}

namespace {
/// y[i, c] = sum over edges (j -> i) of p[j, h] * x[j, c], p the softmax of the
/// scores of row i. No edge value is stored.
struct AttentionKernel : KernelLowering<AttentionOp> {
  using KernelLowering::KernelLowering;

  LogicalResult
  matchAndRewrite(AttentionOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e = kernelEmitter(op, rewriter);
    int64_t heads = getChannels(op.getSource()),
            channels = getChannels(op.getX());
    AttentionOperands in = {adaptor.getGraph()[0],
                            adaptor.getGraph()[1],
                            adaptor.getX().front(),
                            adaptor.getSource().front(),
                            adaptor.getTarget().front(),
                            op.getNegativeSlope().convertToDouble(),
                            heads,
                            channels / std::max<int64_t>(heads, 1)};
    Value rows = rowsOf(e, in.rowPtr);
    auto writer = KernelRowWriter::behind(op, rows, e, rewriter, context);
    if (failed(writer))
      return failure();
    RowShape shape = RowShape::of(channels, lanesDividing(in.width));
    forEachRow(e, context, op, rows, shape, [&](const RowThread &thread) {
      SmallVector<Piece> pieces = shape.pieces(e, thread);
      SmallVector<AttentionPiece> sums;
      for (const Piece &piece : pieces)
        sums.emplace_back(e, in, thread.row, piece);
      Values carried = sumOverEdges(e, in, thread.row, sums);
      for (auto [i, piece] : llvm::enumerate(pieces)) {
        ValueRange own =
            ValueRange(carried).slice(i * carriedPerPiece, carriedPerPiece);
        writer->write(e, shape, thread, piece, sums[i].finish(own));
      }
    });
    writer->replace(op, rewriter);
    return success();
  }
};
} // namespace

void gnn::populateAttentionKernels(Patterns &patterns, Converter &converter,
                                   KernelContext &context) {
  patterns.add<AttentionKernel>(converter, patterns.getContext(), context);
}
