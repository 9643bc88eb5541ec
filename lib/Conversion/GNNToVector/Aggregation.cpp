//===- Aggregation.cpp - Reductions over neighbours and over graphs -------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RowLoops.h"
#include "RowWriter.h"

#include "gnn-opt/Conversion/Lowering/Reducer.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// y[i, c] = reduce over edges e = (j -> i) of w[e, head(c)] * x[j, c], in
/// registers over all edges of row i.
struct AggregateLowering : GNNLowering<AggregateOp> {
  using GNNLowering::GNNLowering;

  LogicalResult
  matchAndRewrite(AggregateOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e(op.getLoc(), rewriter);
    Value rowPtr = adaptor.getGraph()[0];
    Operands operands = {adaptor.getGraph()[1], adaptor.getX().front(),
                         op.getWeights() ? adaptor.getWeights().front()
                                         : Value()};
    Value rows = rowsOf(e, rowPtr);
    auto writer = RowWriter::behind(op, rows, e, rewriter, lowering);
    if (failed(writer))
      return failure();
    int64_t heads = op.getWeights() ? getChannels(op.getWeights()) : 1;
    int64_t width = getChannels(op.getX()) / heads;
    int64_t maxPieces = lowering.accumulators(Reducer::countTemporaries(
        op.getReduction(), /*hasWeights=*/!!op.getWeights()));
    forEachRow(e, rows, [&](Value row) {
      Segment edges = segmentOf(e, rowPtr, row);
      Reducer reducer(op.getReduction(), e, edges);
      for (int64_t head = 0; head < heads; ++head)
        lowering.tiles(width, head * width)
            .forEach(e, maxPieces, [&](ArrayRef<Piece> pieces) {
              Values sums =
                  reduce(e, operands, edges, reducer, e.index(head), pieces);
              for (auto [piece, sum] : llvm::zip(pieces, sums))
                writer->write(e, row, piece, reducer.finish(e, sum));
            });
    });
    writer->replace(op, rewriter);
    return success();
  }

private:
  struct Operands {
    Value sources, x, weights;
  };

  Values reduce(Emitter &e, const Operands &in, Segment edges,
                const Reducer &reducer, Value head,
                ArrayRef<Piece> pieces) const {
    auto join = [&](Value edge, ValueRange carried) {
      Value source = e.loadIndex(in.sources, edge);
      prefetchLaterRow(e, in.x, in.sources, edge);
      Value weight;
      if (in.weights)
        weight =
            e.broadcast(e.load(in.weights, {edge, head}), pieces.front().lanes);
      Values joined;
      for (auto [piece, reduced] : llvm::zip(pieces, carried)) {
        Value x = e.loadVector(in.x, {source, piece.offset}, piece.lanes);
        joined.push_back(reducer.join(e, reduced, x, weight));
      }
      return joined;
    };
    return e.loop(edges.begin, edges.end, reducer.start(e, pieces), join);
  }
};

/// y[g, c] = reduce over the nodes n of graph g of x[n, c].
struct PoolLowering : GNNLowering<PoolOp> {
  using GNNLowering::GNNLowering;

  LogicalResult
  matchAndRewrite(PoolOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e(op.getLoc(), rewriter);
    Value x = adaptor.getX().front(), ptr = adaptor.getPtr().front();
    Value graphs = rowsOf(e, ptr);
    auto writer = RowWriter::behind(op, graphs, e, rewriter, lowering);
    if (failed(writer))
      return failure();
    ChannelTiles tiles = lowering.tiles(getChannels(op.getX()));
    int64_t maxPieces = lowering.accumulators(
        Reducer::countTemporaries(op.getReduction(), /*hasWeights=*/false));
    forEachRow(e, graphs, [&](Value graph) {
      Segment nodes = segmentOf(e, ptr, graph);
      Reducer reducer(op.getReduction(), e, nodes);
      tiles.forEach(e, maxPieces, [&](ArrayRef<Piece> pieces) {
        Values sums = reduce(e, x, nodes, reducer, pieces);
        for (auto [piece, sum] : llvm::zip(pieces, sums))
          writer->write(e, graph, piece, reducer.finish(e, sum));
      });
    });
    writer->replace(op, rewriter);
    return success();
  }

private:
  Values reduce(Emitter &e, Value x, Segment nodes, const Reducer &reducer,
                ArrayRef<Piece> pieces) const {
    auto join = [&](Value node, ValueRange carried) {
      Values joined;
      for (auto [piece, reduced] : llvm::zip(pieces, carried))
        joined.push_back(reducer.join(
            e, reduced, e.loadVector(x, {node, piece.offset}, piece.lanes)));
      return joined;
    };
    return e.loop(nodes.begin, nodes.end, reducer.start(e, pieces), join);
  }
};
} // namespace

void gnn::populateAggregationPatterns(RewritePatternSet &patterns,
                                      Converter &converter,
                                      LoweringContext &lowering) {
  patterns.add<AggregateLowering, PoolLowering>(
      converter, patterns.getContext(), lowering);
}
