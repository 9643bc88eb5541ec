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

#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace mlir::gnn;

/// Vectors in flight at a time.
static constexpr int64_t piecesPerStep = 4;

namespace {
/// Statistics of a row of x, and what each element becomes by them.
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
    forEachRow(e, rows, [&](Value row) {
      auto load = [&](const Piece &piece) {
        return e.loadVector(x, {row, piece.offset}, piece.lanes);
      };
      Value statistic = measure(e, tiles, load);
      tiles.forEach(e, piecesPerStep, [&](ArrayRef<Piece> pieces) {
        for (const Piece &piece : pieces) {
          Value shared = e.broadcast(statistic, piece.lanes);
          writer->write(e, row, piece, apply(e, load(piece), shared));
        }
      });
    });
    writer->replace(op, rewriter);
    return success();
  }

protected:
  /// One number for the row.
  virtual Value measure(Emitter &e, const ChannelTiles &tiles,
                        Term load) const = 0;
  virtual Value apply(Emitter &e, Value x, Value statistic) const = 0;
};

/// y = x - (m + log(sum over k of exp(x[k] - m))), m the largest of the row.
struct LogSoftmaxLowering : RowNormLowering<LogSoftmaxOp> {
  using RowNormLowering::RowNormLowering;

  Value measure(Emitter &e, const ChannelTiles &tiles,
                Term load) const override {
    Value max = maximumOverChannels(e, tiles, load);
    Value sum = sumOverChannels(e, tiles, [&](const Piece &piece) -> Value {
      Value exponent = e.sub(load(piece), e.broadcast(max, piece.lanes));
      return math::ExpOp::create(e, exponent);
    });
    return e.add(max, math::LogOp::create(e, sum));
  }

  Value apply(Emitter &e, Value x, Value statistic) const override {
    return e.sub(x, statistic);
  }
};

/// y = x / max(sqrt(sum over k of x[k]^2), 1e-12).
struct L2NormalizeLowering : RowNormLowering<L2NormalizeOp> {
  using RowNormLowering::RowNormLowering;

  Value measure(Emitter &e, const ChannelTiles &tiles,
                Term load) const override {
    Value squares = sumOverChannels(e, tiles, [&](const Piece &piece) {
      Value x = load(piece);
      return e.mul(x, x);
    });
    Value least = e.splat(1e-12, e.getF32Type());
    return e.maximum(math::SqrtOp::create(e, squares), least);
  }

  Value apply(Emitter &e, Value x, Value statistic) const override {
    return e.div(x, statistic);
  }
};
} // namespace

void gnn::populateRowNormPatterns(RewritePatternSet &patterns,
                                  Converter &converter,
                                  LoweringContext &lowering) {
  patterns.add<LogSoftmaxLowering, L2NormalizeLowering>(
      converter, patterns.getContext(), lowering);
}
