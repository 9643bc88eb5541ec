//===- SegmentLoops.h - Parallel loops over rows of unlike length -*- C++ -*-=//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_SEGMENTLOOPS_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_SEGMENTLOOPS_H

#include "RowLoops.h"

namespace mlir::gnn {

/// Rows and their members, grouped by row: the edges of each node, or the nodes
/// of each graph of a batch.
///
/// How rows are divided among threads depends on the members alone, never on
/// the number of threads, so that neither does any bit of a result.
class Segments {
public:
  /// `pointers` has one entry more than there are rows.
  Segments(Emitter &e, Value pointers, Value memberCount);

  /// The same in larger chunks, for products of the rows.
  Segments toMultiply() const;

  Value rows() const { return numRows; }
  Segment of(Emitter &e, Value row) const {
    return segmentOf(e, pointers, row);
  }

  /// The members of the rows [from, to).
  Segment between(Emitter &e, Value from, Value to) const;

  using ChunkBody = function_ref<void(Value from, Value to)>;
  using RowBody = function_ref<void(Value row, Segment members)>;

  /// Runs body(from, to) on chunks of rows with nearly the same number of rows
  /// and members together, in parallel.
  void forEachChunk(Emitter &e, ChunkBody body) const;

  /// Runs body(row, members) for each row, chunks of rows in parallel.
  void forEachRow(Emitter &e, RowBody body) const;

  /// The same without hubs: rows so long that one would keep all threads but
  /// its own waiting.
  void forEachChunkWithoutHub(Emitter &e, ChunkBody body) const;
  /// Runs group(from, to) on groups of the rows [from, to), each of as many as
  /// have no more than `most` members together, and single(row, members) on
  /// each row that has more. One after the other.
  void forEachGroup(Emitter &e, Value from, Value to, int64_t most,
                    ChunkBody group, RowBody single) const;
  /// Runs body(hub, members), one hub after the other.
  void forEachHub(Emitter &e, RowBody body) const;

private:
  Value chunkWork(Emitter &e) const;
  Value hubLength(Emitter &e) const;
  /// Rows and members before a row.
  Value beginOf(Emitter &e, Value row) const;
  /// For each position the first row that begins there or behind it.
  Values rowsAt(Emitter &e, ValueRange positions) const;
  Value isHub(Emitter &e, Segment members) const;

  Value pointers, numRows, work;
  int64_t leastChunk;
};

/// Into how many parts the members of a hub are divided.
inline constexpr int64_t hubParts = 64;

/// Runs body(part, members) on equal parts of a segment, in parallel.
void forEachPart(Emitter &e, Segment segment,
                 function_ref<void(Value part, Segment members)> body);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_SEGMENTLOOPS_H
