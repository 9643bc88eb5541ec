//===- Piece.h - Neighbouring channels of a row --------------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_CONVERSION_LOWERING_PIECE_H
#define GNN_OPT_CONVERSION_LOWERING_PIECE_H

#include "gnn-opt/Conversion/Lowering/Emitter.h"

namespace mlir::gnn {

/// Neighbouring channels of a row that fit one vector.
struct Piece {
  /// The first channel.
  Value offset;
  /// Which piece of the row it is.
  Value number;
  int64_t lanes;
  /// The first lanes that the piece before holds as well.
  int64_t repeated = 0;
};

/// What a piece of a row contributes to a reduction over it, a vector.
using RowTerm = function_ref<Value(const Piece &piece)>;

/// Where sums of products begin: the bias, or 0 where it is null.
Values startSums(Emitter &e, Value bias, ArrayRef<Piece> pieces);

} // namespace mlir::gnn

#endif // GNN_OPT_CONVERSION_LOWERING_PIECE_H
