//===- SparseProductThread.h - A thread of a sparse product --- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOGPU_SPARSEPRODUCTTHREAD_H
#define GNN_OPT_LIB_CONVERSION_GNNTOGPU_SPARSEPRODUCTTHREAD_H

#include "KernelRowWriter.h"
#include "StoredWeights.h"

namespace mlir::gnn {

/// What a block of threads computes, and of what.
struct SparseProduct {
  /// Rows of x that a block has, one in each lane of its warps.
  static constexpr int64_t blockRows = warpThreads;
  /// Outputs that a block computes; more are for other blocks.
  static constexpr int64_t blockOutputs = 64;
  /// Channels in a vector of x and of the result.
  static constexpr int64_t lanes = 4;

  SparseProduct(const StoredWeights &stored, int64_t channels, Value x,
                StoredWeightConstants weights);

  Value x, bias;
  StoredWeightConstants weights;
  int64_t outputs, blocks;
  RowShape shape;

  /// What a block has in shared memory: a strip of x, and sums.
  SmallVector<Type> sharedTypes(Emitter &e) const;
};

/// The code of one thread: the sums of its lane's row for every fourth output,
/// in shared memory, a strip of inputs after the other.
class SparseProductThread {
public:
  SparseProductThread(Emitter &e, const SparseProduct &product,
                      const Thread &thread);
  void run(const KernelRowWriter &writer);

private:
  void multiply();
  void write(const KernelRowWriter &writer);
  void startSums();
  void loadStrip(Value strip);
  void addStrip(Value strip);
  /// Runs `body` for each output of the thread's warp, counted in the block.
  void forEachOutput(function_ref<void(Value local, Value output)> body);
  /// Which of `size` vectors of a row the thread moves, and of which rows.
  void forEachVector(int64_t size,
                     function_ref<void(Value row, Value vector)> body);

  Emitter &e;
  const SparseProduct &product;
  Value x, sums, rows, firstRow, firstOutput, lane, warp, id;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_SPARSEPRODUCTTHREAD_H
