//===- MemberFold.cpp - Vectors folded over a segment ---------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MemberFold.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace mlir::gnn;

/// Of a step that is not copied.
static constexpr size_t mostRolledVectors = 3;
/// Wider rows have enough to do without chains.
static constexpr size_t mostVectors = 2;
static constexpr int64_t chains = 4;

Values gnn::foldMembers(Emitter &e, Segment members, ValueRange start,
                        Emitter::LoopBody join) {
  if (start.size() > mostRolledVectors)
    return e.loop(members.begin, members.end, start, join);
  return e.rolledLoop(members.begin, members.end, start, join);
}

Values MemberFold::emit(Emitter &e, Segment members) const {
  if (start.size() > mostVectors)
    return foldMembers(e, members, start, join);
  Values carried(start);
  for (int64_t chain = 1; chain < chains; ++chain)
    llvm::append_range(carried, neutral);
  Value steps = e.dividedBy(e.minus(members.end, members.begin), chains);
  Value restBegin = e.plus(members.begin, e.times(steps, chains));
  carried = e.rolledLoop(
      members.begin, restBegin, carried,
      [&](Value first, ValueRange before) {
        Values next;
        for (int64_t chain = 0; chain < chains; ++chain)
          llvm::append_range(
              next, join(e.plus(first, chain), chainOf(before, chain)));
        return next;
      },
      chains);
  carried = e.choose(
      e.isLess(restBegin, members.end),
      [&] { return addRest(e, {restBegin, members.end}, carried); },
      [&] { return carried; });
  return combineChains(carried);
}

/// All lanes, or none. A condition in one place would be a branch.
static Value asMask(Emitter &e, Value isMember, int64_t lanes) {
  Value set = e.select(isMember, e.index(lanes), e.index(0));
  return vector::CreateMaskOp::create(e, VectorType::get(lanes, e.getI1Type()),
                                      set);
}

/// The last member in place of one that there is not, and without effect.
Values MemberFold::addRest(Emitter &e, Segment rest, ValueRange carried) const {
  Values next;
  Value last = e.minus(rest.end, e.index(1));
  for (int64_t chain = 0; chain + 1 < chains; ++chain) {
    Value member = e.plus(rest.begin, chain);
    ValueRange before = chainOf(carried, chain);
    for (auto [joined, old] :
         llvm::zip_equal(join(e.smaller(member, last), before), before)) {
      int64_t lanes = cast<VectorType>(old.getType()).getDimSize(0);
      Value mask = asMask(e, e.isLess(member, rest.end), lanes);
      next.push_back(e.select(mask, joined, old));
    }
  }
  llvm::append_range(next, chainOf(carried, chains - 1));
  return next;
}

/// By pairs.
Values MemberFold::combineChains(ValueRange carried) const {
  if (carried.size() == start.size())
    return Values(carried);
  size_t half = carried.size() / 2;
  Values sums;
  for (auto [a, b] :
       llvm::zip_equal(carried.take_front(half), carried.drop_front(half)))
    sums.push_back(combine(a, b));
  return combineChains(sums);
}
