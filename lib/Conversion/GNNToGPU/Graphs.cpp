//===- Graphs.cpp - Ops that make or measure graphs -----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Launch.h"
#include "Scan.h"

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
struct CSR {
  Value rowPtr, sources;
};

/// Counts the edges that each row will have, sums the counts up, and copies
/// edges. There may be room for more edges than come: how many loops there were
/// the host does not know.
struct AddSelfLoopsKernel : KernelLowering<AddSelfLoopsOp> {
  using KernelLowering::KernelLowering;

  LogicalResult
  matchAndRewrite(AddSelfLoopsOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e = kernelEmitter(op, rewriter);
    CSR from = {adaptor.getGraph()[0], adaptor.getGraph()[1]};
    Value rows = rowsOf(e, from.rowPtr);
    CSR to = {allocateOnDevice(e, e.getI64Type(), e.plus(rows, 1)),
              allocateOnDevice(e, e.getI32Type(),
                               e.plus(e.sizeOf(from.sources), rows))};
    countEdges(op, e, from, rows, to);
    sumUp(e, context, op, to.rowPtr);
    fill(op, e, from, rows, to);
    rewriter.replaceOpWithMultiple(op, {ValueRange{to.rowPtr, to.sources}});
    return success();
  }

private:
  static Value isLoop(Emitter &e, Value source, Value row) {
    Value node = arith::IndexCastOp::create(e, e.getI32Type(), row);
    return e.isEqual(source, node);
  }

  /// `position` + 1, or `position` where the edge is dropped.
  static Value advance(Emitter &e, Value position, Value isDropped) {
    return e.select(isDropped, position, e.plus(position, 1));
  }

  /// rowPtr[row + 1] = number of edges that the row will have.
  void countEdges(Operation *op, Emitter &e, CSR from, Value rows,
                  CSR to) const {
    forEachRowAlone(e, context, op, rows, [&](Value row) {
      Segment edges = segmentOf(e, from.rowPtr, row);
      Values count = e.loop(
          edges.begin, edges.end, e.index(1),
          [&](Value edge, ValueRange counted) {
            Value source = e.load(from.sources, edge);
            return Values{advance(e, counted[0], isLoop(e, source, row))};
          });
      e.storeIndex(count[0], to.rowPtr, e.plus(row, 1));
    });
  }

  /// A dropped edge is written as well, and overwritten by the next one or by
  /// the loop, for which there is room: no branch in the loop.
  void fill(Operation *op, Emitter &e, CSR from, Value rows, CSR to) const {
    forEachRowAlone(e, context, op, rows, [&](Value row) {
      Segment edges = segmentOf(e, from.rowPtr, row);
      Values end = e.loop(
          edges.begin, edges.end, e.loadIndex(to.rowPtr, row),
          [&](Value edge, ValueRange position) {
            Value source = e.load(from.sources, edge);
            e.store(source, to.sources, position[0]);
            return Values{advance(e, position[0], isLoop(e, source, row))};
          });
      e.storeIndex(row, to.sources, end[0]);
    });
  }
};

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
  patterns.add<AddSelfLoopsKernel, GCNNormKernel>(
      converter, patterns.getContext(), context);
}
