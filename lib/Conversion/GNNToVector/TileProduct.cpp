//===- TileProduct.cpp - Rows times panels, in registers ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TileProduct.h"

#include "TileLines.h"

#include "gnn-opt/Analysis/ProductFusion.h"

using namespace mlir;
using namespace mlir::gnn;

/// As many rows as leave registers for the pieces of a line and an x.
static int64_t countTileRows(int64_t registers, int64_t pieces) {
  int64_t rows = (registers - pieces - 1) / pieces;
  return rows >= 12 ? 12 : rows >= 6 ? 6 : 4;
}

int64_t TileProduct::rowsPerTile(int64_t pieces) const {
  return countTileRows(registers, pieces);
}

/// A line of one piece reads an x for each product. Two of them share the x
/// where a tile has as many rows for both.
TileProduct TileProduct::ofBlocks(Emitter &e, Value parameter,
                                  const ParameterValues &weight,
                                  int64_t blockOutputs,
                                  LoweringContext &lowering) {
  int64_t registers = lowering.registers();
  ChannelTiles tiles = lowering.tiles(weight.dim(0));
  if (blockOutputs > tiles.lanes() || tiles.count() == 1 ||
      countTileRows(registers, 2) < countTileRows(registers, 1))
    return TileProduct(
        WeightPanels::blocked(e, parameter, weight, blockOutputs, lowering),
        registers);
  TileProduct product(WeightPanels::joint(e, parameter, weight, lowering),
                      registers);
  product.singles = WeightPanels::single(e, parameter, weight, lowering);
  return product;
}

FailureOr<TileProduct> TileProduct::of(LinearOp op, Emitter &e,
                                       LoweringContext &lowering) {
  FailureOr<ParameterValues> weight = readParameter(op, op.getWeight());
  if (failed(weight))
    return failure();
  auto type = cast<RankedTensorType>(op.getWeight().getType());
  auto block = dyn_cast_or_null<BlockAttr>(type.getEncoding());
  TileProduct product =
      block ? ofBlocks(e, op.getWeight(), *weight, block.getOutputs(), lowering)
            : TileProduct(
                  WeightPanels::dense(e, op.getWeight(), *weight, lowering),
                  lowering.registers());
  if (failed(lowering.constants.getBias(e, op, op.getBias(), product.bias)))
    return failure();
  return product;
}

void TileProduct::multiply(Emitter &e, const Features &x, Value from, Value to,
                           const RowWriter &writer, RowsBody behind) const {
  int64_t blockRows = getProductBlockRows(panels.countInputs());
  e.loop(
      from, to,
      [&](Value first) {
        Value end = e.smaller(e.plus(first, blockRows), to);
        panels.forEachBlock(e, [&](ArrayRef<Piece> pieces) {
          multiplyPieces(e, x, pieces, first, end, writer);
        });
        if (behind)
          behind(first, end);
      },
      blockRows);
}

void TileProduct::multiplyRow(Emitter &e, const Features &x, Value row,
                              const RowWriter &writer) const {
  panels.forEachBlock(e, [&](ArrayRef<Piece> pieces) {
    multiplyTile(e, x, {pieces, {row}, nullptr}, writer);
  });
}

/// The last tile may be of fewer rows: behind the last one it is computed
/// again, with the same result.
void TileProduct::multiplyPieces(Emitter &e, const Features &x,
                                 ArrayRef<Piece> pieces, Value from, Value to,
                                 const RowWriter &writer) const {
  int64_t tileRows = rowsPerTile(pieces.size());
  auto multiplyFrom = [&](Value row, Value last) {
    Tile tile{pieces, {}, last ? nullptr : from};
    for (int64_t i = 0; i < tileRows; ++i) {
      Value each = e.plus(row, i);
      tile.rows.push_back(last ? e.smaller(each, last) : each);
    }
    multiplyTile(e, x, tile, writer);
  };
  Value whole = e.times(e.dividedBy(e.minus(to, from), tileRows), tileRows);
  Value wholeEnd = e.plus(from, whole);
  e.loop(
      from, wholeEnd, [&](Value row) { multiplyFrom(row, nullptr); }, tileRows);
  e.when(e.isLess(wholeEnd, to),
         [&] { multiplyFrom(wholeEnd, e.minus(to, e.index(1))); });
}

/// While several blocks of outputs go by, reading pauses: narrow rows that
/// follow are then no longer foreseen, either.
int64_t TileProduct::leastColumnsAhead() const {
  return panels.countBlocks() > 1 ? 64 : leastPrefetchedColumns;
}

/// Each tile asks for its share of what follows in memory, a few lines of a
/// cache at a time: processors keep few requests, and wait when there are more.
/// Rows that are computed for this product are in a cache.
int64_t TileProduct::countParts(const Features &x, const Tile &tile) const {
  constexpr int64_t linesAtOnce = 8;
  int64_t columns = channelsOf(x.memory);
  if (!tile.block || x.first || columns < leastColumnsAhead())
    return 1;
  int64_t lines = tile.rows.size() * countCacheLines(columns);
  return std::max<int64_t>(lines / panels.countBlocks() / linesAtOnce, 1);
}

void TileProduct::prefetchNextBlock(Emitter &e, const Features &x,
                                    const Tile &tile,
                                    const WorkPart &part) const {
  if (!tile.block || x.first)
    return;
  int64_t blockRows = getProductBlockRows(panels.countInputs());
  int64_t tileRows = tile.rows.size(), tiles = blockRows / tileRows;
  Value number =
      e.plus(e.times(panels.getBlock(e, tile.pieces), tiles),
             e.dividedBy(e.minus(tile.rows.front(), tile.block), tileRows));
  prefetchRows(e, x.memory, e.plus(tile.block, blockRows), blockRows,
               {e.plus(e.times(number, part.count), part.number),
                tiles * panels.countBlocks() * part.count},
               leastColumnsAhead());
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

InputRows TileProduct::getInputs(Emitter &e, const Features &x,
                                 const Tile &tile) const {
  Values rows = llvm::map_to_vector(
      tile.rows, [&](Value row) { return x.indexOf(e, row); });
  return tile.block
             ? InputRows::consecutive(x.memory, rows.front(), rows.size())
             : InputRows::each(x.memory, rows);
}

Values TileProduct::sumOverInputs(Emitter &e, const Features &x,
                                  const Tile &tile, ValueRange start) const {
  InputRows rows = getInputs(e, x, tile);
  int64_t parts = countParts(x, tile);
  auto askForRows = [&](Value part) {
    prefetchNextBlock(e, x, tile, {part, parts});
  };
  Values sums = addLines(e, rows, panels, tile.pieces, registers, start,
                         {parts, askForRows});
  if (!singles)
    return sums;
  size_t pieces = tile.pieces.size();
  for (size_t piece = 0; piece < pieces; ++piece) {
    Values own;
    for (size_t i = piece; i < sums.size(); i += pieces)
      own.push_back(sums[i]);
    own = addLines(e, rows, *singles, tile.pieces[piece], registers, own);
    for (auto [row, sum] : llvm::enumerate(own))
      sums[row * pieces + piece] = sum;
  }
  return sums;
}
