//===- ProductThread.h - A thread of a dense product in f32 -----*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOGPU_PRODUCTTHREAD_H
#define GNN_OPT_LIB_CONVERSION_GNNTOGPU_PRODUCTTHREAD_H

#include "AsyncCopies.h"
#include "KernelRowWriter.h"
#include "ProductTile.h"

namespace mlir::gnn {

struct ProductOperands {
  Value x, weight, bias;
};

/// The code of one thread for one tile of y.
class ProductThread {
public:
  /// `copiesAsync`: what is not transposed on its way to shared memory needs no
  /// registers.
  ProductThread(Emitter &e, const ProductOperands &in, const ProductTile &tile,
                const RowShape &shape, const Thread &thread, bool copiesAsync);

  /// sums[r] = b + sum over all inputs of x[row + r] * w, for the thread's
  /// rows.
  Values multiply();
  void write(const KernelRowWriter &writer, ValueRange sums);

private:
  /// What is computed meanwhile; it starts copies when it sees fit.
  using Compute = function_ref<Values(function_ref<void()> startCopies)>;

  /// Brings the tiles that begin at `input` to one of two buffers. The tile of
  /// x is transposed, and so goes through registers.
  Values fetchTiles(Value input, Value buffer, Compute meanwhile);
  Value loadInputs(Value input);
  void storeInputs(Value buffer, Value inputs);
  /// The thread's vector of the tile of w: where it is, and where it goes.
  Values weightAt(Value input);
  Values placeOfWeight(Value buffer);
  Values multiplyTiles(Value buffer, ValueRange sums,
                       function_ref<void()> startCopies);
  Value weightInput() { return e.dividedBy(thread.id, tile.columnThreads); }
  /// Of the thread, in a tile of w.
  Value column() {
    return e.times(e.remainder(thread.id, tile.columnThreads), tile.lanes);
  }

  Emitter &e;
  const ProductOperands &in;
  const ProductTile &tile;
  const RowShape &shape;
  const Thread &thread;
  bool copiesAsync;
  Value rows, firstRow, xTiles, weightTiles, threadRow;
  Piece piece;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_PRODUCTTHREAD_H
