//===- Attention.cpp - Softmax-weighted sums in one pass over a row -------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RowLoops.h"
#include "RowWriter.h"

#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

#include <limits>

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// Neighbouring heads whose channels are summed up together, so that the
/// exponentials of all of them are computed at once.
struct HeadGroup {
  /// The first head.
  int64_t first;
  /// The heads as vectors: where scores, maxima and sums lie.
  SmallVector<Piece> scores;
  /// All channels of the heads.
  ChannelRange channels;
};

/// A piece of channels, all of one head.
struct HeadPiece {
  Piece channels;
  int64_t head;
};

/// What an attention op reads.
struct Operands {
  Value rowPtr, sources, x, source, target;
  double slope;
};

/// One destination row: its edges, and the scores of its heads.
class AttentionRow {
public:
  AttentionRow(Emitter &e, const Operands &in, Value row,
               const HeadGroup &group);

  /// sum over edges of p * x, one vector a piece.
  Values weightedSum(ArrayRef<HeadPiece> pieces) const;

private:
  /// leaky_relu(source[j, h] + target[i, h]).
  Value score(Value node, size_t part) const;
  Values findMaxima() const;
  /// The element of `parts` that belongs to a head, in all lanes.
  Value spread(ValueRange parts, int64_t head, int64_t lanes) const;

  Emitter &e;
  const Operands &in;
  const HeadGroup &group;
  Segment edges;
  Values targets, maxima;
};
} // namespace

AttentionRow::AttentionRow(Emitter &e, const Operands &in, Value row,
                           const HeadGroup &group)
    : e(e), in(in), group(group), edges(segmentOf(e, in.rowPtr, row)) {
  for (const Piece &piece : group.scores)
    targets.push_back(
        e.loadVector(in.target, {row, piece.offset}, piece.lanes));
  maxima = findMaxima();
}

Value AttentionRow::score(Value node, size_t part) const {
  const Piece &piece = group.scores[part];
  Value source = e.loadVector(in.source, {node, piece.offset}, piece.lanes);
  Value sum = e.add(source, targets[part]);
  Value zero = e.zeros(piece.lanes);
  Value isNegative =
      arith::CmpFOp::create(e, arith::CmpFPredicate::OLT, sum, zero);
  Value slope = e.splat(in.slope, sum.getType());
  return e.select(isNegative, e.mul(sum, slope), sum);
}

/// Also asks for the rows that the second pass reads. A score that is NaN may
/// be missed: its exponential is NaN whatever is subtracted.
Values AttentionRow::findMaxima() const {
  Values least;
  for (const Piece &piece : group.scores)
    least.push_back(e.splat(-std::numeric_limits<double>::infinity(),
                            e.vectorOf(piece.lanes)));
  return e.loop(edges.begin, edges.end, least,
                [&](Value edge, ValueRange carried) {
                  Value node = e.loadIndex(in.sources, edge);
                  prefetchRow(e, in.x, node, group.channels);
                  Values next;
                  for (size_t i = 0; i < group.scores.size(); ++i)
                    next.push_back(e.larger(score(node, i), carried[i]));
                  return next;
                });
}

Value AttentionRow::spread(ValueRange parts, int64_t head,
                           int64_t lanes) const {
  int64_t index = head - group.first;
  int64_t width = group.scores.front().lanes;
  int64_t part = index / width;
  int64_t lane = index % width + group.scores[part].repeated;
  Value element =
      vector::ExtractOp::create(e, parts[part], ArrayRef<int64_t>(lane));
  return e.broadcast(element, lanes);
}

Values AttentionRow::weightedSum(ArrayRef<HeadPiece> pieces) const {
  // Sums of exponentials, then weighted sums: one division a head at the end.
  Values start;
  for (const Piece &piece : group.scores)
    start.push_back(e.splat(1e-16, e.vectorOf(piece.lanes)));
  for (const HeadPiece &piece : pieces)
    start.push_back(e.zeros(piece.channels.lanes));
  size_t parts = group.scores.size();
  Values sums = e.loop(
      edges.begin, edges.end, start, [&](Value edge, ValueRange carried) {
        Value node = e.loadIndex(in.sources, edge);
        Values powers, next;
        for (size_t i = 0; i < parts; ++i) {
          Value exponent = e.sub(score(node, i), maxima[i]);
          powers.push_back(math::ExpOp::create(e, exponent));
          next.push_back(e.add(carried[i], powers.back()));
        }
        for (const auto &[channels, head] : pieces) {
          Value x = e.loadVector(in.x, {node, channels.offset}, channels.lanes);
          Value power = spread(powers, head, channels.lanes);
          next.push_back(e.fma(power, x, carried[next.size()]));
        }
        return next;
      });
  Values factors, result;
  for (Value sum : ArrayRef(sums).take_front(parts))
    factors.push_back(e.div(e.splat(1.0, sum.getType()), sum));
  for (auto [piece, sum] : llvm::zip(pieces, ArrayRef(sums).drop_front(parts)))
    result.push_back(
        e.mul(sum, spread(factors, piece.head, piece.channels.lanes)));
  return result;
}

namespace {
/// y[i, c] = sum over edges (j -> i) of p[j, h] * x[j, c], p the softmax of the
/// scores of row i. Two passes over the edges of a row, which compute the
/// scores twice: the largest score, then all sums. No edge value is stored.
struct AttentionLowering : GNNLowering<AttentionOp> {
  using GNNLowering::GNNLowering;

  LogicalResult
  matchAndRewrite(AttentionOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e(op.getLoc(), rewriter);
    Operands in = {
        adaptor.getGraph()[0],       adaptor.getGraph()[1],
        adaptor.getX().front(),      adaptor.getSource().front(),
        adaptor.getTarget().front(), op.getNegativeSlope().convertToDouble()};
    Value rows = rowsOf(e, in.rowPtr);
    auto writer = RowWriter::behind(op, rows, e, rewriter, lowering);
    if (failed(writer))
      return failure();
    forEachRow(e, rows, [&](Value row) { emitRow(op, e, in, row, *writer); });
    writer->replace(op, rewriter);
    return success();
  }

private:
  /// The rest of the registers is for the exponentials.
  int64_t maxPieces() const { return lowering.registers() / 2; }

  void emitRow(AttentionOp op, Emitter &e, const Operands &in, Value row,
               const RowWriter &writer) const {
    int64_t heads = getChannels(op.getSource());
    int64_t width = getChannels(op.getX()) / heads;
    int64_t piecesPerHead = std::max<int64_t>(lowering.tiles(width).count(), 1);
    int64_t groupSize = std::max<int64_t>(maxPieces() / piecesPerHead, 1);
    for (int64_t first = 0; first < heads; first += groupSize) {
      int64_t size = std::min(groupSize, heads - first);
      HeadGroup group = {first,
                         lowering.tiles(size, first).pieces(e),
                         {first * width, size * width}};
      AttentionRow attention(e, in, row, group);
      if (size > 1)
        emitHeads(e, attention, group, size, width, row, writer);
      else
        emitHead(e, attention, first, width, row, writer);
    }
  }

  /// Several heads: all their channels at once.
  void emitHeads(Emitter &e, const AttentionRow &attention,
                 const HeadGroup &group, int64_t size, int64_t width, Value row,
                 const RowWriter &writer) const {
    SmallVector<HeadPiece> pieces;
    for (int64_t head = group.first; head < group.first + size; ++head)
      for (const Piece &piece : lowering.tiles(width, head * width).pieces(e))
        pieces.push_back({piece, head});
    write(e, attention, pieces, row, writer);
  }

  /// One head, which may have more channels than there are registers: then its
  /// exponentials are computed for each block of them.
  void emitHead(Emitter &e, const AttentionRow &attention, int64_t head,
                int64_t width, Value row, const RowWriter &writer) const {
    lowering.tiles(width, head * width)
        .forEach(e, maxPieces(), [&](ArrayRef<Piece> block) {
          SmallVector<HeadPiece> pieces;
          for (const Piece &piece : block)
            pieces.push_back({piece, head});
          write(e, attention, pieces, row, writer);
        });
  }

  void write(Emitter &e, const AttentionRow &attention,
             ArrayRef<HeadPiece> pieces, Value row,
             const RowWriter &writer) const {
    Values sums = attention.weightedSum(pieces);
    for (auto [piece, sum] : llvm::zip(pieces, sums))
      writer.write(e, row, piece.channels, sum);
  }
};
} // namespace

void gnn::populateAttentionPatterns(RewritePatternSet &patterns,
                                    Converter &converter,
                                    LoweringContext &lowering) {
  patterns.add<AttentionLowering>(converter, patterns.getContext(), lowering);
}
