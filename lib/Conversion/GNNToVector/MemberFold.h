//===- MemberFold.h - Vectors folded over a segment ----------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_MEMBERFOLD_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_MEMBERFOLD_H

#include "gnn-opt/Conversion/Lowering/Emitter.h"
#include "gnn-opt/Conversion/Lowering/Segments.h"

namespace mlir::gnn {

/// carried = join(member, carried) for each member of a segment.
///
/// Segments are short, and where a loop over one ends is hard to foretell: LLVM
/// may make copies of a step, and so of its end, only where a step is long.
Values foldMembers(Emitter &e, Segment members, ValueRange start,
                   Emitter::LoopBody join);

/// The vectors of a row, reduced over the members of its segment.
struct MemberFold {
  /// What the reduction begins with, and what changes nothing.
  Values start, neutral;
  /// carried = join(member, carried)
  Emitter::LoopBody join;
  /// Two parts of a reduction together.
  function_ref<Value(Value a, Value b)> combine;

  /// Of few vectors several members are joined a step, each to vectors of its
  /// own, so that none waits for the one before; the rest in one more step,
  /// that leaves out who is no member.
  Values emit(Emitter &e, Segment members) const;

private:
  Values addRest(Emitter &e, Segment rest, ValueRange carried) const;
  Values combineChains(ValueRange carried) const;
  ValueRange chainOf(ValueRange carried, int64_t chain) const {
    return carried.slice(chain * start.size(), start.size());
  }
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_MEMBERFOLD_H
