//===- RowShape.cpp - How threads share the rows of a matrix --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RowShape.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "llvm/ADT/bit.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::gnn;

Value gnn::writesForRow(Emitter &e, const RowThread &thread) {
  return e.both(thread.ownsRow, e.isEqual(thread.number, e.index(0)));
}

/// Pieces of a row that a thread has in flight at once.
static constexpr int64_t maxPiecesPerThread = 2;
/// Stored elements that a segment's threads read at once: a sector.
static constexpr int64_t threadsPerSegment = 8;

RowShape::RowShape(int64_t channels, int64_t maxLanes) : numChannels(channels) {
  int64_t padded = paddedChannels(channels);
  numLanes = std::min(maxLanes, lanesDividing(padded));
  numPieces = padded / numLanes;
  numThreads =
      std::min<int64_t>(llvm::bit_ceil<uint64_t>(numPieces), warpThreads);
  numPiecesPerThread = llvm::divideCeil(numPieces, numThreads);
  numCovered = numThreads * numPiecesPerThread;
}

RowShape RowShape::ofWholeRows(int64_t channels, int64_t maxLanes) {
  return RowShape(channels, maxLanes);
}

RowShape RowShape::of(int64_t channels, int64_t maxLanes) {
  RowShape shape(channels, maxLanes);
  shape.numPiecesPerThread =
      std::min(shape.numPiecesPerThread, maxPiecesPerThread);
  shape.numCovered = llvm::alignTo(shape.numPieces,
                                   shape.numThreads * shape.numPiecesPerThread);
  return shape;
}

RowShape RowShape::ofSegments() {
  return RowShape(/*channels=*/threadsPerSegment, /*maxLanes=*/1);
}

RowShape RowShape::covering(int64_t channels, int64_t covered) {
  RowShape shape(channels, /*maxLanes=*/4);
  shape.numCovered = covered;
  return shape;
}

Piece RowShape::piece(Emitter &e, const RowThread &thread, Value index) const {
  Value first = e.times(thread.channelBlock, numPiecesPerThread);
  Value number =
      e.plus(e.times(e.plus(first, index), numThreads), thread.number);
  Value there = numPieces == numCovered
                    ? number
                    : e.smaller(number, e.index(numPieces - 1));
  return {e.times(there, numLanes), number, numLanes};
}

SmallVector<Piece> RowShape::pieces(Emitter &e, const RowThread &thread) const {
  SmallVector<Piece> pieces;
  for (int64_t i = 0; i < numPiecesPerThread; ++i)
    pieces.push_back(piece(e, thread, e.index(i)));
  return pieces;
}

void RowShape::forEachPiece(Emitter &e, const RowThread &thread,
                            function_ref<void(const Piece &piece)> body) const {
  e.loop(e.index(0), e.index(numPiecesPerThread),
         [&](Value index) { body(piece(e, thread, index)); });
}

Value RowShape::owns(Emitter &e, const Piece &piece) const {
  if (numPieces == numCovered)
    return nullptr;
  return e.isLess(piece.number, e.index(numPieces));
}

Value RowShape::withoutPadding(Emitter &e, const Piece &piece,
                               Value value) const {
  return numChannels == numPieces * numLanes ? value
                                             : mask(e, piece, value, 0.0);
}

Value RowShape::withoutRepeated(Emitter &e, const Piece &piece, Value value,
                                double neutral) const {
  return numChannels == numCovered * numLanes ? value
                                              : mask(e, piece, value, neutral);
}

Value RowShape::mask(Emitter &e, const Piece &piece, Value value,
                     double neutral) const {
  Type i32 = e.getI32Type();
  auto type = VectorType::get(piece.lanes, i32);
  Value first =
      arith::IndexCastOp::create(e, i32, e.times(piece.number, piece.lanes));
  auto numbers = llvm::to_vector(llvm::seq<int32_t>(piece.lanes));
  Value channels = arith::AddIOp::create(
      e, vector::BroadcastOp::create(e, type, first),
      arith::ConstantOp::create(
          e, DenseElementsAttr::get(type, ArrayRef<int32_t>(numbers))));
  Value end = arith::ConstantOp::create(
      e, DenseElementsAttr::get(type, static_cast<int32_t>(numChannels)));
  return e.select(e.isLess(channels, end), value,
                  e.splat(neutral, value.getType()));
}

int64_t gnn::lanesDividing(int64_t size) {
  return size % 4 == 0 ? 4 : size % 2 == 0 ? 2 : 1;
}

int64_t gnn::lanesOfHead(int64_t heads, int64_t width) {
  // The padding behind a single head may be taken for channels of it.
  return heads <= 1 ? 4 : lanesDividing(width);
}

void gnn::forEachRow(Emitter &e, KernelContext &context, Operation *op,
                     Value rows, const RowShape &shape,
                     function_ref<void(const RowThread &thread)> body) {
  int64_t rowsPerBlock = shape.rowsPerBlock();
  Grid grid = {e.dividedBy(e.plus(rows, rowsPerBlock - 1), rowsPerBlock),
               shape.channelBlocks()};
  launch(e, context, op, grid, [&](const Thread &thread) {
    Value group = e.dividedBy(thread.id, shape.threads());
    Value row = e.plus(e.times(thread.blockX, rowsPerBlock), group);
    Value last = e.minus(rows, e.index(1));
    body({e.smaller(row, last), e.isLess(row, rows),
          e.remainder(thread.id, shape.threads()), thread.blockY});
  });
}
