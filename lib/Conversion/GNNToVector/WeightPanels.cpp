//===- WeightPanels.cpp - A weight as register tiles read it --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WeightPanels.h"

#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::gnn;

/// Two pieces a block keep the loads of x and of the panel in balance. Three in
/// one go beat two and a lonely third; wide registers are many.
static int64_t choosePieces(const ChannelTiles &tiles,
                            const LoweringContext &lowering) {
  return tiles.count() == 3 ? 3 : lowering.registers() / 8;
}

/// Lines of all panels.
struct WeightPanels::Packed {
  std::vector<float> values;
  std::vector<int32_t> pointers = {0}, inputs;
};

WeightPanels::Packed WeightPanels::pack(const ParameterValues &weight,
                                        bool keepsZeroLines) const {
  Packed packed;
  int64_t lanes = tiles.lanes(), lineSize = blockPieces * lanes;
  for (int64_t first = 0; first < tiles.count(); first += blockPieces) {
    int64_t last = std::min(first + blockPieces, tiles.count());
    for (int64_t input = 0; input < inputs; ++input) {
      // The last block's lines are as long as the others.
      std::vector<float> line(lineSize);
      for (int64_t piece = first; piece < last; ++piece)
        for (int64_t lane = 0; lane < lanes; ++lane)
          line[(piece - first) * lanes + lane] =
              weight.at(tiles.offset(piece) + lane, input);
      if (!keepsZeroLines && llvm::all_of(line, [](float w) { return w == 0; }))
        continue;
      llvm::append_range(packed.values, line);
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
  WeightPanels panels(tiles, choosePieces(tiles, lowering), weight.dim(1));
  int64_t lineSize = panels.blockPieces * tiles.lanes();
  panels.values = lowering.constants.getFloats(
      e, parameter, "panels" + Twine(lineSize),
      {panels.countBlocks() * panels.inputs, lineSize},
      [&] { return panels.pack(weight, /*keepsZeroLines=*/true).values; });
  return panels;
}

WeightPanels WeightPanels::blocked(Emitter &e, Value parameter,
                                   const ParameterValues &weight,
                                   int64_t blockOutputs,
                                   LoweringContext &lowering) {
  ChannelTiles tiles = lowering.tiles(weight.dim(0));
  int64_t maxPieces = std::clamp<int64_t>(blockOutputs / tiles.lanes(), 1,
                                          lowering.registers() / 8);
  WeightPanels panels(tiles, maxPieces, weight.dim(1));
  Packed packed = panels.pack(weight, /*keepsZeroLines=*/false);
  int64_t lines = packed.inputs.size();
  int64_t lineSize = panels.blockPieces * tiles.lanes();
  // Where the last piece lies depends on the lanes, unless pieces are even.
  bool isEven = weight.dim(0) % tiles.lanes() == 0;
  auto layout = [&](const char *what) {
    return llvm::formatv(
               "blocks{0}{1}.{2}", lineSize,
               isEven ? "" : llvm::formatv("x{0}", tiles.lanes()).str(), what)
        .str();
  };
  ParameterConstants &constants = lowering.constants;
  panels.values =
      constants.getFloats(e, parameter, layout("values"), {lines, lineSize},
                          [&] { return packed.values; });
  panels.pointers = constants.getIntegers(e, parameter, layout("pointers"),
                                          panels.countBlocks() + 1,
                                          [&] { return packed.pointers; });
  panels.lineInputs = constants.getIntegers(
      e, parameter, layout("inputs"), lines, [&] { return packed.inputs; });
  return panels;
}

int64_t WeightPanels::countBlocks() const {
  return llvm::divideCeil(tiles.count(), blockPieces);
}

Value WeightPanels::getBlock(Emitter &e, ArrayRef<Piece> pieces) const {
  return e.dividedBy(pieces.front().number, blockPieces);
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
                              Value line) const {
  Values weights;
  for (auto [i, piece] : llvm::enumerate(pieces))
    weights.push_back(
        e.loadVector(values, {line, e.index(i * tiles.lanes())}, piece.lanes));
  return weights;
}
