//===- Epilogue.h - Elementwise ops on the registers of a row - -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_CONVERSION_LOWERING_EPILOGUE_H
#define GNN_OPT_CONVERSION_LOWERING_EPILOGUE_H

#include "gnn-opt/Conversion/Lowering/ConversionContext.h"
#include "gnn-opt/Conversion/Lowering/Piece.h"
#include "gnn-opt/Conversion/Lowering/RowTile.h"
#include "gnn-opt/Dialect/GNN/GNN.h"

#include "mlir/Transforms/DialectConversion.h"

namespace mlir::gnn {

/// Where an operand of an elementwise op is read from.
struct ElementSource {
  enum class Kind {
    Running,  ///< the register that the step before computed
    Elements, ///< rows of a buffer of the same shape, or a tile of them
    Channels, ///< a constant for each channel
    Scaled,   ///< rows of a buffer times one factor each
    Rows,     ///< one value a row
    Single    ///< one value
  };
  Kind kind;
  RowTile tile = {};
  ScaledRows scaled = {};

  Value read(Emitter &e, Value row, const Piece &piece, Value running) const;
};

/// Elementwise ops that are computed where their operand is still in registers.
class Epilogue {
public:
  /// The chain of elementwise ops behind `root`: each the only reader of the
  /// one before, its other operands known before `root`.
  static FailureOr<Epilogue> behind(Operation *root, Emitter &e,
                                    ConversionPatternRewriter &rewriter,
                                    ConversionContext &context);
  /// `first`, whose operands are all read from memory, and the chain behind it.
  static FailureOr<Epilogue> startingAt(Operation *first, Emitter &e,
                                        ConversionPatternRewriter &rewriter,
                                        ConversionContext &context);

  /// Reads the rows of `operand`, a joined op that has no buffer, in a tile.
  void readFrom(const RowTile &tile, Value operand);

  Value apply(Emitter &e, Value row, const Piece &piece, Value value) const;

  /// The fused ops; the result of the last one is what is stored.
  SmallVector<Operation *> getOps() const;

  /// Replaces `root` and the fused ops by the buffer that they are stored in.
  void replaceOps(Operation *root, Value buffer,
                  ConversionPatternRewriter &rewriter) const;

private:
  struct Step {
    ElementwiseOpInterface op;
    SmallVector<ElementSource> sources;
  };
  LogicalResult extend(Operation *root, Value running, Emitter &e,
                       ConversionPatternRewriter &rewriter,
                       ConversionContext &context);
  LogicalResult append(ElementwiseOpInterface op, Value running, Emitter &e,
                       ConversionPatternRewriter &rewriter,
                       ConversionContext &context);

  SmallVector<Step> steps;
};

} // namespace mlir::gnn

#endif // GNN_OPT_CONVERSION_LOWERING_EPILOGUE_H
