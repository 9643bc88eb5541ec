//===- SegmentLoop.h - Several members of a segment at a time - -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOGPU_SEGMENTLOOP_H
#define GNN_OPT_LIB_CONVERSION_GNNTOGPU_SEGMENTLOOP_H

#include "gnn-opt/Conversion/Lowering/Segments.h"

namespace mlir::gnn {

/// Members of a segment that a thread has in flight: what one loads does not
/// wait for another, and memory answers late.
inline constexpr int64_t membersPerStep = 4;

using StepBody = function_ref<Values(ValueRange positions, ValueRange carried)>;

/// carried = body(positions, carried) for `membersPerStep` positions at a time,
/// and then for the rest one by one.
Values loopInSteps(Emitter &e, Segment segment, ValueRange initial,
                   StepBody body);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_SEGMENTLOOP_H
