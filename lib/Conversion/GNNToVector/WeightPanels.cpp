//===- WeightPanels.cpp - A weight as register tiles read it --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WeightPanels.h"

using namespace mlir;
using namespace mlir::gnn;

/// Two pieces a block keep the loads of x and of the panel in balance, and wide
/// registers are many.
int64_t WeightPanels::mostPieces(const LoweringContext &lowering) {
  return lowering.registers() / 8;
}

/// Tiles of a single piece load an x for each product. Such a piece goes along
/// with the block before it.
ChannelTiles::Blocks
WeightPanels::chooseBlocks(const ChannelTiles &tiles,
                           const LoweringContext &lowering) {
  ChannelTiles::Blocks blocks = tiles.evenBlocks(mostPieces(lowering));
  if (blocks.count > 1 && tiles.countPieces(blocks, blocks.count - 1) == 1)
    --blocks.count;
  return blocks;
}

WeightPanels::Packed WeightPanels::pack(const ParameterValues &weight,
                                        LineFilter keeps) const {
  Packed packed;
  int64_t lanes = tiles.lanes();
  for (int64_t block = 0; block < blocks.count; ++block) {
    int64_t first = block * blocks.size;
    int64_t pieces = tiles.countPieces(blocks, block);
    for (int64_t input = 0; input < inputs; ++input) {
      if (!keeps(block, input))
        continue;
      for (int64_t piece = first; piece < first + pieces; ++piece)
        for (int64_t lane = 0; lane < lanes; ++lane)
          packed.values.push_back(weight.at(tiles.offset(piece) + lane, input));
      packed.inputs.push_back(input);
    }
    packed.pointers.push_back(packed.inputs.size());
  }
  return packed;
}

WeightPanels WeightPanels::dense(Emitter &e, Value parameter,
                                 const ParameterValues &weight,
                                 LoweringContext &lowering) {
  ChannelTiles tiles = lowering.tiles(weight.dim(0));
  WeightPanels panels(tiles, chooseBlocks(tiles, lowering), weight.dim(1));
  panels.values = lowering.constants.getFloats(
      e, parameter, "panels" + Twine(panels.lineSize()),
      tiles.count() * tiles.lanes() * panels.inputs, [&] {
        return panels.pack(weight, [](int64_t, int64_t) { return true; })
            .values;
      });
  return panels;
}

Value WeightPanels::getBlock(Emitter &e, ArrayRef<Piece> pieces) const {
  return e.dividedBy(pieces.front().number, blocks.size);
}

Segment WeightPanels::getLines(Emitter &e, ArrayRef<Piece> pieces) const {
  Value block = getBlock(e, pieces);
  if (pointers)
    return segmentOf(e, pointers, block);
  Value begin = e.times(block, inputs);
  return {begin, e.plus(begin, inputs)};
}

Value WeightPanels::getInput(Emitter &e, const Segment &lines,
                             Value line) const {
  return lineInputs ? e.loadIndex(lineInputs, line)
                    : e.minus(line, lines.begin);
}

Values WeightPanels::loadLine(Emitter &e, ArrayRef<Piece> pieces,
                              const Segment &lines, Value line) const {
  int64_t size = pieces.size() * tiles.lanes();
  Value offset = e.plus(e.times(lines.begin, lineSize()),
                        e.times(e.minus(line, lines.begin), size));
  Values weights;
  for (const Piece &piece : pieces) {
    weights.push_back(e.loadVector(values, offset, piece.lanes));
    offset = e.plus(offset, piece.lanes);
  }
  return weights;
}
