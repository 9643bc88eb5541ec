//===- SplitSegments.h - Long segments in parts --------------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOGPU_SPLITSEGMENTS_H
#define GNN_OPT_LIB_CONVERSION_GNNTOGPU_SPLITSEGMENTS_H

#include "RowShape.h"

#include "gnn-opt/Conversion/Lowering/Segments.h"

namespace mlir::gnn {

/// Segments that are reduced in two kernels where they are long, so that no row
/// keeps the GPU waiting for its few threads. All members are cut at multiples
/// of `partMembers`: part p is [p, p + 1) * partMembers, as far as it is of the
/// row that has its first member. Parts of long rows are reduced by the first
/// kernel; the second joins the parts of a row in their order, and what of the
/// row is before the first of them. So each row has one order, whatever runs
/// when, and no two threads add to one place.
class SplitSegments {
public:
  /// Of `memberCount` members, or more than there are.
  SplitSegments(Emitter &e, Value pointers, Value memberCount);

  Value rows() const { return numRows; }
  /// Rows that a buffer for what parts become has: 0 where members are too few
  /// for a long row.
  Value parts() const { return numParts; }

  /// Launches the first kernel. `body` runs on the threads of each part of a
  /// row, which own it where the row is long; otherwise it has no members.
  using PartBody =
      function_ref<void(const RowThread &part, Value row, Segment members)>;
  void forEachPart(Emitter &e, KernelContext &context, Operation *op,
                   const RowShape &shape, PartBody body) const;

  /// What the second kernel does for a row.
  struct Row {
    Segment all, members, parts;
  };
  Row rowAt(Emitter &e, Value row) const;

private:
  Value isLong(Emitter &e, Segment segment) const;
  Value rowOf(Emitter &e, Value member) const;

  Value pointers, numRows, numParts;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_SPLITSEGMENTS_H
