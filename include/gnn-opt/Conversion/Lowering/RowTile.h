//===- RowTile.h - Some rows of a matrix, in memory ------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_CONVERSION_LOWERING_ROWTILE_H
#define GNN_OPT_CONVERSION_LOWERING_ROWTILE_H

#include "gnn-opt/Conversion/Lowering/Emitter.h"

namespace mlir::gnn {

/// Row r of the matrix is row `r - first` in memory.
struct RowTile {
  Value memory;
  /// Null where it is 0.
  Value first = {};

  Value indexOf(Emitter &e, Value row) const {
    return first ? e.minus(row, first) : row;
  }
};

} // namespace mlir::gnn

#endif // GNN_OPT_CONVERSION_LOWERING_ROWTILE_H
