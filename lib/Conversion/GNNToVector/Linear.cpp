//===- Linear.cpp - Dense rows times a weight in panels -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "JoinedProducts.h"
#include "RowWriter.h"
#include "TileProduct.h"

#include "gnn-opt/Analysis/ProductFusion.h"

using namespace mlir;
using namespace mlir::gnn;

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
    auto joined = JoinedProducts::behind(op, e, rewriter, lowering);
    if (failed(joined))
      return failure();
    auto writer = RowWriter::behind(op, rows, e, rewriter, lowering);
    if (failed(writer))
      return failure();
    int64_t chunkRows = std::min(productRowsPerChunk, joined->countTileRows());
    forEachChunk(
        e, rows,
        [&](Value from, Value to) {
          Values added = joined->allocate(e, chunkRows);
          product->multiply(e, {x}, from, to,
                            joined->multiply(e, added, from, to, *writer));
        },
        chunkRows);
    writer->replace(op, rewriter);
    joined->erase(rewriter);
    return success();
  }
};
} // namespace

void gnn::populateLinearPatterns(RewritePatternSet &patterns,
                                 Converter &converter,
                                 LoweringContext &lowering) {
  patterns.add<DenseLinearLowering>(converter, patterns.getContext(), lowering);
}
