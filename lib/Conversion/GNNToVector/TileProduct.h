//===- TileProduct.h - Rows times panels, in registers -------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_TILEPRODUCT_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_TILEPRODUCT_H

#include "InputRows.h"
#include "RowPrefetch.h"
#include "RowWriter.h"
#include "WeightPanels.h"

namespace mlir::gnn {

/// The product of some rows with a weight, by register tiles: several rows by
/// one block of outputs, summed over all inputs in registers.
class TileProduct {
public:
  /// The rows that are multiplied.
  using Features = RowTile;

  /// Packs the weight and the bias of `op`. An error where they have no values.
  static FailureOr<TileProduct> of(LinearOp op, Emitter &e,
                                   LoweringContext &lowering);

  using RowsBody = function_ref<void(Value from, Value to)>;
  /// Writes the rows [from, to) of the product with `x`, and runs `behind` on
  /// each block of them that has just been written.
  void multiply(Emitter &e, const Features &x, Value from, Value to,
                const RowWriter &writer, RowsBody behind = nullptr) const;
  /// The same for one row, to the last bit.
  void multiplyRow(Emitter &e, const Features &x, Value row,
                   const RowWriter &writer) const;

private:
  TileProduct(WeightPanels panels, int64_t registers)
      : panels(std::move(panels)), registers(registers) {}
  static TileProduct ofBlocks(Emitter &e, Value parameter,
                              const ParameterValues &weight,
                              int64_t blockOutputs, LoweringContext &lowering);

  struct Tile {
    ArrayRef<Piece> pieces;
    Values rows;
    /// Where its block of rows begins, of which these follow one another; null
    /// for others, which ask for no rows.
    Value block;
  };

  int64_t rowsPerTile(int64_t pieces) const;
  void multiplyPieces(Emitter &e, const Features &x, ArrayRef<Piece> pieces,
                      Value from, Value to, const RowWriter &writer) const;
  int64_t leastColumnsAhead() const;
  int64_t countParts(const Features &x, const Tile &tile) const;
  void prefetchNextBlock(Emitter &e, const Features &x, const Tile &tile,
                         const WorkPart &part) const;
  void multiplyTile(Emitter &e, const Features &x, const Tile &tile,
                    const RowWriter &writer) const;
  InputRows getInputs(Emitter &e, const Features &x, const Tile &tile) const;
  Values sumOverInputs(Emitter &e, const Features &x, const Tile &tile,
                       ValueRange start) const;

  WeightPanels panels;
  /// What the lines of `panels` leave out, a piece a line.
  std::optional<WeightPanels> singles;
  int64_t registers;
  Value bias;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_TILEPRODUCT_H
