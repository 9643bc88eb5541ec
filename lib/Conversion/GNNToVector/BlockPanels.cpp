//===- BlockPanels.cpp - Panels of a weight in blocks ---------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WeightPanels.h"

#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::gnn;

/// Vectors of a joint line: two products for each x that is read.
static constexpr int64_t jointPieces = 2;

bool WeightPanels::isZero(const ParameterValues &weight, int64_t piece,
                          int64_t input) const {
  int64_t first = tiles.offset(piece);
  return llvm::all_of(llvm::seq(tiles.lanes()), [&](int64_t lane) {
    return weight.at(first + lane, input) == 0;
  });
}

int64_t WeightPanels::countZeros(const ParameterValues &weight, int64_t block,
                                 int64_t input) const {
  int64_t first = block * blocks.size;
  return llvm::count_if(
      llvm::seq(first, first + tiles.countPieces(blocks, block)),
      [&](int64_t piece) { return isZero(weight, piece, input); });
}

WeightPanels WeightPanels::blocked(Emitter &e, Value parameter,
                                   const ParameterValues &weight,
                                   int64_t blockOutputs,
                                   LoweringContext &lowering) {
  ChannelTiles tiles = lowering.tiles(weight.dim(0));
  int64_t pieces = std::clamp<int64_t>(blockOutputs / tiles.lanes(), 1,
                                       mostPieces(lowering));
  WeightPanels panels(tiles, tiles.evenBlocks(pieces), weight.dim(1));
  auto keeps = [&](int64_t block, int64_t input) {
    return panels.countZeros(weight, block, input) <
           tiles.countPieces(panels.blocks, block);
  };
  panels.storeLines(e, parameter, "blocks", weight, keeps, lowering);
  return panels;
}

WeightPanels WeightPanels::joint(Emitter &e, Value parameter,
                                 const ParameterValues &weight,
                                 LoweringContext &lowering) {
  ChannelTiles tiles = lowering.tiles(weight.dim(0));
  WeightPanels panels(tiles, tiles.evenBlocks(jointPieces), weight.dim(1));
  auto keeps = [&](int64_t block, int64_t input) {
    return panels.countZeros(weight, block, input) == 0;
  };
  panels.storeLines(e, parameter, "joint", weight, keeps, lowering);
  return panels;
}

WeightPanels WeightPanels::single(Emitter &e, Value parameter,
                                  const ParameterValues &weight,
                                  LoweringContext &lowering) {
  ChannelTiles tiles = lowering.tiles(weight.dim(0));
  WeightPanels joint(tiles, tiles.evenBlocks(jointPieces), weight.dim(1));
  WeightPanels panels(tiles, tiles.evenBlocks(1), weight.dim(1));
  auto keeps = [&](int64_t piece, int64_t input) {
    return !panels.isZero(weight, piece, input) &&
           joint.countZeros(weight, piece / joint.blocks.size, input) > 0;
  };
  panels.storeLines(e, parameter, "single", weight, keeps, lowering);
  return panels;
}

void WeightPanels::storeLines(Emitter &e, Value parameter, StringRef name,
                              const ParameterValues &weight, LineFilter keeps,
                              LoweringContext &lowering) {
  Packed packed = pack(weight, keeps);
  // Where the last piece lies depends on the lanes, unless pieces are even.
  bool isEven = weight.dim(0) % tiles.lanes() == 0;
  auto layout = [&](const char *what) {
    return llvm::formatv(
               "{0}{1}{2}.{3}", name, lineSize(),
               isEven ? "" : llvm::formatv("x{0}", tiles.lanes()).str(), what)
        .str();
  };
  ParameterConstants &constants = lowering.constants;
  values =
      constants.getFloats(e, parameter, layout("values"), packed.values.size(),
                          [&] { return packed.values; });
  pointers = constants.getIntegers(e, parameter, layout("pointers"),
                                   packed.pointers.size(),
                                   [&] { return packed.pointers; });
  lineInputs = constants.getIntegers(e, parameter, layout("inputs"),
                                     packed.inputs.size(),
                                     [&] { return packed.inputs; });
}
