//===- Elementwise.cpp - Elementwise ops that nothing else computes -------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RowLoops.h"
#include "RowWriter.h"

using namespace mlir;
using namespace mlir::gnn;

/// Vectors in flight at a time; each may need several registers.
static constexpr int64_t piecesPerStep = 4;

namespace {
/// Any chain of elementwise ops: one loop over rows. Most are part of another
/// op's loop and never come here.
struct ElementwiseLowering
    : OpInterfaceConversionPattern<ElementwiseOpInterface> {
  ElementwiseLowering(Converter &converter, MLIRContext *context,
                      LoweringContext &lowering)
      : OpInterfaceConversionPattern(converter, context), lowering(lowering) {}

  LogicalResult
  matchAndRewrite(ElementwiseOpInterface op, ArrayRef<Value> operands,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e(op.getLoc(), rewriter);
    Value rows = e.sizeOf(operands.front());
    auto writer = RowWriter::startingAt(op, rows, e, rewriter, lowering);
    if (failed(writer))
      return failure();
    ChannelTiles tiles = lowering.tiles(getChannels(op->getResult(0)));
    forEachRow(e, rows, [&](Value row) {
      tiles.forEach(e, piecesPerStep, [&](ArrayRef<Piece> pieces) {
        for (const Piece &piece : pieces)
          writer->write(e, row, piece, Value());
      });
    });
    writer->replace(op, rewriter);
    return success();
  }

private:
  LoweringContext &lowering;
};
} // namespace

void gnn::populateElementwisePatterns(RewritePatternSet &patterns,
                                      Converter &converter,
                                      LoweringContext &lowering) {
  patterns.add<ElementwiseLowering>(converter, patterns.getContext(), lowering);
}
