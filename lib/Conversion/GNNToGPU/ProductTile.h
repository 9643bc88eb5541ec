//===- ProductTile.h - The tile that a block computes -----------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOGPU_PRODUCTTILE_H
#define GNN_OPT_LIB_CONVERSION_GNNTOGPU_PRODUCTTILE_H

#include "Launch.h"

namespace mlir::gnn {

/// How a block of threads computes a tile of y = x w: `columnThreads` by
/// `rowThreads` threads, each `rowsPerThread` rows of one vector. Tiles of x
/// and w go through shared memory, `depth` inputs at a time.
struct ProductTile {
  explicit ProductTile(int64_t outputs);

  /// Inputs that a thread loads of a row of x at a time: one vector.
  static constexpr int64_t inputLanes = 4;
  /// Inputs between two barriers.
  static constexpr int64_t depth = 8;
  /// Rows of x in a tile, of which each thread loads one vector.
  static constexpr int64_t rows = blockThreads * inputLanes / depth;
  /// Floats from one input of the x tile to the next. The tile is transposed
  /// when it is stored: with this stride the threads of a warp store to 32
  /// different banks, and each input still begins where a vector may.
  static constexpr int64_t rowStride = rows + 4;

  /// Outputs that a thread computes of a row: one vector.
  int64_t lanes;
  int64_t columnThreads, rowThreads, rowsPerThread;
  int64_t columns() const { return columnThreads * lanes; }
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_PRODUCTTILE_H
