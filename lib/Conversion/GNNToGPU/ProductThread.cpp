//===- ProductThread.cpp - A thread of a dense product in f32 -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProductThread.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "llvm/ADT/bit.h"

using namespace mlir;
using namespace mlir::gnn;

/// Wide enough for 64 outputs; a narrow weight has more threads along the rows.
static constexpr int64_t maxColumnThreads = 16, minColumnThreads = 2;
/// Inputs of a tile that are multiplied while copies are on their way: with all
/// warps of a multiprocessor, a few hundred cycles. With more, ptxas takes more
/// registers than let seven blocks share a multiprocessor.
static constexpr int64_t depthsBehindCopies = 1;

ProductTile::ProductTile(int64_t outputs) : lanes(lanesDividing(outputs)) {
  int64_t vectors = outputs / lanes;
  columnThreads = std::clamp<int64_t>(llvm::bit_ceil<uint64_t>(vectors),
                                      minColumnThreads, maxColumnThreads);
  rowThreads = blockThreads / columnThreads;
  rowsPerThread = rows / rowThreads;
}

ProductThread::ProductThread(Emitter &e, const ProductOperands &in,
                             const ProductTile &tile, const RowShape &shape,
                             const Thread &thread, bool copiesAsync)
    : e(e), in(in), tile(tile), shape(shape), thread(thread),
      copiesAsync(copiesAsync), rows(e.sizeOf(in.x)),
      firstRow(e.times(thread.blockX, ProductTile::rows)),
      xTiles(thread.shared[0]), weightTiles(thread.shared[1]) {
  threadRow =
      e.times(e.dividedBy(thread.id, tile.columnThreads), tile.rowsPerThread);
  Value number = e.plus(e.times(thread.blockY, tile.columnThreads),
                        e.remainder(thread.id, tile.columnThreads));
  int64_t outputs = cast<MemRefType>(in.weight.getType()).getDimSize(1);
  Value last = e.index(outputs / tile.lanes - 1);
  piece = {e.times(e.smaller(number, last), tile.lanes), number, tile.lanes};
}

/// Behind the last row that one is repeated.
Value ProductThread::loadInputs(Value input) {
  constexpr int64_t perRow = ProductTile::depth / ProductTile::inputLanes;
  Value row = e.plus(firstRow, e.dividedBy(thread.id, perRow));
  Value last = e.minus(rows, e.index(1));
  Value position =
      e.times(e.remainder(thread.id, perRow), ProductTile::inputLanes);
  return e.loadVector(in.x, {e.smaller(row, last), e.plus(input, position)},
                      ProductTile::inputLanes);
}

void ProductThread::storeInputs(Value buffer, Value inputs) {
  constexpr int64_t perRow = ProductTile::depth / ProductTile::inputLanes;
  Value row = e.dividedBy(thread.id, perRow);
  Value position =
      e.times(e.remainder(thread.id, perRow), ProductTile::inputLanes);
  for (int64_t lane = 0; lane < ProductTile::inputLanes; ++lane) {
    Value element =
        vector::ExtractOp::create(e, inputs, ArrayRef<int64_t>(lane));
    e.store(element, xTiles, {buffer, e.plus(position, lane), row});
  }
}

Values ProductThread::weightAt(Value input) {
  Value depth = e.remainder(weightInput(), ProductTile::depth);
  return {e.plus(input, depth), piece.offset};
}

/// Where a tile of w has fewer vectors than there are threads, the rest of them
/// go behind it, where nobody reads: no branch, and no two in one place.
Values ProductThread::placeOfWeight(Value buffer) {
  return {buffer, weightInput(), column()};
}

Values ProductThread::multiplyTiles(Value buffer, ValueRange sums,
                                    function_ref<void()> startCopies) {
  Values next(sums);
  int64_t width = lanesDividing(tile.rowsPerThread);
  for (int64_t depth = 0; depth < ProductTile::depth; ++depth) {
    if (depth == ProductTile::depth - depthsBehindCopies)
      startCopies();
    Value w = e.loadVector(weightTiles, {buffer, e.index(depth), column()},
                           tile.lanes);
    for (int64_t first = 0; first < tile.rowsPerThread; first += width) {
      Value x = e.loadVector(
          xTiles, {buffer, e.index(depth), e.plus(threadRow, first)}, width);
      for (int64_t i = 0; i < width; ++i) {
        Value element = vector::ExtractOp::create(e, x, ArrayRef<int64_t>(i));
        Value spread = e.broadcast(element, tile.lanes);
        next[first + i] = e.fma(spread, w, next[first + i]);
      }
    }
  }
  return next;
}

Values ProductThread::fetchTiles(Value input, Value buffer, Compute meanwhile) {
  Value inputs = loadInputs(input), weight;
  if (!copiesAsync)
    weight = e.loadVector(in.weight, weightAt(input), tile.lanes);
  AsyncCopies copies(e);
  Values computed = meanwhile([&] {
    if (!copiesAsync)
      return;
    copies.start(in.weight, weightAt(input), weightTiles, placeOfWeight(buffer),
                 tile.lanes);
    copies.commit();
  });
  storeInputs(buffer, inputs);
  if (copiesAsync)
    copies.wait();
  else
    e.store(weight, weightTiles, placeOfWeight(buffer));
  barrier(e);
  return computed;
}

/// While one pair of tiles is multiplied, the next is on its way to the other
/// buffer, which nobody reads any more. Behind the last it comes once more.
Values ProductThread::multiply() {
  int64_t inputs = cast<MemRefType>(in.x.getType()).getDimSize(1);
  Values start(tile.rowsPerThread,
               in.bias ? e.loadVector(in.bias, piece.offset, piece.lanes)
                       : e.zeros(piece.lanes));
  fetchTiles(e.index(0), e.index(0), [](function_ref<void()> startCopies) {
    startCopies();
    return Values();
  });
  Value last = e.index(inputs - ProductTile::depth);
  auto multiplyNext = [&](Value input, ValueRange sums) {
    Value step = e.dividedBy(input, ProductTile::depth);
    Value buffer = e.remainder(step, 2),
          other = e.remainder(e.plus(step, 1), 2);
    Value behind = e.smaller(e.plus(input, ProductTile::depth), last);
    return fetchTiles(behind, other, [&](function_ref<void()> startCopies) {
      return multiplyTiles(buffer, sums, startCopies);
    });
  };
  return e.loop(e.index(0), e.index(inputs), start, multiplyNext,
                ProductTile::depth);
}

void ProductThread::write(const KernelRowWriter &writer, ValueRange sums) {
  for (auto [i, sum] : llvm::enumerate(sums)) {
    Value row = e.plus(firstRow, e.plus(threadRow, i));
    writer.write(e, shape, row, e.isLess(row, rows), piece, sum);
  }
}
