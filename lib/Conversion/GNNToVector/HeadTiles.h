//===- HeadTiles.h - Channels of heads in vectors ------------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_HEADTILES_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_HEADTILES_H

#include "ChannelTiles.h"

namespace mlir::gnn {

/// A vector of channels, of one head or of several next to each other.
struct HeadPiece {
  Piece channels;
  /// The head of the first lane.
  int64_t head;
  /// The head of each lane, counted from that.
  SmallVector<int64_t> lanes;

  int64_t countHeads() const { return lanes.back() + 1; }
};

/// The channels of all heads in vectors. Where heads do not fill vectors, one
/// goes on with the next head, if that makes fewer of them.
class HeadTiles {
public:
  HeadTiles(int64_t heads, int64_t width, int64_t vectorWidth);

  using Block = ArrayRef<HeadPiece>;
  /// Straight code for heads that fit the registers, several at once; loops
  /// over the blocks of wider ones.
  void forEachBlock(Emitter &e, int64_t maxPieces,
                    function_ref<void(Block block)> body) const;

  /// Elements of all pieces, and where one begins, if they lie apart: also
  /// those that share a channel.
  int64_t sizeApart() const;
  Value offsetApart(Emitter &e, const HeadPiece &piece) const;

private:
  ChannelTiles tilesOf(int64_t head) const;
  void forEachBlockOfHeads(Emitter &e, int64_t maxPieces,
                           function_ref<void(Block block)> body) const;
  HeadPiece join(const Piece &channels, int64_t begin) const;

  int64_t heads, width, vectorWidth;
  /// Of all heads as one.
  ChannelTiles joined;
  bool isJoined;
};

/// Of values that lie one head after the other from `indices` on, that of each
/// lane. Up to the next power of two is read.
Value loadHeads(Emitter &e, Value memory, ValueRange indices,
                const HeadPiece &piece);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_HEADTILES_H
