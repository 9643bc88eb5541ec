//===- SegmentRows.h - Rows computed from segments ------------ -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_SEGMENTROWS_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_SEGMENTROWS_H

#include "Lowering.h"
#include "SegmentLoops.h"

namespace mlir::gnn {

/// The rows of an op, each computed from the members of its segment.
class SegmentRows {
public:
  virtual ~SegmentRows() = default;

  /// A thread's own, for a chunk of rows.
  virtual Values allocate(Emitter &e) const { return {}; }

  using Write = function_ref<void(Value row, const Piece &piece, Value value)>;
  /// The rows [from, to), one after the other, in memory that allocate() made.
  virtual void emitRows(Emitter &e, const Segments &segments, Value from,
                        Value to, ValueRange memory, Write write) const = 0;

  /// A row that all threads work on: a hub.
  virtual void emitHub(Emitter &e, Value row, Segment members,
                       Write write) const = 0;
};

using EmitRows = function_ref<void(const SegmentRows &rows)>;
/// Passes on the rows of an op, several times where what they are computed from
/// is known only when the code runs.
using ForEachForm = function_ref<void(EmitRows emit)>;

/// Computes all rows of `op` in parallel. Replaces it by them, or by what
/// products make of them, a tile of rows at a time.
LogicalResult lowerSegmentRows(Operation *op, Emitter &e,
                               const Segments &segments, ForEachForm forms,
                               ConversionPatternRewriter &rewriter,
                               LoweringContext &lowering);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_SEGMENTROWS_H
