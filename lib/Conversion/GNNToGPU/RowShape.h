//===- RowShape.h - How threads share the rows of a matrix ---- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOGPU_ROWSHAPE_H
#define GNN_OPT_LIB_CONVERSION_GNNTOGPU_ROWSHAPE_H

#include "Launch.h"

#include "gnn-opt/Conversion/Lowering/Piece.h"

namespace mlir::gnn {

/// The thread of a row. Threads behind the last row have that row too, so that
/// all can take part in exchanges; what they compute is not stored.
struct RowThread {
  Value row;
  /// i1: the row is this thread's to write.
  Value ownsRow;
  /// Which of the row's threads it is, and which block of channels is its.
  Value number, channelBlock;
};

/// i1: the thread writes what there is one of for the whole row.
Value writesForRow(Emitter &e, const RowThread &thread);

/// How threads share rows: a row has `threads` neighbouring threads of a warp,
/// a power of two, which load neighbouring pieces of it at a time. Narrow rows
/// leave several to a warp; wide ones are cut into blocks of channels, which
/// different blocks of threads compute.
class RowShape {
public:
  /// `maxLanes` is the size of the largest vector whose channels belong
  /// together, such as those of one head.
  static RowShape of(int64_t channels, int64_t maxLanes = 4);
  /// The same, but each row is whole with its threads.
  static RowShape ofWholeRows(int64_t channels, int64_t maxLanes = 4);
  /// A few threads a row, for segments of stored elements.
  static RowShape ofSegments();
  /// For threads that are laid out otherwise, and have `covered` pieces of a
  /// row.
  static RowShape covering(int64_t channels, int64_t covered);

  int64_t lanes() const { return numLanes; }
  int64_t threads() const { return numThreads; }
  int64_t channels() const { return numChannels; }
  int64_t piecesPerThread() const { return numPiecesPerThread; }
  int64_t rowsPerBlock() const { return blockThreads / numThreads; }
  int64_t channelBlocks() const {
    return numCovered / (numThreads * numPiecesPerThread);
  }

  /// The pieces of a thread. Those behind the last one repeat it.
  SmallVector<Piece> pieces(Emitter &e, const RowThread &thread) const;
  Piece piece(Emitter &e, const RowThread &thread, Value index) const;
  /// Runs `body` for each piece of a thread, in a loop.
  void forEachPiece(Emitter &e, const RowThread &thread,
                    function_ref<void(const Piece &piece)> body) const;
  /// i1, or null where it is always true: the piece is not a repeated one.
  Value owns(Emitter &e, const Piece &piece) const;
  /// `value`, which the thread owns, with 0 in the padding of the row.
  Value withoutPadding(Emitter &e, const Piece &piece, Value value) const;
  /// `value` with `neutral` in the padding of the row, and everywhere where the
  /// piece is a repeated one, so that a sum over channels counts each once.
  Value withoutRepeated(Emitter &e, const Piece &piece, Value value,
                        double neutral) const;

private:
  RowShape(int64_t channels, int64_t maxLanes);
  Value mask(Emitter &e, const Piece &piece, Value value, double neutral) const;

  /// `numCovered` counts the pieces that the threads of a row have, with the
  /// repeated ones.
  int64_t numChannels, numLanes, numPieces, numThreads, numPiecesPerThread,
      numCovered;
};

/// The largest vector that divides `size` channels: 4, 2 or 1 lanes.
int64_t lanesDividing(int64_t size);
/// The largest vector whose channels are of one of the heads of a row.
int64_t lanesOfHead(int64_t heads, int64_t width);

/// Runs `body` for each row, on all of the row's threads.
void forEachRow(Emitter &e, KernelContext &context, Operation *op, Value rows,
                const RowShape &shape,
                function_ref<void(const RowThread &thread)> body);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_ROWSHAPE_H
