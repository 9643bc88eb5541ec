//===- Graphs.cpp - Self loops and degrees --------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RowLoops.h"
#include "RowWriter.h"
#include "SegmentLoops.h"

#include "mlir/Dialect/Math/IR/Math.h"

#include <limits>

using namespace mlir;
using namespace mlir::gnn;

/// Whether an edge into `row` comes from it.
static Value isLoop(Emitter &e, Value source, Value row) {
  return e.isEqual(source, arith::IndexCastOp::create(e, e.getI32Type(), row));
}

namespace {
/// A new graph: count what stays in each row, sum the counts up, fill. The loop
/// comes last in its row.
struct AddSelfLoopsLowering : GNNLowering<AddSelfLoopsOp> {
  using GNNLowering::GNNLowering;

  LogicalResult
  matchAndRewrite(AddSelfLoopsOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e(op.getLoc(), rewriter);
    CSR from = {adaptor.getGraph()[0], adaptor.getGraph()[1]};
    Value rows = rowsOf(e, from.rowPtr);
    ValueRange out = findOutParameters(op.getResult());
    CSR to;
    to.rowPtr =
        out.empty() ? e.allocate(e.getI64Type(), e.plus(rows, 1)) : out[0];
    countEdges(e, from, rows, to);
    sumUp(e, rows, to);
    to.sources = out.empty()
                     ? e.allocate(e.getI32Type(), e.loadIndex(to.rowPtr, rows))
                     : out[1];
    fill(e, from, rows, to);
    rewriter.replaceOpWithMultiple(op, {ValueRange{to.rowPtr, to.sources}});
    return success();
  }

private:
  struct CSR {
    Value rowPtr, sources;
  };

  /// `position` + 1, or `position` where the edge is dropped.
  static Value advance(Emitter &e, Value position, Value isDropped) {
    return e.select(isDropped, position, e.plus(position, 1));
  }

  /// rowPtr[row + 1] = number of edges that the row will have.
  void countEdges(Emitter &e, CSR from, Value rows, CSR to) const {
    forEachRow(e, rows, [&](Value row) {
      Segment edges = segmentOf(e, from.rowPtr, row);
      Values count = e.loop(
          edges.begin, edges.end, e.index(1),
          [&](Value edge, ValueRange counted) {
            Value source = e.load(from.sources, edge);
            return Values{advance(e, counted[0], isLoop(e, source, row))};
          });
      storeIndex(e, count[0], to.rowPtr, e.plus(row, 1));
    });
  }

  void sumUp(Emitter &e, Value rows, CSR to) const {
    storeIndex(e, e.index(0), to.rowPtr, e.index(0));
    e.loop(e.index(0), rows, e.index(0), [&](Value row, ValueRange total) {
      Value next = e.plus(row, 1);
      Value sum = e.plus(total[0], e.loadIndex(to.rowPtr, next));
      storeIndex(e, sum, to.rowPtr, next);
      return Values{sum};
    });
  }

  /// A dropped edge is written as well, and overwritten by the next one or by
  /// the loop, for which there is room: no branch in the loop.
  void fill(Emitter &e, CSR from, Value rows, CSR to) const {
    forEachRow(e, rows, [&](Value row) {
      Segment edges = segmentOf(e, from.rowPtr, row);
      Values end = e.loop(
          edges.begin, edges.end, e.loadIndex(to.rowPtr, row),
          [&](Value edge, ValueRange position) {
            Value source = e.load(from.sources, edge);
            e.store(source, to.sources, position[0]);
            return Values{advance(e, position[0], isLoop(e, source, row))};
          });
      storeIndex(e, row, to.sources, end[0]);
    });
  }

  static void storeIndex(Emitter &e, Value index, Value memref,
                         Value position) {
    Type type = cast<MemRefType>(memref.getType()).getElementType();
    e.store(arith::IndexCastOp::create(e, type, index), memref, position);
  }
};

/// m[i] = 1 - n[i], n[i] the edges (i -> i): an integer sum, so that LLVM
/// compares several edges at once.
struct MissingSelfLoopsLowering : GNNLowering<MissingSelfLoopsOp> {
  using GNNLowering::GNNLowering;

  LogicalResult
  matchAndRewrite(MissingSelfLoopsOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e(op.getLoc(), rewriter);
    Value sources = adaptor.getGraph()[1];
    Segments edges(e, adaptor.getGraph()[0], e.sizeOf(sources));
    Value buffer = getScalarsBuffer(e, op.getResult(), edges.rows());
    edges.forEachRow(e, [&](Value row, Segment members) {
      Value one = arith::ConstantIntOp::create(e, 1, 32);
      Values missing = e.loop(
          members.begin, members.end, one, [&](Value edge, ValueRange left) {
            Value own = isLoop(e, e.load(sources, edge), row);
            Value count = arith::ExtUIOp::create(e, one.getType(), own);
            return Values{e.minus(left[0], count)};
          });
      e.store(arith::SIToFPOp::create(e, e.getF32Type(), missing[0]), buffer,
              row);
    });
    rewriter.replaceOp(op, buffer);
    return success();
  }
};

/// c[i] = (d[i] + m[i])^(-1/2), 0 where that is not positive.
struct GCNNormLowering : GNNLowering<GCNNormOp> {
  using GNNLowering::GNNLowering;

  LogicalResult
  matchAndRewrite(GCNNormOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e(op.getLoc(), rewriter);
    Value rowPtr = adaptor.getGraph()[0], rows = rowsOf(e, rowPtr);
    Value buffer = getScalarsBuffer(e, op.getResult(), rows);
    forEachRow(e, rows, [&](Value row) {
      Segment edges = segmentOf(e, rowPtr, row);
      Value degree = toFloat32(e, e.minus(edges.end, edges.begin));
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

private:
  /// By way of i32, which vectors convert from: the loop over rows is simple
  /// enough for LLVM to vectorise.
  static Value toFloat32(Emitter &e, Value degree) {
    Value most = e.index(std::numeric_limits<int32_t>::max());
    Value narrow =
        arith::IndexCastOp::create(e, e.getI32Type(), e.smaller(degree, most));
    return arith::SIToFPOp::create(e, e.getF32Type(), narrow);
  }
};
} // namespace

void gnn::populateGraphPatterns(RewritePatternSet &patterns,
                                Converter &converter,
                                LoweringContext &lowering) {
  patterns.add<AddSelfLoopsLowering, MissingSelfLoopsLowering, GCNNormLowering>(
      converter, patterns.getContext(), lowering);
}
