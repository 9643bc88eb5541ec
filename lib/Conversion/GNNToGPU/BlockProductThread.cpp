//===- BlockProductThread.cpp - A thread of a product by blocks -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BlockProductThread.h"

#include "gnn-opt/Conversion/Lowering/Segments.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "llvm/ADT/bit.h"

using namespace mlir;
using namespace mlir::gnn;

/// Rows of x that a block of threads has, where each thread has few enough:
/// more sums would leave too few registers for other blocks.
static constexpr int64_t maxBlockRows = 64, maxRowsPerThread = 4;
/// Behind the rows of an input in shared memory: threads that store a column
/// meet different banks, and each input begins where a vector may.
static constexpr int64_t rowPadding = 4;
static constexpr int64_t lanes = BlockProduct::lanes;
/// Stored blocks that a thread has in flight.
static constexpr int64_t blocksPerStep = 2;

BlockProduct::BlockProduct(const StoredWeights &stored, int64_t channels,
                           Value x, StoredWeightConstants weights)
    : x(x), weights(weights), strips(stored.strips()), panels(stored.panels),
      panelThreads(stored.blockOutputs / lanes),
      panelWarps(
          std::min<int64_t>(blockWarps, llvm::bit_ceil<uint64_t>(panels))),
      rowThreads(blockWarps / panelWarps * (warpThreads / panelThreads)),
      rowsPerThread(std::min(maxRowsPerThread, maxBlockRows / rowThreads)),
      blockRows(rowsPerThread * rowThreads),
      blocks(llvm::divideCeil(panels, panelWarps)),
      shape(RowShape::covering(channels, blocks * panelWarps * panelThreads)) {}

SmallVector<Type> BlockProduct::sharedTypes(Emitter &e) const {
  return {sharedMemory({StoredWeights::depth, blockRows + rowPadding},
                       e.getF32Type())};
}

BlockProductThread::BlockProductThread(Emitter &e, const BlockProduct &product,
                                       const Thread &thread)
    : e(e), product(product), id(thread.id), shared(thread.shared[0]),
      rows(e.sizeOf(product.x)),
      firstRow(e.times(thread.blockX, product.blockRows)) {
  Value warp = e.dividedBy(id, warpThreads),
        lane = e.remainder(id, warpThreads);
  int64_t warpRowThreads = warpThreads / product.panelThreads;
  Value rowGroup =
      e.plus(e.times(e.dividedBy(warp, product.panelWarps), warpRowThreads),
             e.dividedBy(lane, product.panelThreads));
  threadRow = e.times(rowGroup, product.rowsPerThread);
  Value number = e.plus(e.times(thread.blockY, product.panelWarps),
                        e.remainder(warp, product.panelWarps));
  panel = e.smaller(number, e.index(product.panels - 1));
  Value vector = e.plus(e.times(number, product.panelThreads),
                        e.remainder(lane, product.panelThreads));
  piece = {e.times(vector, lanes), vector, lanes};
}

/// x[input][row] of the strip, transposed. The threads of a warp load two
/// vectors of a row, a sector, and store to different banks. Behind the last
/// input and the last row the last ones are repeated; no block is stored for
/// those inputs.
void BlockProductThread::loadStrip(Value strip) {
  constexpr int64_t perSector = 2;
  int64_t vectors = blockThreads / product.blockRows;
  int64_t inputs = cast<MemRefType>(product.x.getType()).getDimSize(1);
  Value begin = e.times(strip, StoredWeights::depth);
  Value local = e.remainder(e.dividedBy(id, perSector), product.blockRows);
  Value sector = e.dividedBy(id, perSector * product.blockRows);
  Value first = e.plus(e.remainder(id, perSector), e.times(sector, perSector));
  Value row = e.smaller(e.plus(firstRow, local), e.minus(rows, e.index(1)));
  for (int64_t i = 0; i < StoredWeights::depth / lanes; i += vectors) {
    Value position = e.times(e.plus(first, i), lanes);
    Value input = e.smaller(e.plus(begin, position), e.index(inputs - lanes));
    Value values = e.loadVector(product.x, {row, input}, lanes);
    for (int64_t lane = 0; lane < lanes; ++lane)
      e.store(vector::ExtractOp::create(e, values, ArrayRef<int64_t>(lane)),
              shared, {e.plus(position, lane), local});
  }
}

Values BlockProductThread::addBlock(Value at, ValueRange sums) {
  Values next(sums);
  int64_t width = lanesDividing(product.rowsPerThread);
  Value input = e.loadIndex(product.weights.positions, at);
  Value first = e.times(e.remainder(id, product.panelThreads), lanes);
  Value weights = e.loadVector(product.weights.values, {at, first}, lanes);
  for (int64_t row = 0; row < product.rowsPerThread; row += width) {
    Value x = e.loadVector(shared, {input, e.plus(threadRow, row)}, width);
    for (int64_t i = 0; i < width; ++i) {
      Value element = vector::ExtractOp::create(e, x, ArrayRef<int64_t>(i));
      next[row + i] =
          e.fma(e.broadcast(element, lanes), weights, next[row + i]);
    }
  }
  return next;
}

Values BlockProductThread::addStrip(Value strip, ValueRange sums) {
  Value number = e.plus(e.times(strip, product.panels), panel);
  Segment segment = segmentOf(e, product.weights.pointers, number);
  Value size = e.minus(segment.end, segment.begin);
  Value whole = e.minus(segment.end, e.remainder(size, blocksPerStep));
  Values next = e.loop(
      segment.begin, whole, sums,
      [&](Value first, ValueRange carried) {
        Values added(carried);
        for (int64_t i = 0; i < blocksPerStep; ++i)
          added = addBlock(e.plus(first, i), added);
        return added;
      },
      blocksPerStep);
  return e.loop(whole, segment.end, next, [&](Value at, ValueRange carried) {
    return addBlock(at, carried);
  });
}

Values BlockProductThread::multiply() {
  Value start = e.zeros(lanes);
  if (product.bias) {
    int64_t size = cast<MemRefType>(product.bias.getType()).getDimSize(0);
    start = e.loadVector(product.bias,
                         e.smaller(piece.offset, e.index(size - lanes)), lanes);
  }
  return e.loop(e.index(0), e.index(product.strips),
                Values(product.rowsPerThread, start),
                [&](Value strip, ValueRange sums) {
                  loadStrip(strip);
                  barrier(e);
                  Values next = addStrip(strip, sums);
                  barrier(e);
                  return next;
                });
}

void BlockProductThread::write(const KernelRowWriter &writer, ValueRange sums) {
  for (auto [i, sum] : llvm::enumerate(sums)) {
    Value row = e.plus(firstRow, e.plus(threadRow, i));
    writer.write(e, product.shape, row, e.isLess(row, rows), piece, sum);
  }
}
