//===- Linear.cpp - Dense rows times a dense weight -----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProductThread.h"
#include "Weights.h"

using namespace mlir;
using namespace mlir::gnn;

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
          ProductThread product(e, in, tile, shape, thread,
                                context.chip.hasAsyncCopies());
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
