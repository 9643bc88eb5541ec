//===- Elementwise.cpp - Elementwise ops that nothing else computes -------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelRowWriter.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// Any chain of elementwise ops: one kernel over rows. Most are part of another
/// op's kernel and never come here.
struct ElementwiseKernel
    : OpInterfaceConversionPattern<ElementwiseOpInterface> {
  ElementwiseKernel(Converter &converter, MLIRContext *mlirContext,
                    KernelContext &context)
      : OpInterfaceConversionPattern(converter, mlirContext), context(context) {
  }

  LogicalResult
  matchAndRewrite(ElementwiseOpInterface op, ArrayRef<Value> operands,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e = kernelEmitter(op, rewriter);
    Value rows = e.sizeOf(operands.front());
    auto writer = KernelRowWriter::startingAt(op, rows, e, rewriter, context);
    if (failed(writer))
      return failure();
    RowShape shape = RowShape::of(getChannels(op->getResult(0)));
    forEachRow(e, context, op, rows, shape, [&](const RowThread &thread) {
      for (const Piece &piece : shape.pieces(e, thread))
        writer->write(e, shape, thread, piece, Value());
    });
    writer->replace(op, rewriter);
    return success();
  }

private:
  KernelContext &context;
};
} // namespace

void gnn::populateElementwiseKernels(Patterns &patterns, Converter &converter,
                                     KernelContext &context) {
  patterns.add<ElementwiseKernel>(converter, patterns.getContext(), context);
}
