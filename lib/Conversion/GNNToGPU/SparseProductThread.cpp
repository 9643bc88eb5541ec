//===- SparseProductThread.cpp - A thread of a sparse product -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SparseProductThread.h"

#include "SegmentLoop.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace mlir::gnn;

static constexpr int64_t blockRows = SparseProduct::blockRows,
                         blockOutputs = SparseProduct::blockOutputs,
                         lanes = SparseProduct::lanes;
/// From one input, or output, to the next in shared memory: lanes that read a
/// column meet different banks.
static constexpr int64_t rowStride = blockRows + 1;

SparseProduct::SparseProduct(const StoredWeights &stored, int64_t channels,
                             Value x, StoredWeightConstants weights)
    : x(x), weights(weights), outputs(stored.panels),
      blocks(llvm::divideCeil(outputs, blockOutputs)),
      shape(RowShape::covering(channels, blocks * blockOutputs / lanes)) {}

SmallVector<Type> SparseProduct::sharedTypes(Emitter &e) const {
  Type f32 = e.getF32Type();
  return {sharedMemory({StoredWeights::depth, rowStride}, f32),
          sharedMemory({blockOutputs, rowStride}, f32)};
}

SparseProductThread::SparseProductThread(Emitter &e,
                                         const SparseProduct &product,
                                         const Thread &thread)
    : e(e), product(product), x(thread.shared[0]), sums(thread.shared[1]),
      rows(e.sizeOf(product.x)), firstRow(e.times(thread.blockX, blockRows)),
      firstOutput(e.times(thread.blockY, blockOutputs)),
      lane(e.remainder(thread.id, warpThreads)),
      warp(e.dividedBy(thread.id, warpThreads)), id(thread.id) {}

void SparseProductThread::forEachOutput(
    function_ref<void(Value local, Value output)> body) {
  Value left = e.minus(e.index(product.outputs), firstOutput);
  Value end = e.smaller(left, e.index(blockOutputs));
  e.loop(
      warp, end, [&](Value local) { body(local, e.plus(firstOutput, local)); },
      blockWarps);
}

void SparseProductThread::forEachVector(
    int64_t size, function_ref<void(Value row, Value vector)> body) {
  int64_t rowsAtOnce = blockThreads / size;
  Value vector = e.remainder(id, size), first = e.dividedBy(id, size);
  for (int64_t row = 0; row < blockRows; row += rowsAtOnce)
    body(e.plus(first, row), vector);
}

/// Also of outputs behind the last, which are read but not written.
void SparseProductThread::startSums() {
  Value last = e.index(product.outputs - 1);
  e.loop(
      warp, e.index(blockOutputs),
      [&](Value local) {
        Value output = e.smaller(e.plus(firstOutput, local), last);
        Value start = product.bias ? e.load(product.bias, output)
                                   : e.splat(0.0, e.getF32Type());
        e.store(start, sums, {local, lane});
      },
      blockWarps);
}

/// x[input][row] of the strip, transposed. Behind the last input and the last
/// row the last ones are repeated; no weight is stored for those.
void SparseProductThread::loadStrip(Value strip) {
  int64_t inputs = cast<MemRefType>(product.x.getType()).getDimSize(1);
  Value begin = e.times(strip, StoredWeights::depth);
  forEachVector(StoredWeights::depth / lanes, [&](Value row, Value vector) {
    Value position = e.times(vector, lanes);
    Value input = e.smaller(e.plus(begin, position), e.index(inputs - lanes));
    Value from = e.smaller(e.plus(firstRow, row), e.minus(rows, e.index(1)));
    Value values = e.loadVector(product.x, {from, input}, lanes);
    for (int64_t i = 0; i < lanes; ++i)
      e.store(vector::ExtractOp::create(e, values, ArrayRef<int64_t>(i)), x,
              {e.plus(position, i), row});
  });
}

void SparseProductThread::addStrip(Value strip) {
  forEachOutput([&](Value local, Value output) {
    Value number = e.plus(e.times(strip, product.outputs), output);
    auto add = [&](ValueRange stored, ValueRange carried) {
      Values positions, weights;
      for (Value at : stored) {
        positions.push_back(e.loadIndex(product.weights.positions, at));
        weights.push_back(e.load(product.weights.values, at));
      }
      Value sum = carried[0];
      for (auto [position, weight] : llvm::zip(positions, weights))
        sum = e.add(e.mul(weight, e.load(x, {position, lane})), sum);
      return Values{sum};
    };
    Values sum = loopInSteps(e, segmentOf(e, product.weights.pointers, number),
                             e.load(sums, {local, lane}), add);
    e.store(sum[0], sums, {local, lane});
  });
}

void SparseProductThread::multiply() {
  int64_t inputs = cast<MemRefType>(product.x.getType()).getDimSize(1);
  startSums();
  e.loop(e.index(0), e.index(llvm::divideCeil(inputs, StoredWeights::depth)),
         [&](Value strip) {
           loadStrip(strip);
           barrier(e);
           addStrip(strip);
           barrier(e);
         });
}

/// The sums transposed back, whole vectors of a row.
void SparseProductThread::write(const KernelRowWriter &writer) {
  forEachVector(blockOutputs / lanes, [&](Value local, Value vector) {
    Value output = e.times(vector, lanes);
    Values elements;
    for (int64_t i = 0; i < lanes; ++i)
      elements.push_back(e.load(sums, {e.plus(output, i), local}));
    Value value =
        vector::FromElementsOp::create(e, e.vectorOf(lanes), elements);
    Value row = e.plus(firstRow, local), first = e.plus(firstOutput, output);
    Piece piece{first, e.dividedBy(first, lanes), lanes};
    writer.write(e, product.shape, row, e.isLess(row, rows), piece, value);
  });
}

void SparseProductThread::run(const KernelRowWriter &writer) {
  multiply();
  write(writer);
}
