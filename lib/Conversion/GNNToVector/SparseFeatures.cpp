//===- SparseFeatures.cpp - Sparse rows times a weight --------------------===//
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
/// y[n, :] = b + sum over stored (i, v) of row n of v * w[:, i]: a row of y
/// stays in registers while the columns of w that it needs go by. The weight is
/// transposed, so that such a column is contiguous. A sparse weight is read
/// with its zeros: a few vectors are done sooner than a few scalars are found.
struct SparseFeaturesLinearLowering : GNNLowering<LinearOp> {
  using GNNLowering::GNNLowering;

  LogicalResult
  matchAndRewrite(LinearOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    if (!isSparse(op.getX().getType()))
      return rewriter.notifyMatchFailure(op, "features are dense");
    Emitter e(op.getLoc(), rewriter);
    Operands in = {adaptor.getX()[0], adaptor.getX()[1], adaptor.getX()[2],
                   nullptr, nullptr};
    if (failed(readParameters(op, e, in)))
      return failure();
    Value rows = rowsOf(e, in.rowPtr);
    auto writer = RowWriter::behind(op, rows, e, rewriter, lowering);
    if (failed(writer))
      return failure();
    ChannelTiles tiles = lowering.tiles(getChannels(op.getResult()));
    forEachRow(e, rows, [&](Value row) {
      Segment stored = segmentOf(e, in.rowPtr, row);
      tiles.forEach(e, maxPieces(), [&](ArrayRef<Piece> pieces) {
        Values sums = sumStored(e, in, stored, pieces);
        for (auto [piece, sum] : llvm::zip(pieces, sums))
          writer->write(e, row, piece, sum);
      });
    });
    writer->replace(op, rewriter);
    return success();
  }

private:
  struct Operands {
    Value rowPtr, columns, values, weight, bias;
  };

  /// Beside the stored value and a column of the weight.
  int64_t maxPieces() const { return lowering.accumulators(2); }

  LogicalResult readParameters(LinearOp op, Emitter &e, Operands &in) const {
    FailureOr<ParameterValues> weight = readParameter(op, op.getWeight());
    if (failed(weight))
      return failure();
    int64_t outputs = weight->dim(0), inputs = weight->dim(1);
    auto transpose = [&] {
      std::vector<float> columns;
      columns.reserve(outputs * inputs);
      for (int64_t i = 0; i < inputs; ++i)
        for (int64_t o = 0; o < outputs; ++o)
          columns.push_back(weight->at(o, i));
      return columns;
    };
    in.weight = lowering.constants.getFloats(e, op.getWeight(), "transposed",
                                             {inputs, outputs}, transpose);
    return lowering.constants.getBias(e, op, op.getBias(), in.bias);
  }

  Values sumStored(Emitter &e, const Operands &in, Segment stored,
                   ArrayRef<Piece> pieces) const {
    auto addStored = [&](Value position, ValueRange sums) {
      Value column = e.loadIndex(in.columns, position);
      prefetchLaterRow(e, in.weight, in.columns, position);
      Value x = e.broadcast(e.load(in.values, position), pieces.front().lanes);
      Values next;
      for (auto [piece, sum] : llvm::zip(pieces, sums))
        next.push_back(e.fma(
            x, e.loadVector(in.weight, {column, piece.offset}, piece.lanes),
            sum));
      return next;
    };
    return e.loop(stored.begin, stored.end, startSums(e, in.bias, pieces),
                  addStored);
  }
};
} // namespace

void gnn::populateSparseFeaturesPatterns(RewritePatternSet &patterns,
                                         Converter &converter,
                                         LoweringContext &lowering) {
  patterns.add<SparseFeaturesLinearLowering>(converter, patterns.getContext(),
                                             lowering);
}
