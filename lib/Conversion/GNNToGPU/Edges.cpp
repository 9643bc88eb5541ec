//===- Edges.cpp - Values on every edge -----------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelRowWriter.h"

#include "gnn-opt/Conversion/Lowering/Segments.h"

#include "mlir/Dialect/Math/IR/Math.h"

#include <limits>

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// e[k, h] = source[j, h] + target[i, h] for edge k = (j -> i).
struct EdgeAddKernel : KernelLowering<EdgeAddOp> {
  using KernelLowering::KernelLowering;

  LogicalResult
  matchAndRewrite(EdgeAddOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e = kernelEmitter(op, rewriter);
    Value rowPtr = adaptor.getGraph()[0], sources = adaptor.getGraph()[1];
    Value source = adaptor.getSource().front();
    Value target = adaptor.getTarget().front();
    auto writer =
        KernelRowWriter::behind(op, e.sizeOf(sources), e, rewriter, context);
    if (failed(writer))
      return failure();
    RowShape shape = RowShape::of(getChannels(op.getResult()));
    forEachRow(
        e, context, op, rowsOf(e, rowPtr), shape, [&](const RowThread &thread) {
          Segment edges = segmentOf(e, rowPtr, thread.row);
          SmallVector<Piece> pieces = shape.pieces(e, thread);
          e.loop(edges.begin, edges.end, [&](Value edge) {
            Value node = e.loadIndex(sources, edge);
            for (const Piece &p : pieces) {
              Value sum =
                  e.add(e.loadVector(source, {node, p.offset}, p.lanes),
                        e.loadVector(target, {thread.row, p.offset}, p.lanes));
              writer->write(e, shape, edge, thread.ownsRow, p, sum);
            }
          });
        });
    writer->replace(op, rewriter);
    return success();
  }
};

/// The edge values of one row for one piece of its channels.
struct EdgeValues {
  Emitter &e;
  Value x;
  Segment edges;
  Piece piece;

  Value load(Value edge) const {
    return e.loadVector(x, {edge, piece.offset}, piece.lanes);
  }
  Value exponential(Value edge, Value max) const {
    return math::ExpOp::create(e, e.sub(load(edge), max));
  }

  Value findMaximum() const {
    Value least = e.splat(-std::numeric_limits<double>::infinity(),
                          e.vectorOf(piece.lanes));
    return e
        .loop(edges.begin, edges.end, least,
              [&](Value edge, ValueRange max) {
                return Values{e.maximum(max[0], load(edge))};
              })
        .front();
  }

  /// The divisor: PyG adds 1e-16 to each sum.
  Value sumExponentials(Value max) const {
    return e
        .loop(edges.begin, edges.end, e.splat(1e-16, max.getType()),
              [&](Value edge, ValueRange sum) {
                return Values{e.add(sum[0], exponential(edge, max))};
              })
        .front();
  }
};

/// p[k, h] = exp(e[k, h] - m) / (sum over the row of exp(e[l, h] - m) + 1e-16),
/// m the largest of the row. Each exponential is computed twice rather than
/// stored in between.
struct EdgeSoftmaxKernel : KernelLowering<EdgeSoftmaxOp> {
  using KernelLowering::KernelLowering;

  LogicalResult
  matchAndRewrite(EdgeSoftmaxOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e = kernelEmitter(op, rewriter);
    Value rowPtr = adaptor.getGraph()[0], x = adaptor.getX().front();
    auto writer =
        KernelRowWriter::behind(op, e.sizeOf(x), e, rewriter, context);
    if (failed(writer))
      return failure();
    RowShape shape = RowShape::of(getChannels(op.getX()));
    forEachRow(
        e, context, op, rowsOf(e, rowPtr), shape, [&](const RowThread &thread) {
          for (const Piece &piece : shape.pieces(e, thread)) {
            EdgeValues values{e, x, segmentOf(e, rowPtr, thread.row), piece};
            Value max = values.findMaximum();
            Value sum = values.sumExponentials(max);
            e.loop(values.edges.begin, values.edges.end, [&](Value edge) {
              Value share = e.div(values.exponential(edge, max), sum);
              writer->write(e, shape, edge, thread.ownsRow, piece, share);
            });
          }
        });
    writer->replace(op, rewriter);
    return success();
  }
};
} // namespace

void gnn::populateEdgeKernels(Patterns &patterns, Converter &converter,
                              KernelContext &context) {
  patterns.add<EdgeAddKernel, EdgeSoftmaxKernel>(
      converter, patterns.getContext(), context);
}
