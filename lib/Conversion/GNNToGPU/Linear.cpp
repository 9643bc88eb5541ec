//===- Linear.cpp - Dense rows times a dense weight -----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelRowWriter.h"
#include "ProductTile.h"
#include "Weights.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "llvm/ADT/bit.h"

using namespace mlir;
using namespace mlir::gnn;

/// Wide enough for 64 outputs; a narrow weight has more threads along the rows.
static constexpr int64_t maxColumnThreads = 16, minColumnThreads = 2;

ProductTile::ProductTile(int64_t outputs) : lanes(lanesDividing(outputs)) {
  int64_t vectors = outputs / lanes;
  columnThreads = std::clamp<int64_t>(llvm::bit_ceil<uint64_t>(vectors),
                                      minColumnThreads, maxColumnThreads);
  rowThreads = blockThreads / columnThreads;
  rowsPerThread = rows / rowThreads;
}

namespace {
struct ProductOperands {
  Value x, weight, bias;
};

/// The code of one thread for one tile of y.
class ProductThread {
public:
  ProductThread(Emitter &e, const ProductOperands &in, const ProductTile &tile,
                const RowShape &shape, const Thread &thread);

  /// sums[r] = b + sum over all inputs of x[row + r] * w, for the thread's
  /// rows.
  Values multiply();
  void write(const KernelRowWriter &writer, ValueRange sums);

private:
  /// The next vectors of x and w of the thread, on their way to shared memory.
  Values loadTiles(Value input);
  void storeTiles(Value buffer, ValueRange vectors);
  Values multiplyTiles(Value buffer, ValueRange sums);
  /// Which of the vectors of a tile of w is the thread's to load.
  Value weightInput() { return e.dividedBy(thread.id, tile.columnThreads); }

  Emitter &e;
  const ProductOperands &in;
  const ProductTile &tile;
  const RowShape &shape;
  const Thread &thread;
  Value rows, firstRow, xTiles, weightTiles, threadRow;
  Piece piece;
};
} // namespace

ProductThread::ProductThread(Emitter &e, const ProductOperands &in,
                             const ProductTile &tile, const RowShape &shape,
                             const Thread &thread)
    : e(e), in(in), tile(tile), shape(shape), thread(thread),
      rows(e.sizeOf(in.x)), firstRow(e.times(thread.blockX, ProductTile::rows)),
      xTiles(thread.shared[0]), weightTiles(thread.shared[1]) {
  threadRow =
      e.times(e.dividedBy(thread.id, tile.columnThreads), tile.rowsPerThread);
  Value number = e.plus(e.times(thread.blockY, tile.columnThreads),
                        e.remainder(thread.id, tile.columnThreads));
  int64_t outputs = cast<MemRefType>(in.weight.getType()).getDimSize(1);
  Value last = e.index(outputs / tile.lanes - 1);
  piece = {e.times(e.smaller(number, last), tile.lanes), number, tile.lanes};
}

Values ProductThread::loadTiles(Value input) {
  constexpr int64_t perRow = ProductTile::depth / ProductTile::inputLanes;
  Value row = e.plus(firstRow, e.dividedBy(thread.id, perRow));
  Value last = e.minus(rows, e.index(1));
  Value column = e.plus(
      input, e.times(e.remainder(thread.id, perRow), ProductTile::inputLanes));
  Value x = e.loadVector(in.x, {e.smaller(row, last), column},
                         ProductTile::inputLanes);
  Value depth = e.remainder(weightInput(), ProductTile::depth);
  Value w =
      e.loadVector(in.weight, {e.plus(input, depth), piece.offset}, tile.lanes);
  return {x, w};
}

void ProductThread::storeTiles(Value buffer, ValueRange vectors) {
  constexpr int64_t perRow = ProductTile::depth / ProductTile::inputLanes;
  Value row = e.dividedBy(thread.id, perRow);
  Value input =
      e.times(e.remainder(thread.id, perRow), ProductTile::inputLanes);
  for (int64_t lane = 0; lane < ProductTile::inputLanes; ++lane) {
    Value element =
        vector::ExtractOp::create(e, vectors[0], ArrayRef<int64_t>(lane));
    e.store(element, xTiles, {buffer, e.plus(input, lane), row});
  }
  // Where a tile of w has fewer vectors than there are threads, the rest of
  // them store behind it, where nobody reads: no branch, and no two in one
  // place.
  Value column =
      e.times(e.remainder(thread.id, tile.columnThreads), tile.lanes);
  e.store(vectors[1], weightTiles, {buffer, weightInput(), column});
}

Values ProductThread::multiplyTiles(Value buffer, ValueRange sums) {
  Values next(sums);
  Value column =
      e.times(e.remainder(thread.id, tile.columnThreads), tile.lanes);
  int64_t width = lanesDividing(tile.rowsPerThread);
  for (int64_t depth = 0; depth < ProductTile::depth; ++depth) {
    Value w =
        e.loadVector(weightTiles, {buffer, e.index(depth), column}, tile.lanes);
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

/// While one pair of tiles is multiplied, the next is on its way to registers;
/// it is stored in the other buffer, which nobody reads any more.
Values ProductThread::multiply() {
  int64_t inputs = cast<MemRefType>(in.x.getType()).getDimSize(1);
  Values start(tile.rowsPerThread,
               in.bias ? e.loadVector(in.bias, piece.offset, piece.lanes)
                       : e.zeros(piece.lanes));
  storeTiles(e.index(0), loadTiles(e.index(0)));
  barrier(e);
  Value lastInput = e.index(inputs - ProductTile::depth);
  auto multiplyNext = [&](Value input, ValueRange sums) {
    Value step = e.dividedBy(input, ProductTile::depth);
    Value buffer = e.remainder(step, 2),
          other = e.remainder(e.plus(step, 1), 2);
    Values nextTiles =
        loadTiles(e.smaller(e.plus(input, ProductTile::depth), lastInput));
    Values next = multiplyTiles(buffer, sums);
    storeTiles(other, nextTiles);
    barrier(e);
    return next;
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

namespace {
/// y[n, o] = b[o] + sum over i of x[n, i] * w[o, i], by tiles in shared memory.
struct DenseLinearKernel : KernelLowering<LinearOp> {
  using KernelLowering::KernelLowering;

  LogicalResult
  matchAndRewrite(LinearOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    if (isSparse(op.getX().getType()))
      return rewriter.notifyMatchFailure(op, "features are sparse");
    Emitter e = kernelEmitter(op, rewriter);
    ProductOperands in = {adaptor.getX().front(), nullptr, nullptr};
    FailureOr<Value> weight = getTransposedWeight(e, context, op);
    if (failed(weight) ||
        failed(context.constants.getBias(e, op, op.getBias(), in.bias)))
      return failure();
    in.weight = *weight;
    Value rows = e.sizeOf(in.x);
    auto writer = KernelRowWriter::behind(op, rows, e, rewriter, context);
    if (failed(writer))
      return failure();
    if (getChannels(op.getX()) < ProductTile::depth)
      multiplyNarrow(op, e, in, rows, *writer);
    else
      multiplyTiles(op, e, in, rows, *writer);
    writer->replace(op, rewriter);
    return success();
  }

private:
  void multiplyTiles(LinearOp op, Emitter &e, const ProductOperands &in,
                     Value rows, const KernelRowWriter &writer) const {
    int64_t outputs = cast<MemRefType>(in.weight.getType()).getDimSize(1);
    ProductTile tile(outputs);
    int64_t columnBlocks = llvm::divideCeil(outputs, tile.columns());
    RowShape shape = RowShape::covering(getChannels(op.getResult()),
                                        columnBlocks * tile.columnThreads);
    Grid grid = {
        e.dividedBy(e.plus(rows, ProductTile::rows - 1), ProductTile::rows),
        columnBlocks};
    Type f32 = e.getF32Type();
    Type shared[] = {
        sharedMemory({2, ProductTile::depth, ProductTile::rowStride}, f32),
        sharedMemory({2, tile.rowThreads, tile.columns()}, f32)};
    launch(
        e, context, op, grid,
        [&](const Thread &thread) {
          ProductThread product(e, in, tile, shape, thread);
          product.write(writer, product.multiply());
        },
        shared);
  }

  /// A few inputs: each thread reads them all.
  void multiplyNarrow(LinearOp op, Emitter &e, const ProductOperands &in,
                      Value rows, const KernelRowWriter &writer) const {
    RowShape shape = RowShape::of(getChannels(op.getResult()));
    forEachRow(e, context, op, rows, shape, [&](const RowThread &thread) {
      SmallVector<Piece> pieces = shape.pieces(e, thread);
      Values sums = startSums(e, in.bias, pieces);
      for (int64_t input = 0; input < getChannels(op.getX()); ++input) {
        Value x = e.load(in.x, {thread.row, e.index(input)});
        for (auto [piece, sum] : llvm::zip(pieces, sums))
          sum = e.fma(e.broadcast(x, piece.lanes),
                      e.loadVector(in.weight, {e.index(input), piece.offset},
                                   piece.lanes),
                      sum);
      }
      for (auto [piece, sum] : llvm::zip(pieces, sums))
        writer.write(e, shape, thread, piece, sum);
    });
  }
};
} // namespace

void gnn::populateLinearKernels(Patterns &patterns, Converter &converter,
                                KernelContext &context) {
  patterns.add<DenseLinearKernel>(converter, patterns.getContext(), context);
}
