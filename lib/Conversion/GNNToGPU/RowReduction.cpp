//===- RowReduction.cpp - Rows of features reduced by segments ------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RowReduction.h"

#include "SegmentLoop.h"

using namespace mlir;
using namespace mlir::gnn;

static constexpr auto keepNaNs = Reducer::NaNs::Kept;

Values gnn::joinRows(Emitter &e, Value x, Segment rows, const Reducer &reducer,
                     ArrayRef<Piece> pieces, ValueRange start) {
  auto join = [&](ValueRange rows, ValueRange carried) {
    Values joined(carried);
    for (Value row : rows)
      for (auto [piece, reduced] : llvm::zip(pieces, joined))
        reduced = reducer.join(
            e, reduced, e.loadVector(x, {row, piece.offset}, piece.lanes));
    return joined;
  };
  return loopInSteps(e, rows, start, join);
}

/// Launches the kernel that reduces the parts of long rows.
static Value reduceParts(Emitter &e, KernelContext &context, Operation *op,
                         ReductionKind kind, const SplitSegments &segments,
                         const RowShape &shape, Type partType,
                         ReduceMembers reduce) {
  Value partSums =
      allocateOnDevice(e, cast<MemRefType>(partType), segments.parts());
  segments.forEachPart(e, context, op, shape,
                       [&](const RowThread &part, Value, Segment members) {
                         Reducer reducer(kind, keepNaNs, e, members);
                         SmallVector<Piece> pieces = shape.pieces(e, part);
                         Values sums = reduce(reducer, members, pieces,
                                              reducer.start(e, pieces));
                         for (auto [piece, sum] : llvm::zip(pieces, sums)) {
                           Value owns = part.ownsRow;
                           if (Value ownsPiece = shape.owns(e, piece))
                             owns = e.both(owns, ownsPiece);
                           e.when(owns, [&, sum = sum, offset = piece.offset] {
                             e.store(sum, partSums, {part.row, offset});
                           });
                         }
                       });
  return partSums;
}

void gnn::reduceRows(Emitter &e, KernelContext &context, Operation *op,
                     ReductionKind kind, const SplitSegments &segments,
                     const RowShape &shape, Type partType,
                     const KernelRowWriter &writer, PartsJoined when,
                     ReduceMembers reduce) {
  Value partSums =
      reduceParts(e, context, op, kind, segments, shape, partType, reduce);
  forEachRow(e, context, op, segments.rows(), shape,
             [&](const RowThread &thread) {
               SplitSegments::Row row = segments.rowAt(e, thread.row);
               Reducer reducer(kind, keepNaNs, e, row.all);
               SmallVector<Piece> pieces = shape.pieces(e, thread);
               Values sums = reducer.start(e, pieces);
               if (when == PartsJoined::First)
                 sums = joinRows(e, partSums, row.parts, reducer, pieces, sums);
               sums = reduce(reducer, row.members, pieces, sums);
               if (when == PartsJoined::Last)
                 sums = joinRows(e, partSums, row.parts, reducer, pieces, sums);
               for (auto [piece, sum] : llvm::zip(pieces, sums))
                 writer.write(e, shape, thread, piece, reducer.finish(e, sum));
             });
}
