//===- HeadTiles.cpp - Channels of heads in vectors -----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HeadTiles.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::gnn;

/// Which lane is of which head is known in straight code alone.
static constexpr int64_t mostJoinedPieces = 16;

HeadTiles::HeadTiles(int64_t heads, int64_t width, int64_t vectorWidth)
    : heads(heads), width(width), vectorWidth(vectorWidth),
      joined(heads * width, vectorWidth),
      isJoined(joined.count() < heads * tilesOf(0).count() &&
               joined.count() <= mostJoinedPieces) {}

ChannelTiles HeadTiles::tilesOf(int64_t head) const {
  return ChannelTiles(width, vectorWidth, head * width);
}

HeadPiece HeadTiles::join(const Piece &channels, int64_t begin) const {
  HeadPiece piece{channels, begin / width, {}};
  for (int64_t lane = 0; lane < channels.lanes; ++lane)
    piece.lanes.push_back((begin + lane) / width - piece.head);
  return piece;
}

void HeadTiles::forEachBlock(Emitter &e, int64_t maxPieces,
                             function_ref<void(Block block)> body) const {
  if (!isJoined)
    return forEachBlockOfHeads(e, maxPieces, body);
  SmallVector<HeadPiece> pieces;
  for (auto [number, channels] : llvm::enumerate(joined.pieces(e)))
    pieces.push_back(join(channels, joined.offset(number)));
  size_t size = joined.evenBlocks(maxPieces).size;
  for (Block rest = pieces; !rest.empty(); rest = rest.drop_front(size)) {
    size = std::min(size, rest.size());
    body(rest.take_front(size));
  }
}

/// No vector is of two heads.
void HeadTiles::forEachBlockOfHeads(
    Emitter &e, int64_t maxPieces, function_ref<void(Block block)> body) const {
  int64_t piecesOfHead = std::max<int64_t>(tilesOf(0).count(), 1);
  int64_t most = std::max<int64_t>(maxPieces / piecesOfHead, 1);
  // Blocks of nearly one size: a last one with little to do costs as much.
  most = llvm::divideCeil(heads, llvm::divideCeil(heads, most));
  SmallVector<HeadPiece> block;
  auto emitBlock = [&] {
    body(block);
    block.clear();
  };
  for (int64_t head = 0; head < heads; ++head) {
    tilesOf(head).forEach(e, maxPieces, [&](ArrayRef<Piece> pieces) {
      for (const Piece &piece : pieces)
        block.push_back({piece, head, SmallVector<int64_t>(piece.lanes, 0)});
      if (piecesOfHead > maxPieces)
        emitBlock();
    });
    bool isFull = (head + 1) % most == 0 || head + 1 == heads;
    if (isFull && !block.empty())
      emitBlock();
  }
}

int64_t HeadTiles::sizeApart() const {
  ChannelTiles own = tilesOf(0);
  return isJoined ? joined.count() * joined.lanes()
                  : heads * own.count() * own.lanes();
}

Value HeadTiles::offsetApart(Emitter &e, const HeadPiece &piece) const {
  Value offset = e.times(piece.channels.number, piece.channels.lanes);
  return isJoined ? offset : e.plus(offset, piece.head * (sizeApart() / heads));
}

Value gnn::loadHeads(Emitter &e, Value memory, ValueRange indices,
                     const HeadPiece &piece) {
  if (piece.countHeads() == 1)
    return e.broadcast(e.load(memory, indices), piece.channels.lanes);
  int64_t read = llvm::PowerOf2Ceil(piece.countHeads());
  Value values = e.loadVector(memory, indices, read);
  return vector::ShuffleOp::create(e, values, values, piece.lanes);
}
