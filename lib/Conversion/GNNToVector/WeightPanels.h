//===- WeightPanels.h - A weight as register tiles read it ---- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_WEIGHTPANELS_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_WEIGHTPANELS_H

#include "Lowering.h"
#include "RowLoops.h"

namespace mlir::gnn {

/// A weight `out x in`, packed when it is compiled. Its outputs are cut into
/// blocks of neighbouring pieces. Each block has a panel, and the panel a line
/// for each input: the weights of the block's outputs, side by side. A tile of
/// the product reads its panel from the first byte to the last.
class WeightPanels {
public:
  /// Panels with a line for every input.
  static WeightPanels dense(Emitter &e, Value parameter,
                            const ParameterValues &weight,
                            LoweringContext &lowering);
  /// Panels without the lines that are all zero, for blocks of about
  /// `blockOutputs` outputs, and a list of the inputs whose lines stayed.
  static WeightPanels blocked(Emitter &e, Value parameter,
                              const ParameterValues &weight,
                              int64_t blockOutputs, LoweringContext &lowering);
  /// Two panels whose products add up: one of two vectors a line, with the
  /// lines in which none of both is zero, and one with the single vectors that
  /// these leave out.
  static WeightPanels joint(Emitter &e, Value parameter,
                            const ParameterValues &weight,
                            LoweringContext &lowering);
  static WeightPanels single(Emitter &e, Value parameter,
                             const ParameterValues &weight,
                             LoweringContext &lowering);

  /// Whether every panel has a line for every input.
  bool hasAllInputs() const { return !pointers; }
  int64_t countInputs() const { return inputs; }
  int64_t countBlocks() const { return blocks.count; }
  void forEachBlock(Emitter &e,
                    function_ref<void(ArrayRef<Piece> pieces)> body) const {
    tiles.forEach(e, blocks, body);
  }
  /// The number of the block that these pieces are.
  Value getBlock(Emitter &e, ArrayRef<Piece> pieces) const;

  /// The lines of the block's panel.
  Segment getLines(Emitter &e, ArrayRef<Piece> pieces) const;
  /// The input that one of these lines belongs to.
  Value getInput(Emitter &e, const Segment &lines, Value line) const;
  /// The weights of one of these lines, one vector a piece.
  Values loadLine(Emitter &e, ArrayRef<Piece> pieces, const Segment &lines,
                  Value line) const;

private:
  WeightPanels(ChannelTiles tiles, ChannelTiles::Blocks blocks, int64_t inputs)
      : tiles(tiles), blocks(blocks), inputs(inputs) {}

  /// Lines of all panels.
  struct Packed {
    std::vector<float> values;
    std::vector<int32_t> pointers = {0}, inputs;
  };
  static int64_t mostPieces(const LoweringContext &lowering);
  static ChannelTiles::Blocks chooseBlocks(const ChannelTiles &tiles,
                                           const LoweringContext &lowering);
  using LineFilter = function_ref<bool(int64_t block, int64_t input)>;
  Packed pack(const ParameterValues &weight, LineFilter keeps) const;
  /// Stores the lines that `keeps` says, with a list of their inputs.
  void storeLines(Emitter &e, Value parameter, StringRef name,
                  const ParameterValues &weight, LineFilter keeps,
                  LoweringContext &lowering);
  bool isZero(const ParameterValues &weight, int64_t piece,
              int64_t input) const;
  /// How many of the line's pieces are zero.
  int64_t countZeros(const ParameterValues &weight, int64_t block,
                     int64_t input) const;

  /// Elements of a line of all blocks but the last.
  int64_t lineSize() const { return blocks.size * tiles.lanes(); }

  ChannelTiles tiles;
  ChannelTiles::Blocks blocks;
  int64_t inputs;
  /// All lines, one after the other.
  Value values;
  /// Where each block's lines begin, and the input of each line; null where
  /// every block has a line for every input.
  Value pointers, lineInputs;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_WEIGHTPANELS_H
