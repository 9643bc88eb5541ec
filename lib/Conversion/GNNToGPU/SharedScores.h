//===- SharedScores.h - Scores that threads of a head share --- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOGPU_SHAREDSCORES_H
#define GNN_OPT_LIB_CONVERSION_GNNTOGPU_SHAREDSCORES_H

#include "AttentionScores.h"

#include "gnn-opt/Conversion/Lowering/Segments.h"

namespace mlir::gnn {

/// The sums of all pieces of a thread, which begin with those of `start`, over
/// the edges of a segment. Groups of `threads` neighbours, a power of two, have
/// pieces of one head: each computes the scores of some edges for all of them.
SmallVector<AttentionSum> sumWithSharedScores(Emitter &e,
                                              const AttentionOperands &in,
                                              int64_t threads, Segment edges,
                                              ArrayRef<Piece> pieces,
                                              ArrayRef<AttentionScores> scores,
                                              ArrayRef<AttentionSum> start);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_SHAREDSCORES_H
