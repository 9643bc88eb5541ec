//===- RowPrefetch.cpp - Asking for the rows that come next ---------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RowPrefetch.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::gnn;

/// Elements of f32 in a cache line.
static constexpr int64_t lineElements = 16;
/// Into the L2 cache: the L1 cache is full of what is read now.
static constexpr int64_t locality = 2;

int64_t gnn::countCacheLines(int64_t elements) {
  return llvm::divideCeil(elements, lineElements);
}

void gnn::prefetchRows(Emitter &e, Value matrix, Value first, int64_t count,
                       const WorkPart &part, int64_t leastColumns) {
  int64_t columns = cast<MemRefType>(matrix.getType()).getDimSize(1);
  if (columns < leastColumns)
    return;
  int64_t linesPerRow = countCacheLines(columns);
  int64_t lines = llvm::divideCeil(count * linesPerRow, part.count);
  Value begin = e.times(part.number, lines);
  Value last = e.minus(e.sizeOf(matrix), e.index(1));
  e.loop(begin, e.plus(begin, lines), [&](Value line) {
    Value row = e.dividedBy(line, linesPerRow);
    Value column =
        e.times(e.minus(line, e.times(row, linesPerRow)), lineElements);
    Value existing = e.smaller(e.plus(first, row), last);
    memref::PrefetchOp::create(e, matrix, ValueRange{existing, column},
                               /*isWrite=*/false, locality,
                               /*isDataCache=*/true);
  });
}
