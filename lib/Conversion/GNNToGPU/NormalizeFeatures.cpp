//===- NormalizeFeatures.cpp - Rows of features that sum to one -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelRowWriter.h"
#include "RowGroups.h"
#include "RowStatistics.h"

#include <limits>

using namespace mlir;
using namespace mlir::gnn;

/// max(sum, 1): a row that sums to less stays as it is.
static Value divisorOf(Emitter &e, Value sum) {
  return e.maximum(sum, e.splat(1.0, e.getF32Type()));
}

namespace {
/// y[n, c] = z[n, c] / max(sum over k of z[n, k], 1) with z = x - least, the
/// least element of the row's graph: the least of each row, of each graph, and
/// then the rows again.
struct DenseFeaturesKernel : KernelLowering<NormalizeFeaturesOp> {
  using KernelLowering::KernelLowering;

  LogicalResult
  matchAndRewrite(NormalizeFeaturesOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    if (isSparse(op.getX().getType()))
      return rewriter.notifyMatchFailure(op, "features are sparse");
    Emitter e = kernelEmitter(op, rewriter);
    Value x = adaptor.getX().front(), rows = e.sizeOf(x);
    auto writer = KernelRowWriter::behind(op, rows, e, rewriter, context);
    if (failed(writer))
      return failure();
    RowShape shape = RowShape::ofWholeRows(getChannels(op.getX()));
    RowGroups groups(e, context, op, rows,
                     op.getPtr() ? adaptor.getPtr().front() : Value());
    Value least = leastOfGroups(op, e, x, rows, shape, groups);
    forEachRow(e, context, op, rows, shape, [&](const RowThread &thread) {
      Value shift = e.load(least, groups.groupOf(e, thread.row));
      write(e, x, shape, thread, shift, *writer);
    });
    writer->replace(op, rewriter);
    return success();
  }

private:
  Value leastOfGroups(Operation *op, Emitter &e, Value x, Value rows,
                      const RowShape &shape, const RowGroups &groups) const {
    Value leastOfRows = allocateOnDevice(e, e.getF32Type(), rows);
    forEachRow(e, context, op, rows, shape, [&](const RowThread &thread) {
      Value least = minimumOverRow(e, shape, thread, [&](const Piece &piece) {
        return e.loadVector(x, {thread.row, piece.offset}, piece.lanes);
      });
      e.when(writesForRow(e, thread),
             [&] { e.store(least, leastOfRows, thread.row); });
    });
    auto smaller = [&](Value a, Value b) { return e.minimum(a, b); };
    auto keep = [](Value least, Value) { return least; };
    return reduceGroups(e, context, op, groups, leastOfRows,
                        {e.getF32Type(),
                         std::numeric_limits<double>::infinity(), smaller,
                         keep});
  }

  static void write(Emitter &e, Value x, const RowShape &shape,
                    const RowThread &thread, Value shift,
                    const KernelRowWriter &writer) {
    auto shifted = [&](const Piece &piece) {
      Value value = e.loadVector(x, {thread.row, piece.offset}, piece.lanes);
      return e.sub(value, e.broadcast(shift, piece.lanes));
    };
    Value divisor = divisorOf(e, sumOverRow(e, shape, thread, shifted));
    shape.forEachPiece(e, thread, [&](const Piece &piece) {
      writer.write(e, shape, thread, piece,
                   e.div(shifted(piece), e.broadcast(divisor, piece.lanes)));
    });
  }
};

/// y = x / max(sum of the stored elements of the row, 1), stored as x is.
struct StoredFeaturesKernel : KernelLowering<NormalizeFeaturesOp> {
  using KernelLowering::KernelLowering;

  LogicalResult
  matchAndRewrite(NormalizeFeaturesOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    if (!isSparse(op.getX().getType()))
      return rewriter.notifyMatchFailure(op, "features are dense");
    Emitter e = kernelEmitter(op, rewriter);
    Value rowPtr = adaptor.getX()[0], values = adaptor.getX()[2];
    Value normalized = allocateOnDevice(e, e.getF32Type(), e.sizeOf(values));
    RowShape shape = RowShape::ofSegments();
    forEachRow(
        e, context, op, rowsOf(e, rowPtr), shape, [&](const RowThread &thread) {
          Segment stored = segmentOf(e, rowPtr, thread.row);
          Value first = e.plus(stored.begin, thread.number);
          Value divisor = divisorOf(
              e, sumStored(e, values, {first, stored.end}, shape.threads()));
          e.loop(
              first, stored.end,
              [&](Value position) {
                Value share = e.div(e.load(values, position), divisor);
                e.when(thread.ownsRow,
                       [&] { e.store(share, normalized, position); });
              },
              shape.threads());
        });
    rewriter.replaceOpWithMultiple(
        op, {ValueRange{rowPtr, adaptor.getX()[1], normalized}});
    return success();
  }

private:
  static Value sumStored(Emitter &e, Value values, Segment stored,
                         int64_t threads) {
    Value zero = e.splat(0.0, e.getF32Type());
    Value partial =
        e.loop(
             stored.begin, stored.end, zero,
             [&](Value position, ValueRange sum) {
               return Values{e.add(sum[0], e.load(values, position))};
             },
             threads)
            .front();
    return combineOverThreads(e, partial, threads,
                              [&](Value a, Value b) { return e.add(a, b); });
  }
};
} // namespace

void gnn::populateNormalizeFeaturesKernels(Patterns &patterns,
                                           Converter &converter,
                                           KernelContext &context) {
  patterns.add<DenseFeaturesKernel, StoredFeaturesKernel>(
      converter, patterns.getContext(), context);
}
