//===- TileProduct.cpp - Rows times panels, in registers ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TileProduct.h"

#include "RowPrefetch.h"

#include "gnn-opt/Analysis/ProductFusion.h"

using namespace mlir;
using namespace mlir::gnn;

static WeightPanels packPanels(Emitter &e, Value parameter,
                               const ParameterValues &weight,
                               LoweringContext &lowering) {
  auto type = cast<RankedTensorType>(parameter.getType());
  if (auto block = dyn_cast_or_null<BlockAttr>(type.getEncoding()))
    return WeightPanels::blocked(e, parameter, weight, block.getOutputs(),
                                 lowering);
  return WeightPanels::dense(e, parameter, weight, lowering);
}

FailureOr<TileProduct> TileProduct::of(LinearOp op, Emitter &e,
                                       LoweringContext &lowering) {
  FailureOr<ParameterValues> weight = readParameter(op, op.getWeight());
  if (failed(weight))
    return failure();
  TileProduct product(packPanels(e, op.getWeight(), *weight, lowering),
                      lowering.registers());
  if (failed(lowering.constants.getBias(e, op, op.getBias(), product.bias)))
    return failure();
  return product;
}

/// As many rows as leave registers for the pieces of a line and an x.
int64_t TileProduct::rowsPerTile(int64_t pieces) const {
  int64_t rows = (registers - pieces - 1) / pieces;
  return rows >= 12 ? 12 : rows >= 6 ? 6 : 4;
}

void TileProduct::multiply(Emitter &e, const Features &x, Value from, Value to,
                           const RowWriter &writer) const {
  int64_t blockRows = getProductBlockRows(panels.countInputs());
  e.loop(
      from, to,
      [&](Value first) {
        Value end = e.smaller(e.plus(first, blockRows), to);
        panels.forEachBlock(e, [&](ArrayRef<Piece> pieces) {
          multiplyPieces(e, x, pieces, first, end, writer);
        });
      },
      blockRows);
}

void TileProduct::multiplyRow(Emitter &e, const Features &x, Value row,
                              const RowWriter &writer) const {
  panels.forEachBlock(e, [&](ArrayRef<Piece> pieces) {
    multiplyTile(e, x, {pieces, {row}}, writer);
  });
}

/// The last tile may be of fewer rows: behind the last one it is computed
/// again, with the same result.
void TileProduct::multiplyPieces(Emitter &e, const Features &x,
                                 ArrayRef<Piece> pieces, Value from, Value to,
                                 const RowWriter &writer) const {
  int64_t tileRows = rowsPerTile(pieces.size());
  auto multiplyFrom = [&](Value row, Value last) {
    Tile tile{pieces, {}};
    for (int64_t i = 0; i < tileRows; ++i) {
      Value each = e.plus(row, i);
      tile.rows.push_back(last ? e.smaller(each, last) : each);
    }
    multiplyTile(e, x, tile, writer);
  };
  Value whole = e.times(e.dividedBy(e.minus(to, from), tileRows), tileRows);
  Value wholeEnd = e.plus(from, whole);
  e.loop(
      from, wholeEnd,
      [&](Value row) {
        prefetchNextBlock(e, x, pieces, from, row);
        multiplyFrom(row, nullptr);
      },
      tileRows);
  e.when(e.isLess(wholeEnd, to),
         [&] { multiplyFrom(wholeEnd, e.minus(to, e.index(1))); });
}

/// While several blocks of outputs go by, reading pauses: narrow rows that
/// follow are then no longer foreseen, either.
static constexpr int64_t leastColumnsOfBlocks = 64;

/// Each tile asks for its share of what follows in memory: processors keep few
/// requests at a time, and wait when there are more. Rows that are computed for
/// this product are in a cache.
void TileProduct::prefetchNextBlock(Emitter &e, const Features &x,
                                    ArrayRef<Piece> pieces, Value block,
                                    Value row) const {
  if (x.first)
    return;
  int64_t blockRows = getProductBlockRows(panels.countInputs());
  int64_t tileRows = rowsPerTile(pieces.size()), tiles = blockRows / tileRows;
  Value tile = e.plus(e.times(panels.getBlock(e, pieces), tiles),
                      e.dividedBy(e.minus(row, block), tileRows));
  prefetchRows(e, x.memory, e.plus(block, blockRows), blockRows,
               {tile, tiles * panels.countBlocks()},
               panels.countBlocks() > 1 ? leastColumnsOfBlocks
                                        : leastPrefetchedColumns);
}

void TileProduct::multiplyTile(Emitter &e, const Features &x, const Tile &tile,
                               const RowWriter &writer) const {
  Values start;
  for (size_t i = 0; i < tile.rows.size(); ++i)
    llvm::append_range(start, startSums(e, bias, tile.pieces));
  size_t pieces = tile.pieces.size();
  for (auto [i, sum] : llvm::enumerate(sumOverInputs(e, x, tile, start)))
    writer.write(e, tile.rows[i / pieces], tile.pieces[i % pieces], sum);
}

/// sums[r, p] += x[r, input(line)] * panel[line, p] for all lines.
Values TileProduct::sumOverInputs(Emitter &e, const Features &x,
                                  const Tile &tile, ValueRange start) const {
  Segment lines = panels.getLines(e, tile.pieces);
  Values rows = llvm::map_to_vector(
      tile.rows, [&](Value row) { return x.indexOf(e, row); });
  auto addLine = [&](Value line, ValueRange sums) {
    Value input = panels.getInput(e, lines, line);
    Values weights = panels.loadLine(e, tile.pieces, lines, line);
    Values next;
    for (Value row : rows) {
      Value each =
          e.broadcast(e.load(x.memory, {row, input}), tile.pieces[0].lanes);
      for (Value weight : weights)
        next.push_back(e.fma(each, weight, sums[next.size()]));
    }
    return next;
  };
  return e.loop(lines.begin, lines.end, start, addLine);
}
