//===- AttentionLoops.h - Attention over the edges of a row --- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOGPU_ATTENTIONLOOPS_H
#define GNN_OPT_LIB_CONVERSION_GNNTOGPU_ATTENTIONLOOPS_H

#include "AttentionScores.h"
#include "RowShape.h"

#include "gnn-opt/Conversion/Lowering/Segments.h"

namespace mlir::gnn {

/// The sums of all pieces of a thread, which begin with those of `start`, over
/// the edges of a segment. All threads of a warp come here.
SmallVector<AttentionSum>
sumOverNeighbours(Emitter &e, const AttentionOperands &in,
                  const RowShape &shape, Value row, Segment edges,
                  ArrayRef<Piece> pieces, ArrayRef<AttentionSum> start);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_ATTENTIONLOOPS_H
