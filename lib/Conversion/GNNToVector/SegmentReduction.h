//===- SegmentReduction.h - Rows reduced in registers --------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_SEGMENTREDUCTION_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_SEGMENTREDUCTION_H

#include "SegmentRows.h"

#include "gnn-opt/Conversion/Lowering/Reducer.h"

namespace mlir::gnn {

/// y[s, c] = reduce over the members m of segment s of w[m, head(c)] * x[m', c]
/// in registers, with m' = source(m): the neighbours of a node, or the nodes of
/// a graph.
class SegmentReduction : public SegmentRows {
public:
  struct Operands {
    ReductionKind kind;
    /// The row of x for each member; null where it is the member itself.
    Value sources;
    Value x;
    /// One value a member and head; may be null.
    Value weights;
    /// One value a row of x; may be null.
    Value factors = {};
    Reducer::NaNs nans = Reducer::NaNs::Kept;
  };
  SegmentReduction(const Operands &in, const LoweringContext &lowering);

  void emitRows(Emitter &e, const Segments &segments, Value from, Value to,
                ValueRange memory, Write write) const override;
  void emitHub(Emitter &e, Value row, Segment members,
               Write write) const override;

private:
  using PiecesBody = function_ref<void(int64_t head, ArrayRef<Piece> pieces)>;

  void forEachBlock(Emitter &e, PiecesBody body) const;
  void emitRow(Emitter &e, Value row, Segment members, Write write) const;
  Values reduce(Emitter &e, Segment members, const Reducer &reducer,
                int64_t head, ArrayRef<Piece> pieces) const;
  Values joinParts(Emitter &e, Value parts, const Reducer &reducer,
                   ArrayRef<Piece> pieces) const;

  Operands in;
  const LoweringContext &lowering;
  int64_t heads, width;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_SEGMENTREDUCTION_H
