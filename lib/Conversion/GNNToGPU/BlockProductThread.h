//===- BlockProductThread.h - A thread of a product by blocks - -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOGPU_BLOCKPRODUCTTHREAD_H
#define GNN_OPT_LIB_CONVERSION_GNNTOGPU_BLOCKPRODUCTTHREAD_H

#include "KernelRowWriter.h"
#include "StoredWeights.h"

namespace mlir::gnn {

/// What a block of threads computes, and of what: each of its warps has one
/// panel of outputs, of which `panelThreads` neighbouring threads have a vector
/// each, and some of the rows.
struct BlockProduct {
  /// Outputs in a vector, and inputs in what a thread loads of x.
  static constexpr int64_t lanes = 4;

  BlockProduct(const StoredWeights &stored, int64_t channels, Value x,
               StoredWeightConstants weights);

  Value x, bias;
  StoredWeightConstants weights;
  int64_t strips, panels, panelThreads, panelWarps, rowThreads, rowsPerThread,
      blockRows, blocks;
  RowShape shape;

  /// What a block of threads has in shared memory.
  SmallVector<Type> sharedTypes(Emitter &e) const;
};

/// The code of one thread.
class BlockProductThread {
public:
  BlockProductThread(Emitter &e, const BlockProduct &product,
                     const Thread &thread);
  void run(const KernelRowWriter &writer) { write(writer, multiply()); }

private:
  Values multiply();
  void write(const KernelRowWriter &writer, ValueRange sums);
  void loadStrip(Value strip);
  Values addStrip(Value strip, ValueRange sums);
  Values addBlock(Value at, ValueRange sums);

  Emitter &e;
  const BlockProduct &product;
  Value id, shared, rows, firstRow, threadRow, panel;
  Piece piece;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_BLOCKPRODUCTTHREAD_H
