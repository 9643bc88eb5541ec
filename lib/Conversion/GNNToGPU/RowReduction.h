//===- RowReduction.h - Rows of features reduced by segments --- -*- C++-*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOGPU_ROWREDUCTION_H
#define GNN_OPT_LIB_CONVERSION_GNNTOGPU_ROWREDUCTION_H

#include "KernelRowWriter.h"
#include "SplitSegments.h"

#include "gnn-opt/Conversion/Lowering/Reducer.h"

namespace mlir::gnn {

/// The members of a segment reduced in the registers of a row's threads, one
/// value for each piece, which begins as `start` says. All threads of a warp
/// come here.
using ReduceMembers =
    function_ref<Values(const Reducer &reducer, Segment members,
                        ArrayRef<Piece> pieces, ValueRange start)>;

/// `start` joined with rows of x that follow each other, in their order.
Values joinRows(Emitter &e, Value x, Segment rows, const Reducer &reducer,
                ArrayRef<Piece> pieces, ValueRange start);

/// When the parts of a row are joined. A loop takes fewer registers where what
/// comes behind it needs little; which loop is the longer one differs.
enum class PartsJoined { First, Last };

/// y[s, :] = reduction of the members of segment s, with the rows of long
/// segments in two kernels. `partType` is that of rows of features.
void reduceRows(Emitter &e, KernelContext &context, Operation *op,
                ReductionKind kind, const SplitSegments &segments,
                const RowShape &shape, Type partType,
                const KernelRowWriter &writer, PartsJoined when,
                ReduceMembers reduce);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_ROWREDUCTION_H
