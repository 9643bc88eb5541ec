//===- LayerNormRows.h - Reading and writing rows that are normalised ---===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_LAYERNORMROWS_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_LAYERNORMROWS_H

#include "RowWriter.h"

namespace mlir::gnn {

/// What the elements of a row become: (x - mean) * scale, and then weight and
/// bias where there are any.
struct RowTransform {
  Value mean, scale;
};

/// Shared by both modes: reading rows, and writing them normalised.
class LayerNormRows {
public:
  static FailureOr<LayerNormRows> create(LayerNormOp op, Value x, Emitter &e,
                                         ConversionPatternRewriter &rewriter,
                                         LoweringContext &lowering);

  /// Sum over the channels of x.
  Value sumOfRow(Value row) const;
  /// Sum over the channels of (x - mean)^2.
  Value squaresOfRow(Value row, Value mean) const;
  void writeRow(Value row, RowTransform transform) const;

  Value rows() const { return numRows; }
  int64_t channels() const { return numChannels; }
  Value epsilon(Type type) const { return e.splat(epsilonValue, type); }
  void replace(ConversionPatternRewriter &rewriter) const {
    writer.replace(op, rewriter);
  }
  Emitter &emitter() const { return e; }

private:
  LayerNormRows(LayerNormOp op, Value x, Value numRows, Emitter &e,
                ChannelTiles tiles, RowWriter writer)
      : op(op), x(x), numRows(numRows), numChannels(getChannels(op.getX())),
        epsilonValue(op.getEpsilon().convertToDouble()), e(e), tiles(tiles),
        writer(std::move(writer)) {}

  Value load(Value row, const Piece &piece) const {
    return e.loadVector(x, {row, piece.offset}, piece.lanes);
  }

  LayerNormOp op;
  Value x, numRows, weight, bias;
  int64_t numChannels;
  double epsilonValue;
  Emitter &e;
  ChannelTiles tiles;
  RowWriter writer;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_LAYERNORMROWS_H
