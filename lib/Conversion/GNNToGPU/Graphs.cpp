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
/// c[i] = (d[i] + m[i])^(-1/2), 0 where that is not positive.
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
      Value degree = e.toFloat(e.minus(edges.end, edges.begin));
      if (op.getMissing())
        degree = e.add(degree, e.load(adaptor.getMissing().front(), row));
      Value zero = e.splat(0.0, e.getF32Type());
      Value norm =
          e.div(e.splat(1.0, e.getF32Type()), math::SqrtOp::create(e, degree));
      Value hasEdges =
          arith::CmpFOp::create(e, arith::CmpFPredicate::OGT, degree, zero);
      e.store(e.select(hasEdges, norm, zero), buffer, row);
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
