//===- SharedSegment.h - Segments that threads look up together  -*- C++-*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOGPU_SHAREDSEGMENT_H
#define GNN_OPT_LIB_CONVERSION_GNNTOGPU_SHAREDSEGMENT_H

#include "SegmentLoop.h"

namespace mlir::gnn {

/// A segment whose members neighbouring threads look up together: each looks up
/// some, in one request for all, and hands what it found to the others.
///
/// Registers can be exchanged only among threads that are at the same place, so
/// all threads of a warp go on as long as its longest segment, and members of
/// the others are then not `present`.
class SharedSegment {
public:
  /// `threads`, a power of two, have the same segment, of less than 2^31
  /// members. All threads of a warp must come here.
  SharedSegment(Emitter &e, int64_t threads, Segment segment);

  /// As many members as the threads look up at once, and which of them this
  /// thread does.
  struct Window {
    Value offset;
    Values own, ownPresent;
  };
  using WindowBody = function_ref<Values(const Window &, ValueRange carried)>;
  Values forEachWindow(Emitter &e, ValueRange initial, WindowBody body) const;

  /// Some members of a window, their positions and whether they are in the
  /// segment.
  struct Step {
    Value first;
    Values positions, present;
  };
  using StepBody = function_ref<Values(const Step &, ValueRange carried)>;
  Values forEachStep(Emitter &e, const Window &window, ValueRange initial,
                     StepBody body) const;

  /// What the threads that looked the members of a step up hold of them; `held`
  /// has a value for each member of the window that is this thread's own.
  Values handOut(Emitter &e, const Step &step, ValueRange held) const;
  /// The same of nodes, which become indices.
  Values handOutNodes(Emitter &e, const Step &step, ValueRange held) const;

private:
  int64_t windowSize() const;
  Step stepAt(Emitter &e, const Window &window, Value first) const;
  Value positionOf(Emitter &e, Value member) const;

  int64_t threads;
  /// Where the segment begins; its length, and that of the longest of the warp,
  /// which are i32, as is what follows.
  Value begin, length, longest;
  /// Which of its threads this is, and the lane of the first of them.
  Value number, firstLane;
};

/// What `then` computes where `condition` holds, and `otherwise` elsewhere.
Values valuesWhere(Emitter &e, Value condition, ValueRange otherwise,
                   function_ref<Values()> then);

/// The values (one for each member) of those members of a window that are this
/// thread's to look up; 0 where there is none.
Values loadOwn(Emitter &e, const SharedSegment::Window &window, Value values);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_SHAREDSEGMENT_H
