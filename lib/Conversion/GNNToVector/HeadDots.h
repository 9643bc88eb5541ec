//===- HeadDots.h - Dot products of heads, of some rows ------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_HEADDOTS_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_HEADDOTS_H

#include "HeadVectors.h"
#include "RowWriter.h"

namespace mlir::gnn {

/// Says which dots are not computed where their rows are written, and why.
void remarkHeadDots(const LoweringContext &lowering);

/// y[n, h] = sum over c of x[n, h * C + c] * a[h, c], for several vectors a of
/// the same heads: rows are read once, and as many are taken together as fill
/// vectors with sums.
class HeadDots {
public:
  /// Those that are computed in the loop of `host`, whose rows they read: there
  /// may be none.
  static FailureOr<HeadDots> behind(Operation *host, Value rows, Emitter &e,
                                    ConversionPatternRewriter &rewriter,
                                    LoweringContext &lowering);
  /// `first` and the others that are computed in its loop.
  static FailureOr<HeadDots> startingAt(HeadDotOp first, Value rows, Emitter &e,
                                        ConversionPatternRewriter &rewriter,
                                        LoweringContext &lowering);

  /// Writes the rows [from, to) of all results.
  void emitRows(Emitter &e, Value x, Value from, Value to) const;

  void replace(ConversionPatternRewriter &rewriter) const;

private:
  struct Dot {
    HeadDotOp op;
    Value vector;
    RowWriter writer;
  };

  explicit HeadDots(HeadVectors vectors) : vectors(std::move(vectors)) {}
  /// `ops` read the same features, which have `rows` rows.
  static FailureOr<HeadDots> of(ArrayRef<HeadDotOp> ops, Value rows, Emitter &e,
                                ConversionPatternRewriter &rewriter,
                                LoweringContext &lowering);
  int64_t vectorsPerRow() const;
  int64_t rowsPerTile() const;
  /// Of a tile.
  struct Place {
    size_t row, dot;
  };
  SmallVector<Place> getPlaces(size_t rows) const;
  void emitTile(Emitter &e, Value x, ValueRange rows) const;
  Values multiplyRow(Emitter &e, Value x, Value row) const;
  Values multiplyPart(Emitter &e, Value x, Value row,
                      const ChannelTiles &tiles) const;
  void write(Emitter &e, const Dot &dot, Value row, ValueRange sums,
             int64_t firstSum) const;

  HeadVectors vectors;
  SmallVector<Dot> dots;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_HEADDOTS_H
