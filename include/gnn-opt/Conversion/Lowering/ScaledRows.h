//===- ScaledRows.h - Rows that may be scaled where they are read -*- C++ -*-=//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_CONVERSION_LOWERING_SCALEDROWS_H
#define GNN_OPT_CONVERSION_LOWERING_SCALEDROWS_H

#include "gnn-opt/Conversion/Lowering/Emitter.h"
#include "gnn-opt/Conversion/Lowering/Piece.h"

namespace mlir::gnn {

/// Rows times one factor each. Whether the products are stored is decided when
/// the model runs.
struct ScaledRows {
  Value rows, factors;
  /// The products, and i1 whether they are there.
  Value stored, isStored;

  /// The product of a row.
  Value read(Emitter &e, Value row, const Piece &piece) const {
    return e.choose(
        isStored,
        [&] { return e.loadVector(stored, {row, piece.offset}, piece.lanes); },
        [&] {
          Value x = e.loadVector(rows, {row, piece.offset}, piece.lanes);
          return e.mul(x, e.broadcast(e.load(factors, row), piece.lanes));
        });
  }
};

} // namespace mlir::gnn

#endif // GNN_OPT_CONVERSION_LOWERING_SCALEDROWS_H
