//===- ChannelTiles.cpp - A row of channels as vectors --------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChannelTiles.h"

#include "llvm/ADT/bit.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::gnn;

/// A row of up to this many blocks is straight code; a longer one is a loop.
static constexpr int64_t maxStraightBlocks = 2;

ChannelTiles::ChannelTiles(int64_t channels, int64_t vectorWidth, int64_t begin)
    : begin(begin), channels(channels) {
  uint64_t widest = std::max<int64_t>(std::min(channels, vectorWidth), 1);
  numLanes = llvm::bit_floor(widest);
  numPieces = llvm::divideCeil(channels, numLanes);
}

int64_t ChannelTiles::offset(int64_t piece) const {
  return begin + std::min(piece * numLanes, channels - numLanes);
}

ChannelTiles::Blocks ChannelTiles::evenBlocks(int64_t maxPieces) const {
  int64_t count = std::max<int64_t>(llvm::divideCeil(numPieces, maxPieces), 1);
  int64_t size = std::max<int64_t>(llvm::divideCeil(numPieces, count), 1);
  return {size, int64_t(llvm::divideCeil(numPieces, size))};
}

int64_t ChannelTiles::countPieces(const Blocks &blocks, int64_t block) const {
  return block + 1 < blocks.count ? blocks.size
                                  : numPieces - block * blocks.size;
}

bool ChannelTiles::areStraight(int64_t maxPieces) const {
  return evenBlocks(maxPieces).count <= maxStraightBlocks;
}

SmallVector<Piece> ChannelTiles::blockAt(Emitter &e, int64_t first,
                                         int64_t size) const {
  SmallVector<Piece> pieces;
  for (int64_t i = first; i < first + size; ++i) {
    int64_t repeated = begin + i * numLanes - offset(i);
    pieces.push_back({e.index(offset(i)), e.index(i), numLanes, repeated});
  }
  return pieces;
}

SmallVector<Piece> ChannelTiles::blockAt(Emitter &e, Value first,
                                         int64_t size) const {
  SmallVector<Piece> pieces;
  Value offset = e.plus(e.times(first, numLanes), begin);
  for (int64_t i = 0; i < size; ++i)
    pieces.push_back(
        {e.plus(offset, i * numLanes), e.plus(first, i), numLanes});
  return pieces;
}

Values ChannelTiles::fold(Emitter &e, const Blocks &blocks, ValueRange initial,
                          FoldBody body) const {
  Values carried(initial);
  int64_t done = 0;
  if (blocks.count > maxStraightBlocks) {
    // The last piece may repeat channels, so it stays out of the loop.
    done = blocks.count - 1;
    carried = e.loop(
        e.index(0), e.index(done * blocks.size), carried,
        [&](Value first, ValueRange values) {
          return body(blockAt(e, first, blocks.size), values);
        },
        blocks.size);
  }
  for (; done < blocks.count; ++done)
    carried = body(blockAt(e, done * blocks.size, countPieces(blocks, done)),
                   carried);
  return carried;
}

void ChannelTiles::forEach(
    Emitter &e, const Blocks &blocks,
    function_ref<void(ArrayRef<Piece> pieces)> body) const {
  fold(e, blocks, ValueRange(), [&](ArrayRef<Piece> pieces, ValueRange) {
    body(pieces);
    return Values();
  });
}

Value gnn::withoutRepeated(Emitter &e, const Piece &piece, Value value,
                           double neutral) {
  if (piece.repeated == 0)
    return value;
  SmallVector<bool> fresh(piece.lanes, true);
  std::fill_n(fresh.begin(), piece.repeated, false);
  auto type = VectorType::get(piece.lanes, e.getI1Type());
  Value mask = arith::ConstantOp::create(
      e, DenseElementsAttr::get(type, ArrayRef<bool>(fresh)));
  return e.select(mask, value, e.splat(neutral, value.getType()));
}
