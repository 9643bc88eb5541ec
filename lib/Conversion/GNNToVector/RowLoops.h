//===- RowLoops.h - Parallel loops over rows ------------------ -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_ROWLOOPS_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_ROWLOOPS_H

#include "gnn-opt/Conversion/Lowering/Segments.h"

namespace mlir::gnn {

/// Rows that a thread takes at a time, where rows are alike. Where they are
/// not, Segments divides them.
inline constexpr int64_t rowsPerChunk = 64;

/// Runs body(from, to) on chunks of the rows [0, rows), in parallel. Chunks do
/// not depend on the number of threads.
void forEachChunk(Emitter &e, Value rows,
                  function_ref<void(Value from, Value to)> body,
                  int64_t chunkRows = rowsPerChunk);
void forEachChunk(Emitter &e, Value rows,
                  function_ref<void(Value from, Value to)> body,
                  Value chunkRows);

/// Rows of a chunk, where work on some rows asks beforehand for those that
/// follow: of a chunk of one unit, these are another thread's. A sixty-fourth
/// of all is even on 16 cores, too.
Value getLongChunkRows(Emitter &e, Value rows, int64_t unit);

/// The same, in chunks of about equal size, of which all but the last are a
/// multiple of some rows: a sixty-fourth of all, or `wantedRows` where that is
/// more. So threads are done at the same time.
void forEachEvenChunk(Emitter &e, Value rows, int64_t wantedRows,
                      int64_t multiple,
                      function_ref<void(Value from, Value to)> body);

/// Runs body(row) for each row, chunks of rows in parallel.
void forEachRow(Emitter &e, Value rows, function_ref<void(Value row)> body);

/// The columns of a matrix in memory.
int64_t channelsOf(Value matrix);

/// Whether rows of so many channels are prefetched at all: a narrow one is
/// loaded as soon as it is asked for.
bool isWorthPrefetching(int64_t channels);

/// Asks for the row of `matrix` that a later position of a list of row numbers
/// names, its channels [begin, begin + count): rows come in no order that a
/// processor could foresee. `position` is within the list.
void prefetchLaterRow(Emitter &e, Value matrix, Value rowNumbers,
                      Value position, Value begin, int64_t count);
/// All channels of that row, unless it is too narrow to be worth it.
void prefetchLaterRow(Emitter &e, Value matrix, Value rowNumbers,
                      Value position);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_ROWLOOPS_H
