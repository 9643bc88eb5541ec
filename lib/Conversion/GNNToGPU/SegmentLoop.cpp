//===- SegmentLoop.cpp - Several members of a segment at a time -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SegmentLoop.h"

using namespace mlir;
using namespace mlir::gnn;

Values gnn::loopInSteps(Emitter &e, Segment segment, ValueRange initial,
                        StepBody body) {
  Value steps =
      e.dividedBy(e.minus(segment.end, segment.begin), membersPerStep);
  Value whole = e.plus(segment.begin, e.times(steps, membersPerStep));
  Values carried = e.loop(
      segment.begin, whole, initial,
      [&](Value first, ValueRange carried) {
        Values positions;
        for (int64_t i = 0; i < membersPerStep; ++i)
          positions.push_back(e.plus(first, i));
        return body(positions, carried);
      },
      membersPerStep);
  return e.loop(whole, segment.end, carried,
                [&](Value position, ValueRange carried) {
                  return body(position, carried);
                });
}
