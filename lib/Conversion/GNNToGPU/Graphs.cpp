//===- Graphs.cpp - Ops that measure graphs -------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Launch.h"

#include "gnn-opt/Conversion/Lowering/Segments.h"

#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace mlir::gnn;

/// Runs `body` for each row, a thread each.
static void forEachRowAlone(Emitter &e, KernelContext &context, Operation *op,
                            Value rows, function_ref<void(Value row)> body) {
  Grid grid = {e.dividedBy(e.plus(rows, blockThreads - 1), blockThreads)};
  launch(e, context, op, grid, [&](const Thread &thread) {
    Value row = e.plus(e.times(thread.blockX, blockThreads), thread.id);
    e.when(e.isLess(row, rows), [&] { body(row); });
  });
}

namespace {
/// c[i] = d[i]^(-1/2), 0 for a row without edges.
struct GCNNormKernel : KernelLowering<GCNNormOp> {
  using KernelLowering::KernelLowering;

  LogicalResult
  matchAndRewrite(GCNNormOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e = kernelEmitter(op, rewriter);
    Value rowPtr = adaptor.getGraph()[0], rows = rowsOf(e, rowPtr);
    Value buffer = getDeviceBuffer(e, op.getResult(), rows);
    forEachRowAlone(e, context, op, rows, [&](Value row) {
      Segment edges = segmentOf(e, rowPtr, row);
      Value degree = e.minus(edges.end, edges.begin);
      Value root = math::SqrtOp::create(e, e.toFloat(degree));
      Value norm = e.div(e.splat(1.0, e.getF32Type()), root);
      Value zero = e.splat(0.0, e.getF32Type());
      e.store(e.select(e.isLess(degree, e.index(1)), zero, norm), buffer, row);
    });
    rewriter.replaceOp(op, buffer);
    return success();
  }
};
} // namespace

void gnn::populateGraphKernels(Patterns &patterns, Converter &converter,
                               KernelContext &context) {
  patterns.add<GCNNormKernel>(converter, patterns.getContext(), context);
}
