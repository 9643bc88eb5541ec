//===- ScaledGather.cpp - Rows that a sum scales --------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ScaledGather.h"

#include "RowLoops.h"
#include "RowWriter.h"

#include "gnn-opt/Analysis/ScaledGathers.h"

#include "mlir/IR/Remarks.h"

using namespace mlir;
using namespace mlir::gnn;

/// Where rows are rounded, the scaling is what rounds them.
void gnn::findScaledGathers(Operation *function, LoweringContext &lowering) {
  if (lowering.gathered.areRounded())
    return;
  function->walk([&](ScaleRowsOp op) {
    if (getGatherOfScaling(op))
      lowering.scalings.insert(op);
  });
}

/// isScaledWhenGathered, once the graph is there, and not.
static Value isWorthStoring(Emitter &e, Value rows, Value edges) {
  constexpr int64_t unit = 64;
  int64_t channels = channelsOf(rows), rowBytes = channels * sizeof(float);
  Value nodes = e.sizeOf(rows);
  Value few = e.times(nodes, int64_t(readersPerChannel * unit * channels));
  Value most = e.index(mostScaledBytes / std::max<int64_t>(rowBytes, 1) + 1);
  return e.both(e.isLess(few, e.times(edges, unit)), e.isLess(nodes, most));
}

static void storeScaled(Emitter &e, const ScaledRows &scaled, Value count,
                        LoweringContext &lowering) {
  ChannelTiles tiles = lowering.tiles(channelsOf(scaled.rows));
  forEachRow(e, count, [&](Value row) {
    Value factor = e.load(scaled.factors, row);
    tiles.forEach(e, lowering.accumulators(1), [&](ArrayRef<Piece> pieces) {
      for (const Piece &piece : pieces) {
        Value x = e.loadVector(scaled.rows, {row, piece.offset}, piece.lanes);
        e.store(e.mul(x, e.broadcast(factor, piece.lanes)), scaled.stored,
                {row, piece.offset});
      }
    });
  });
}

/// Memory for no rows where they are not stored: no branch, so that it is a
/// part of the function's block.
static ScaledRows scale(Emitter &e, Value rows, Value factors, Value edges,
                        LoweringContext &lowering) {
  Value isStored = isWorthStoring(e, rows, edges);
  Value count = e.select(isStored, e.sizeOf(rows), e.index(0));
  auto type = cast<MemRefType>(rows.getType());
  ScaledRows scaled{rows, factors, allocateRows(e, type, count, lowering),
                    isStored};
  storeScaled(e, scaled, count, lowering);
  return scaled;
}

std::optional<ScaledRows>
gnn::scaleGatheredRows(AggregateOp op, Value edges, Emitter &e,
                       ConversionPatternRewriter &rewriter,
                       LoweringContext &lowering) {
  auto scaling = op.getX().getDefiningOp<ScaleRowsOp>();
  if (!scaling || !lowering.scalings.contains(scaling))
    return std::nullopt;
  ScaledRows scaled =
      scale(e, rewriter.getRemappedValue(scaling.getX()),
            rewriter.getRemappedValue(scaling.getScale()), edges, lowering);
  lowering.scaled[scaling.getResult()] = scaled;
  remark::passed(
      scaling.getLoc(),
      remark::RemarkOpts::name("ScaledGather").category(lowering.passName))
      << remark::add("scaled when gathered, up to {0} edges a node",
                     int64_t(readersPerChannel * getChannels(op.getX())));
  return scaled;
}
