//===- Piece.cpp - Neighbouring channels of a row -------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/Lowering/Piece.h"

using namespace mlir;
using namespace mlir::gnn;

Values gnn::startSums(Emitter &e, Value bias, ArrayRef<Piece> pieces) {
  return llvm::map_to_vector(pieces, [&](const Piece &piece) {
    return bias ? e.loadVector(bias, piece.offset, piece.lanes)
                : e.zeros(piece.lanes);
  });
}
