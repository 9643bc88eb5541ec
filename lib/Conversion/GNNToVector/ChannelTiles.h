//===- ChannelTiles.h - A row of channels as vectors ---------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_CHANNELTILES_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_CHANNELTILES_H

#include "gnn-opt/Conversion/Lowering/Piece.h"

namespace mlir::gnn {

/// Cuts the channels of a row into vectors of one size, the largest power of
/// two that neither the register nor the row is too small for. The last piece
/// is moved left until it fits and repeats some channels: elements are then
/// computed twice with one result, and no width needs masks or scalar code. 7
/// channels are [0, 4) and [3, 7); 17 channels with 8 lanes [0, 8), [8, 16),
/// [9, 17).
class ChannelTiles {
public:
  ChannelTiles(int64_t channels, int64_t vectorWidth, int64_t begin = 0);

  int64_t lanes() const { return numLanes; }
  int64_t count() const { return numPieces; }
  /// The first channel of a piece.
  int64_t offset(int64_t piece) const;
  /// Pieces in blocks of one size. The last block has what is left, which may
  /// be fewer pieces, or more.
  struct Blocks {
    int64_t size, count;
  };
  /// Blocks of up to `maxPieces` pieces that are of nearly one size: a last one
  /// with little to do costs as much.
  Blocks evenBlocks(int64_t maxPieces) const;
  int64_t countPieces(const Blocks &blocks, int64_t block) const;
  /// Whether blocks of up to `maxPieces` pieces are straight code, not a loop.
  bool areStraight(int64_t maxPieces) const;

  /// All pieces, as straight code.
  SmallVector<Piece> pieces(Emitter &e) const { return blockAt(e, 0, count()); }

  using FoldBody =
      function_ref<Values(ArrayRef<Piece> pieces, ValueRange carried)>;
  /// carried = body(pieces, carried) for each block. A wide row becomes a loop
  /// over blocks.
  Values fold(Emitter &e, const Blocks &blocks, ValueRange initial,
              FoldBody body) const;
  Values fold(Emitter &e, int64_t maxPieces, ValueRange initial,
              FoldBody body) const {
    return fold(e, evenBlocks(maxPieces), initial, body);
  }
  void forEach(Emitter &e, const Blocks &blocks,
               function_ref<void(ArrayRef<Piece> pieces)> body) const;
  void forEach(Emitter &e, int64_t maxPieces,
               function_ref<void(ArrayRef<Piece> pieces)> body) const {
    forEach(e, evenBlocks(maxPieces), body);
  }

private:
  SmallVector<Piece> blockAt(Emitter &e, int64_t first, int64_t size) const;
  SmallVector<Piece> blockAt(Emitter &e, Value first, int64_t size) const;

  int64_t begin, channels, numLanes, numPieces;
};

/// `value` with `neutral` in the lanes that the piece repeats, so that a sum
/// over channels counts each once.
Value withoutRepeated(Emitter &e, const Piece &piece, Value value,
                      double neutral = 0.0);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_CHANNELTILES_H
