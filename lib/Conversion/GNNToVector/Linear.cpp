//===- Linear.cpp - Dense rows times a weight in panels -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FusedProduct.h"
#include "HeadDots.h"
#include "JoinedProducts.h"
#include "RowWriter.h"
#include "TileProduct.h"

#include "gnn-opt/Analysis/ProductFusion.h"

using namespace mlir;
using namespace mlir::gnn;

/// Of a thread at a time: some blocks, of whole tiles.
static constexpr int64_t wantedRows = 96, tileMultiple = 12;

namespace {
/// y[n, o] = sum over i of x[n, i] * w[o, i] + b[o], by register tiles. A
/// weight in blocks is multiplied in the same way, without the lines of its
/// panels that are zero.
struct DenseLinearLowering : GNNLowering<LinearOp> {
  using GNNLowering::GNNLowering;

  LogicalResult
  matchAndRewrite(LinearOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    if (isSparse(op.getX().getType()))
      return rewriter.notifyMatchFailure(op, "features are sparse");
    Emitter e(op.getLoc(), rewriter);
    Value x = adaptor.getX().front(), rows = e.sizeOf(x);
    auto product = TileProduct::of(op, e, lowering);
    if (failed(product))
      return failure();
    if (LinearOp next = findFusedProduct(op, lowering))
      return multiplyTwice(op, next, *product, x, e, rewriter);
    auto joined = JoinedProducts::behind(op, e, rewriter, lowering);
    if (failed(joined))
      return failure();
    auto writer = RowWriter::behind(op, rows, e, rewriter, lowering);
    auto dots = HeadDots::behind(op, rows, e, rewriter, lowering);
    if (failed(writer) || failed(dots))
      return failure();
    auto computeDots = [&](Value from, Value to) {
      dots->emitRows(e, writer->getMemory(), from, to);
    };
    forEachEvenChunk(
        e, rows, wantedRows, tileMultiple, [&](Value from, Value to) {
          joined->forEachTile(
              e, from, to, *writer,
              [&](Value from, Value to, const RowWriter &writer) {
                product->multiply(e, {x}, from, to, writer, computeDots);
              });
        });
    writer->replace(op, rewriter);
    dots->replace(rewriter);
    joined->erase(rewriter);
    return success();
  }

private:
  /// Multiplies a tile of the product by `next` at once.
  LogicalResult multiplyTwice(LinearOp op, LinearOp next,
                              const TileProduct &product, Value x, Emitter &e,
                              ConversionPatternRewriter &rewriter) const {
    Value rows = e.sizeOf(x);
    auto fused = FusedProduct::of(next, op, rows, e, rewriter, lowering);
    if (failed(fused))
      return failure();
    forEachEvenChunk(
        e, rows, wantedRows, tileMultiple, [&](Value from, Value to) {
          fused->emitRows(e, from, to,
                          [&](Value first, Value end, const RowWriter &writer) {
                            product.multiply(e, {x}, first, end, writer);
                          });
        });
    fused->replace(rewriter);
    return success();
  }
};
} // namespace

void gnn::populateLinearPatterns(RewritePatternSet &patterns,
                                 Converter &converter,
                                 LoweringContext &lowering) {
  patterns.add<DenseLinearLowering>(converter, patterns.getContext(), lowering);
}
