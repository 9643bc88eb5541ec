//===- Emitter.h - The few words that all loops are written in  -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_CONVERSION_LOWERING_EMITTER_H
#define GNN_OPT_CONVERSION_LOWERING_EMITTER_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace mlir::gnn {

using Values = SmallVector<Value>;

/// A builder at one location that speaks of indices, memory and vectors of f32.
class Emitter : public ImplicitLocOpBuilder {
public:
  using ImplicitLocOpBuilder::ImplicitLocOpBuilder;

  /// Lanes of f32; every element is a vector, also where it has one lane.
  VectorType vectorOf(int64_t lanes);

  /// From here on a vector in memory begins at a multiple of its size.
  void setVectorsAligned() { areVectorsAligned = true; }

  //===--- Indices
  //---------------------------------------------------------===//
  Value index(int64_t value);
  Value plus(Value a, Value b);
  Value plus(Value a, int64_t b) { return plus(a, index(b)); }
  Value minus(Value a, Value b);
  Value times(Value a, Value b);
  Value times(Value a, int64_t b) { return times(a, index(b)); }
  Value dividedBy(Value a, Value b);
  Value dividedBy(Value a, int64_t b) { return dividedBy(a, index(b)); }
  /// The quotient, rounded up.
  Value dividedUp(Value a, Value b);
  Value remainder(Value a, int64_t b);
  Value smaller(Value a, Value b);
  /// The larger of both.
  Value atLeast(Value a, int64_t b);
  /// i1: a < b, a == b.
  Value isLess(Value a, Value b);
  Value isEqual(Value a, Value b);
  Value both(Value a, Value b);
  Value any(Value a, Value b);

  //===--- Memory
  //----------------------------------------------------------===//
  Value sizeOf(Value memref, unsigned dim = 0);
  Value load(Value memref, ValueRange indices);
  void store(Value value, Value memref, ValueRange indices);
  /// A stored integer as an index; it is not negative.
  Value loadIndex(Value memref, Value position);
  /// The same the other way round.
  void storeIndex(Value index, Value memref, Value position);
  Value loadVector(Value memref, ValueRange indices, int64_t lanes);
  /// What is loaded behind this is not loaded before it: LLVM orders loads
  /// without regard to how many registers hold their values meanwhile. Code is
  /// made of nothing else.
  void keepLoadsBehind();
  /// A vector that was loaded, and is not loaded again in parts: LLVM reads an
  /// element that is wanted in all lanes from memory.
  Value keepLoaded(Value vector);
  /// Uninitialised memory that lives until its last use in the function.
  Value allocate(Type elementType, Value size);
  Value allocateMatrix(int64_t rows, int64_t columns);

  //===--- Elements
  //--------------------------------------------------------===//
  Value splat(double value, Type type);
  Value zeros(int64_t lanes) { return splat(0.0, vectorOf(lanes)); }
  Value broadcast(Value scalar, int64_t lanes);
  Value add(Value a, Value b);
  Value sub(Value a, Value b);
  Value mul(Value a, Value b);
  Value div(Value a, Value b);
  Value fma(Value a, Value b, Value c);
  Value select(Value condition, Value a, Value b);
  /// The larger (smaller) one, b where either is NaN: one instruction.
  Value larger(Value a, Value b);
  Value lesser(Value a, Value b);
  /// The larger (smaller) one, NaN where either is NaN, as in PyTorch.
  Value maximum(Value a, Value b);
  Value minimum(Value a, Value b);
  /// A number of edges or rows as f32.
  Value toFloat(Value index);

  //===--- Control
  //---------------------------------------------------------===//
  using LoopBody = function_ref<Values(Value position, ValueRange carried)>;
  /// for (i = from; i < to; i += step) carried = body(i, carried)
  Values loop(Value from, Value to, ValueRange initial, LoopBody body,
              int64_t step = 1);
  void loop(Value from, Value to, function_ref<void(Value position)> body,
            int64_t step = 1);
  /// The same with something to carry, of which LLVM makes no copies.
  Values rolledLoop(Value from, Value to, ValueRange initial, LoopBody body,
                    int64_t step = 1);
  void when(Value condition, function_ref<void()> then);
  /// condition ? then() : otherwise(), only one of which is computed.
  Value choose(Value condition, function_ref<Value()> then,
               function_ref<Value()> otherwise);
  Values choose(Value condition, function_ref<Values()> then,
                function_ref<Values()> otherwise);
  void either(Value condition, function_ref<void()> then,
              function_ref<void()> otherwise);

private:
  llvm::MaybeAlign alignmentOf(VectorType vector);

  bool areVectorsAligned = false;
};

} // namespace mlir::gnn

#endif // GNN_OPT_CONVERSION_LOWERING_EMITTER_H
