//===- RowWriter.h - Where the rows of an op go --------------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_ROWWRITER_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_ROWWRITER_H

#include "Lowering.h"

#include "gnn-opt/Conversion/Lowering/Epilogue.h"
#include "gnn-opt/Conversion/Lowering/Functions.h"

namespace mlir::gnn {

/// Memory like `type` for so many rows, each beginning where vectors like it.
Value allocateRows(Emitter &e, MemRefType type, Value rows,
                   LoweringContext &lowering);

/// Copies rows of features; an element is rounded where `to` is bf16.
void copyRows(Emitter &e, Value from, Value to, LoweringContext &lowering);

/// The rows of `x` as an op gathers them for `user`: a copy in bf16 where
/// gathered features are and those of `x` have other readers, too.
Value getGatheredRows(Emitter &e, Operation *user, Value x,
                      LoweringContext &lowering);

/// Memory for the rows of `result`: that of the function's caller where it is
/// returned, or a new buffer.
Value getRowsBuffer(Emitter &e, Value result, Value rows,
                    LoweringContext &lowering);

/// The same for one value a row.
Value getScalarsBuffer(Emitter &e, Value result, Value rows);

/// Applies the epilogue of an op to its rows, and stores them: in the memory of
/// the function's result, or in a new buffer.
class RowWriter {
public:
  /// For an op that computes `rows` rows, one piece after the other.
  static FailureOr<RowWriter> behind(Operation *root, Value rows, Emitter &e,
                                     ConversionPatternRewriter &rewriter,
                                     LoweringContext &lowering);
  /// For an op that is itself the first step of the epilogue.
  static FailureOr<RowWriter> startingAt(Operation *first, Value rows,
                                         Emitter &e,
                                         ConversionPatternRewriter &rewriter,
                                         LoweringContext &lowering);

  /// Stores rows in memory of a thread.
  static RowWriter into(const RowTile &tile, const Epilogue &epilogue = {}) {
    return RowWriter(epilogue, tile);
  }

  /// The same, that reads the rows of a joined op in a tile.
  RowWriter reading(const RowTile &tile, Value operand) const;

  void write(Emitter &e, Value row, const Piece &piece, Value value) const;
  /// The same, for whoever computes rows.
  auto writing(Emitter &e) const {
    return [&, this](Value row, const Piece &piece, Value value) {
      write(e, row, piece, value);
    };
  }

  /// Asks for the memory in which a piece ends, and will be written a while
  /// later. Where it begins, the one before may end: rows need not begin with a
  /// line of a cache.
  void prefetch(Emitter &e, Value row, const Piece &piece) const;

  Value getMemory() const { return buffer.memory; }

  /// Replaces the op and those fused with it by the buffer.
  void replace(Operation *root, ConversionPatternRewriter &rewriter) const;

private:
  RowWriter(Epilogue epilogue, const RowTile &buffer)
      : epilogue(std::move(epilogue)), buffer(buffer) {}

  Epilogue epilogue;
  RowTile buffer;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_ROWWRITER_H
