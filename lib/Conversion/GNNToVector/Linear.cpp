//===- Linear.cpp - Dense rows times a dense weight -----------------------===//
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
/// y[n, o] = sum over i of x[n, i] * w[o, i] + b[o], by register tiles: several
/// rows by several pieces of outputs, summed over all inputs in registers. The
/// weight is packed as one panel a piece, the outputs of the piece side by side
/// for each input. Sparse weights that are not worth a form of their own come
/// here with their zeros.
struct DenseLinearLowering : GNNLowering<LinearOp> {
  using GNNLowering::GNNLowering;

  LogicalResult
  matchAndRewrite(LinearOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    if (isSparse(op.getX().getType()))
      return rewriter.notifyMatchFailure(op, "features are sparse");
    Emitter e(op.getLoc(), rewriter);
    Operands in = {adaptor.getX().front(), nullptr, nullptr};
    if (failed(readParameters(op, e, in)))
      return failure();
    Value rows = e.sizeOf(in.x);
    auto writer = RowWriter::behind(op, rows, e, rewriter, lowering);
    if (failed(writer))
      return failure();
    ChannelTiles tiles = lowering.tiles(getChannels(op.getResult()));
    forEachChunk(e, rows, [&](Value from, Value to) {
      tiles.forEach(e, piecesPerTile(tiles), [&](ArrayRef<Piece> pieces) {
        multiplyRows(e, in, pieces, from, to, *writer);
      });
    });
    writer->replace(op, rewriter);
    return success();
  }

private:
  struct Operands {
    Value x, panels, bias;
  };

  /// Two pieces a tile keep the loads of x and of the panels in balance. Three
  /// pieces in one go beat two and a lonely third; wide registers are many.
  int64_t piecesPerTile(const ChannelTiles &tiles) const {
    if (tiles.count() <= 3)
      return std::max<int64_t>(tiles.count(), 1);
    return lowering.registers() / 8;
  }

  /// As many rows as leave registers for the panel pieces and an x.
  int64_t rowsPerTile(int64_t pieces) const {
    int64_t accumulators = lowering.registers() - pieces - 2;
    return std::min<int64_t>(accumulators / pieces, 8);
  }

  LogicalResult readParameters(LinearOp op, Emitter &e, Operands &in) const {
    FailureOr<ParameterValues> weight = readParameter(op, op.getWeight());
    if (failed(weight))
      return failure();
    in.panels = packPanels(e, op.getWeight(), *weight);
    return lowering.constants.getBias(e, op, op.getBias(), in.bias);
  }

  /// panel[piece * inputs + i][lane] = w[offset(piece) + lane, i]
  Value packPanels(Emitter &e, Value parameter,
                   const ParameterValues &weight) const {
    int64_t inputs = weight.dim(1);
    ChannelTiles tiles = lowering.tiles(weight.dim(0));
    auto pack = [&] {
      std::vector<float> panels;
      panels.reserve(tiles.count() * inputs * tiles.lanes());
      for (int64_t piece = 0; piece < tiles.count(); ++piece)
        for (int64_t i = 0; i < inputs; ++i)
          for (int64_t lane = 0; lane < tiles.lanes(); ++lane)
            panels.push_back(weight.at(tiles.offset(piece) + lane, i));
      return panels;
    };
    return lowering.constants.getFloats(
        e, parameter, "panels" + Twine(tiles.lanes()),
        {tiles.count() * inputs, tiles.lanes()}, pack);
  }

  void multiplyRows(Emitter &e, const Operands &in, ArrayRef<Piece> pieces,
                    Value from, Value to, const RowWriter &writer) const {
    int64_t tileRows = rowsPerTile(pieces.size());
    Value tiled = e.times(e.dividedBy(e.minus(to, from), tileRows), tileRows);
    Value tiledEnd = e.plus(from, tiled);
    e.loop(
        from, tiledEnd,
        [&](Value row) { multiplyTile(e, in, pieces, row, tileRows, writer); },
        tileRows);
    e.loop(tiledEnd, to,
           [&](Value row) { multiplyTile(e, in, pieces, row, 1, writer); });
  }

  void multiplyTile(Emitter &e, const Operands &in, ArrayRef<Piece> pieces,
                    Value row, int64_t tileRows,
                    const RowWriter &writer) const {
    Values rows, start;
    for (int64_t i = 0; i < tileRows; ++i) {
      rows.push_back(e.plus(row, i));
      llvm::append_range(start, startSums(e, in.bias, pieces));
    }
    Values sums = sumOverInputs(e, in, pieces, rows, start);
    for (auto [i, sum] : llvm::enumerate(sums))
      writer.write(e, rows[i / pieces.size()], pieces[i % pieces.size()], sum);
  }

  /// sums[r, p] += x[r, i] * panel[p][i] for all inputs i.
  Values sumOverInputs(Emitter &e, const Operands &in, ArrayRef<Piece> pieces,
                       ValueRange rows, ValueRange start) const {
    int64_t inputs = cast<MemRefType>(in.x.getType()).getDimSize(1);
    auto panels = llvm::map_to_vector(pieces, [&](const Piece &piece) {
      return e.times(piece.number, inputs);
    });
    auto addInput = [&](Value input, ValueRange sums) {
      Values weights, next;
      for (auto [piece, panel] : llvm::zip(pieces, panels))
        weights.push_back(e.loadVector(
            in.panels, {e.plus(panel, input), e.index(0)}, piece.lanes));
      for (Value row : rows) {
        Value x = e.broadcast(e.load(in.x, {row, input}), pieces[0].lanes);
        for (Value weight : weights)
          next.push_back(e.fma(x, weight, sums[next.size()]));
      }
      return next;
    };
    return e.loop(e.index(0), e.index(inputs), start, addInput);
  }
};
} // namespace

void gnn::populateLinearPatterns(RewritePatternSet &patterns,
                                 Converter &converter,
                                 LoweringContext &lowering) {
  patterns.add<DenseLinearLowering>(converter, patterns.getContext(), lowering);
}
