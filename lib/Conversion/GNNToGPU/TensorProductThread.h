//===- TensorProductThread.h - A thread on tensor cores ---------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOGPU_TENSORPRODUCTTHREAD_H
#define GNN_OPT_LIB_CONVERSION_GNNTOGPU_TENSORPRODUCTTHREAD_H

#include "KernelRowWriter.h"
#include "WeightFragments.h"

namespace mlir::gnn {

/// What a block computes, and of what.
struct TensorProduct {
  /// Rows of x that a warp has, in tiles of the instruction's.
  static constexpr int64_t rowTiles = 2;
  static constexpr int64_t warpRows = rowTiles * MatrixInstruction::rows;
  static constexpr int64_t blockRows = blockWarps * warpRows;
  /// Behind the outputs of a row in shared memory: lanes that store a tile meet
  /// different banks, and vectors stay aligned.
  static constexpr int64_t rowPadding = 4;

  TensorProduct(Emitter &e, KernelContext &context, LinearOp op, Value x,
                const WeightFragments &fragments,
                const MatrixInstruction &instruction);

  const MatrixInstruction &instruction;
  Value x, weights, metadata, bias;
  int64_t steps, tiles, blockTiles, blocks;
  RowShape shape;

  int64_t columns() const { return blockTiles * MatrixInstruction::outputs; }
  /// What a block has in shared memory.
  SmallVector<Type> sharedTypes(Emitter &e) const;
  int64_t inputs() const { return cast<MemRefType>(x.getType()).getDimSize(1); }
};

/// The code of one thread.
class TensorProductThread {
public:
  TensorProductThread(Emitter &e, const TensorProduct &product,
                      const Thread &thread);

  void run(const KernelRowWriter &writer) { write(writer, multiply()); }

private:
  /// sums = W x, for a warp's rows and the block's outputs: by tiles of
  /// outputs, by tiles of rows, by elements of the instruction.
  Values multiply();
  /// Through shared memory, so that rows are written in whole vectors.
  void write(const KernelRowWriter &writer, ValueRange sums);
  Values loadInputs(Value step);
  Value loadInput(Value row, Value input);
  /// What a lane holds of a tile of outputs, for one instruction.
  struct Weights {
    Value registers, metadata;
  };
  Weights loadWeights(int64_t tile, Value number);
  /// Of each tile of rows, for all instructions of a step.
  SmallVector<Values> toRegisters(ValueRange loaded);
  /// For all tiles of rows, by the instruction `number` of a step.
  void addProducts(const Weights &weights, ArrayRef<Values> inputs,
                   int64_t number, MutableArrayRef<Value> sums);
  Values multiplyStep(Value step, ValueRange loaded, ValueRange sums);
  void stage(ValueRange sums);
  void writePiece(const KernelRowWriter &writer, Value local, Value number);

  Emitter &e;
  const TensorProduct &product;
  const MatrixInstruction &instruction;
  Value rows, firstRow, firstTile, warpRow, group, place, lane, id, staged;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_TENSORPRODUCTTHREAD_H
