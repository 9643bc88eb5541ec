//===- Aggregation.cpp - Reductions over neighbours ----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RowReduction.h"
#include "SharedSegment.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// What an aggregation reads.
struct AggregateOperands {
  Value rowPtr, sources, x, weights;
  int64_t heads, width;
};
} // namespace

/// The weight of an edge for the head of a piece. Padding has the last head.
static Value loadWeight(Emitter &e, const AggregateOperands &in, Value edge,
                        const Piece &piece) {
  Value head =
      e.smaller(e.dividedBy(piece.offset, std::max<int64_t>(in.width, 1)),
                e.index(in.heads - 1));
  return e.broadcast(e.load(in.weights, {edge, head}), piece.lanes);
}

namespace {
/// An edge as the threads of its row know it. `weight` is the one that it has
/// where there is one for all channels, or null.
struct Neighbour {
  Value edge, present, source, weight;
};

/// The edges of a row reduced for some pieces. Its threads look up sources, and
/// weights where an edge has one, together; then they read neighbouring pieces
/// of the same x[j].
class NeighbourReduction {
public:
  NeighbourReduction(const AggregateOperands &in, const RowShape &shape,
                     const Reducer &reducer, ArrayRef<Piece> pieces)
      : in(in), shape(shape), reducer(reducer), pieces(pieces) {}

  Values reduce(Emitter &e, Segment edges, ValueRange start) const {
    SharedSegment shared(e, shape.threads(), edges);
    Values neutral = neutralNeighbour(e);
    auto visit = [&](const SharedSegment::Window &window, ValueRange carried) {
      Values sources = loadOwn(e, window, in.sources), weights;
      if (hasOneWeight())
        weights = loadOwn(e, window, in.weights);
      auto join = [&](const SharedSegment::Step &step, ValueRange carried) {
        return joinNeighbours(e,
                              findNeighbours(e, shared, step, sources, weights),
                              neutral, carried);
      };
      return shared.forEachStep(e, window, carried, join);
    };
    return shared.forEachWindow(e, start, visit);
  }

private:
  bool hasOneWeight() const { return in.weights && in.heads == 1; }

  SmallVector<Neighbour> findNeighbours(Emitter &e, const SharedSegment &shared,
                                        const SharedSegment::Step &step,
                                        ValueRange sources,
                                        ValueRange weights) const {
    SmallVector<Neighbour> found;
    for (auto [edge, present, source] :
         llvm::zip(step.positions, step.present,
                   shared.handOutNodes(e, step, sources)))
      found.push_back({edge, present, source, nullptr});
    if (hasOneWeight())
      for (auto [neighbour, weight] :
           llvm::zip(found, shared.handOut(e, step, weights)))
        neighbour.weight =
            e.select(neighbour.present, weight, e.splat(1.0, weight.getType()));
    return found;
  }

  /// All loads are under way before the first of them is needed.
  Values joinNeighbours(Emitter &e, ArrayRef<Neighbour> neighbours,
                        ValueRange neutral, ValueRange carried) const {
    SmallVector<Values> loaded;
    for (const Neighbour &neighbour : neighbours)
      loaded.push_back(valuesWhere(e, neighbour.present, neutral,
                                   [&] { return load(e, neighbour); }));
    Values joined(carried);
    for (auto [neighbour, values] : llvm::zip(neighbours, loaded))
      for (auto [p, sum] : llvm::enumerate(joined))
        sum =
            reducer.join(e, sum, values[p], weightOf(e, neighbour, values, p));
    return joined;
  }

  /// Pieces of x[source], and behind them the weights that each has of its own.
  Values load(Emitter &e, const Neighbour &neighbour) const {
    Values values;
    for (const Piece &piece : pieces)
      values.push_back(
          e.loadVector(in.x, {neighbour.source, piece.offset}, piece.lanes));
    if (in.weights && !hasOneWeight())
      for (const Piece &piece : pieces)
        values.push_back(loadWeight(e, in, neighbour.edge, piece));
    return values;
  }

  Value weightOf(Emitter &e, const Neighbour &neighbour, ValueRange loaded,
                 size_t piece) const {
    if (!in.weights)
      return nullptr;
    return hasOneWeight() ? e.broadcast(neighbour.weight, pieces[piece].lanes)
                          : loaded[pieces.size() + piece];
  }

  /// What changes no reduction.
  Values neutralNeighbour(Emitter &e) const {
    Values neutral = reducer.start(e, pieces);
    if (in.weights && !hasOneWeight())
      for (const Piece &piece : pieces)
        neutral.push_back(e.splat(1.0, e.vectorOf(piece.lanes)));
    return neutral;
  }

  const AggregateOperands &in;
  const RowShape &shape;
  const Reducer &reducer;
  ArrayRef<Piece> pieces;
};
} // namespace

namespace {
/// y[i, c] = reduce over edges e = (j -> i) of w[e, head(c)] * x[j, c], in the
/// registers of the threads of row i.
struct AggregateKernel : KernelLowering<AggregateOp> {
  using KernelLowering::KernelLowering;

  LogicalResult
  matchAndRewrite(AggregateOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e = kernelEmitter(op, rewriter);
    AggregateOperands in = getOperands(op, adaptor);
    SplitSegments edges(e, in.rowPtr, e.sizeOf(in.sources));
    auto writer =
        KernelRowWriter::behind(op, edges.rows(), e, rewriter, context);
    if (failed(writer))
      return failure();
    RowShape shape =
        RowShape::of(getChannels(op.getX()), lanesOfHead(in.heads, in.width));
    auto reduce = [&](const Reducer &reducer, Segment members,
                      ArrayRef<Piece> pieces, ValueRange start) {
      return NeighbourReduction(in, shape, reducer, pieces)
          .reduce(e, members, start);
    };
    reduceRows(e, context, op, op.getReduction(), edges, shape, in.x.getType(),
               *writer, PartsJoined::First, reduce);
    writer->replace(op, rewriter);
    return success();
  }

private:
  static AggregateOperands getOperands(AggregateOp op,
                                       OneToNOpAdaptor adaptor) {
    AggregateOperands in = {adaptor.getGraph()[0],
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
    return in;
  }
};
} // namespace

void gnn::populateAggregationKernels(Patterns &patterns, Converter &converter,
                                     KernelContext &context) {
  patterns.add<AggregateKernel>(converter, patterns.getContext(), context);
}
