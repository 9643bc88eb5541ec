//===- Aggregation.cpp - Reductions over neighbours and over graphs -------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelRowWriter.h"
#include "SegmentLoop.h"

#include "gnn-opt/Conversion/Lowering/Reducer.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// y[i, c] = reduce over edges e = (j -> i) of w[e, head(c)] * x[j, c], in the
/// registers of the threads of row i over all its edges. The threads of a row
/// read neighbouring pieces of x[j] together, and the same j.
struct AggregateKernel : KernelLowering<AggregateOp> {
  using KernelLowering::KernelLowering;

  LogicalResult
  matchAndRewrite(AggregateOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e = kernelEmitter(op, rewriter);
    Operands in = {adaptor.getGraph()[0],
                   adaptor.getGraph()[1],
                   adaptor.getX().front(),
                   nullptr,
                   1,
                   0};
    if (op.getWeights()) {
      in.weights = adaptor.getWeights().front();
      in.heads = std::max<int64_t>(getChannels(op.getWeights()), 1);
    }
    in.width = getChannels(op.getX()) / in.heads;
    Value rows = rowsOf(e, in.rowPtr);
    auto writer = KernelRowWriter::behind(op, rows, e, rewriter, context);
    if (failed(writer))
      return failure();
    RowShape shape = in.weights ? RowShape::of(getChannels(op.getX()),
                                               lanesDividing(in.width))
                                : RowShape::of(getChannels(op.getX()));
    forEachRow(e, context, op, rows, shape, [&](const RowThread &thread) {
      Segment edges = segmentOf(e, in.rowPtr, thread.row);
      Reducer reducer(op.getReduction(), Reducer::NaNs::Kept, e, edges);
      SmallVector<Piece> pieces = shape.pieces(e, thread);
      Values sums = reduce(e, in, edges, reducer, pieces);
      for (auto [piece, sum] : llvm::zip(pieces, sums))
        writer->write(e, shape, thread, piece, reducer.finish(e, sum));
    });
    writer->replace(op, rewriter);
    return success();
  }

private:
  struct Operands {
    Value rowPtr, sources, x, weights;
    int64_t heads, width;
  };

  /// The weight of an edge for the head of a piece. Padding has the last head.
  Value loadWeight(Emitter &e, const Operands &in, Value edge,
                   const Piece &piece) const {
    if (!in.weights)
      return nullptr;
    Value head =
        e.smaller(e.dividedBy(piece.offset, std::max<int64_t>(in.width, 1)),
                  e.index(in.heads - 1));
    return e.broadcast(e.load(in.weights, {edge, head}), piece.lanes);
  }

  Values reduce(Emitter &e, const Operands &in, Segment edges,
                const Reducer &reducer, ArrayRef<Piece> pieces) const {
    auto join = [&](ValueRange edges, ValueRange carried) {
      Values sources, joined(carried);
      for (Value edge : edges)
        sources.push_back(e.loadIndex(in.sources, edge));
      for (auto [edge, source] : llvm::zip(edges, sources))
        for (auto [piece, reduced] : llvm::zip(pieces, joined)) {
          Value x = e.loadVector(in.x, {source, piece.offset}, piece.lanes);
          reduced = reducer.join(e, reduced, x, loadWeight(e, in, edge, piece));
        }
      return joined;
    };
    return loopInSteps(e, edges, reducer.start(e, pieces), join);
  }
};

/// y[g, c] = reduce over the nodes n of graph g of x[n, c].
struct PoolKernel : KernelLowering<PoolOp> {
  using KernelLowering::KernelLowering;

  LogicalResult
  matchAndRewrite(PoolOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e = kernelEmitter(op, rewriter);
    Value x = adaptor.getX().front(), ptr = adaptor.getPtr().front();
    Value graphs = rowsOf(e, ptr);
    auto writer = KernelRowWriter::behind(op, graphs, e, rewriter, context);
    if (failed(writer))
      return failure();
    RowShape shape = RowShape::of(getChannels(op.getX()));
    forEachRow(e, context, op, graphs, shape, [&](const RowThread &thread) {
      Segment nodes = segmentOf(e, ptr, thread.row);
      Reducer reducer(op.getReduction(), Reducer::NaNs::Kept, e, nodes);
      SmallVector<Piece> pieces = shape.pieces(e, thread);
      Values sums = reduce(e, x, nodes, reducer, pieces);
      for (auto [piece, sum] : llvm::zip(pieces, sums))
        writer->write(e, shape, thread, piece, reducer.finish(e, sum));
    });
    writer->replace(op, rewriter);
    return success();
  }

private:
  Values reduce(Emitter &e, Value x, Segment nodes, const Reducer &reducer,
                ArrayRef<Piece> pieces) const {
    auto join = [&](ValueRange nodes, ValueRange carried) {
      Values joined(carried);
      for (Value node : nodes)
        for (auto [piece, reduced] : llvm::zip(pieces, joined))
          reduced = reducer.join(
              e, reduced, e.loadVector(x, {node, piece.offset}, piece.lanes));
      return joined;
    };
    return loopInSteps(e, nodes, reducer.start(e, pieces), join);
  }
};
} // namespace

void gnn::populateAggregationKernels(Patterns &patterns, Converter &converter,
                                     KernelContext &context) {
  patterns.add<AggregateKernel, PoolKernel>(converter, patterns.getContext(),
                                            context);
}
