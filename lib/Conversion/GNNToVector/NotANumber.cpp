//===- NotANumber.cpp - Whether a matrix has a NaN ------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NotANumber.h"

#include "ChannelStatistics.h"
#include "RowLoops.h"

using namespace mlir;
using namespace mlir::gnn;

/// sum over i in [from, to) of term(i)
static Value sumOver(Emitter &e, Value from, Value to,
                     function_ref<Value(Value number)> term) {
  Value zero = e.splat(0.0, e.getF32Type());
  return e
      .loop(from, to, zero,
            [&](Value number, ValueRange sum) {
              return Values{e.add(sum[0], term(number))};
            })
      .front();
}

/// A sum is NaN where a term is: that takes one instruction a vector, and no
/// comparison. Each chunk of rows has a sum of its own.
Value gnn::mayHaveNaN(Emitter &e, Value matrix, const ChannelTiles &tiles) {
  Value rows = e.sizeOf(matrix);
  Value chunks = e.dividedUp(rows, e.index(rowsPerChunk));
  Value sums = e.allocate(e.getF32Type(), chunks);
  forEachChunk(e, rows, [&](Value from, Value to) {
    Value sum = sumOver(e, from, to, [&](Value row) {
      return sumOverChannels(e, tiles, [&](const Piece &piece) {
        return e.loadVector(matrix, {row, piece.offset}, piece.lanes);
      });
    });
    e.store(sum, sums, e.dividedBy(from, rowsPerChunk));
  });
  Value total = sumOver(e, e.index(0), chunks,
                        [&](Value chunk) { return e.load(sums, chunk); });
  return arith::CmpFOp::create(e, arith::CmpFPredicate::UNO, total, total);
}
