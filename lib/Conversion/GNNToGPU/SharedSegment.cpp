//===- SharedSegment.cpp - Segments that threads look up together ---------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SharedSegment.h"

#include "Launch.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::gnn;

static Value castTo(Emitter &e, Type type, Value index) {
  return arith::IndexCastOp::create(e, type, index);
}

/// Positions inside a segment fit i32, which takes half the registers.
static Value number32(Emitter &e, int64_t value) {
  return arith::ConstantIntOp::create(e, value, 32);
}

static Value plus32(Emitter &e, Value a, int64_t b) {
  return e.plus(a, number32(e, b));
}

static Values loop32(Emitter &e, Value to, int64_t step, ValueRange initial,
                     Emitter::LoopBody body) {
  auto loop =
      scf::ForOp::create(e, number32(e, 0), to, number32(e, step), initial);
  OpBuilder::InsertionGuard guard(e);
  e.setInsertionPointToStart(loop.getBody());
  scf::YieldOp::create(e,
                       body(loop.getInductionVar(), loop.getRegionIterArgs()));
  return Values(loop.getResults());
}

/// The largest of a warp whose groups of `threads` lanes each have one value.
static Value largestOfWarp(Emitter &e, Value value, int64_t threads) {
  for (int64_t distance = threads; distance < warpThreads; distance *= 2) {
    auto other = gpu::ShuffleOp::create(e, value, distance, warpThreads,
                                        gpu::ShuffleMode::XOR);
    value = arith::MaxSIOp::create(e, value, other.getShuffleResult());
  }
  return value;
}

SharedSegment::SharedSegment(Emitter &e, int64_t threads, Segment segment)
    : threads(threads), begin(segment.begin),
      length(castTo(e, e.getI32Type(), e.minus(segment.end, segment.begin))),
      longest(largestOfWarp(e, length, threads)) {
  Value lane = castTo(e, e.getI32Type(),
                      gpu::LaneIdOp::create(e, e.getIndexAttr(warpThreads)));
  number = arith::RemUIOp::create(e, lane, number32(e, threads));
  firstLane = e.minus(lane, number);
}

/// A few threads look up several members each.
int64_t SharedSegment::windowSize() const {
  return std::max(threads, membersPerStep);
}

Value SharedSegment::positionOf(Emitter &e, Value member) const {
  return e.plus(begin, castTo(e, e.getIndexType(), member));
}

Values SharedSegment::forEachWindow(Emitter &e, ValueRange initial,
                                    WindowBody body) const {
  auto visit = [&](Value offset, ValueRange carried) {
    Window window{offset, {}, {}};
    for (int64_t first = 0; first < windowSize(); first += threads) {
      Value member = e.plus(offset, plus32(e, number, first));
      window.own.push_back(positionOf(e, member));
      window.ownPresent.push_back(e.isLess(member, length));
    }
    return body(window, carried);
  };
  return loop32(e, longest, windowSize(), initial, visit);
}

SharedSegment::Step SharedSegment::stepAt(Emitter &e, const Window &window,
                                          Value first) const {
  Step step{first, {}, {}};
  for (int64_t i = 0; i < membersPerStep; ++i) {
    Value member = e.plus(window.offset, plus32(e, first, i));
    step.positions.push_back(positionOf(e, member));
    step.present.push_back(e.isLess(member, length));
  }
  return step;
}

Values SharedSegment::forEachStep(Emitter &e, const Window &window,
                                  ValueRange initial, StepBody body) const {
  auto visit = [&](Value first, ValueRange carried) {
    return body(stepAt(e, window, first), carried);
  };
  if (windowSize() == membersPerStep)
    return visit(number32(e, 0), initial);
  Value left = e.minus(longest, window.offset);
  Value end = e.smaller(left, number32(e, windowSize()));
  return loop32(e, end, membersPerStep, initial, visit);
}

Values SharedSegment::handOut(Emitter &e, const Step &step,
                              ValueRange held) const {
  if (threads == 1)
    return Values(held);
  Values found;
  for (int64_t i = 0; i < membersPerStep; ++i) {
    // With a register for each thread the step may be anywhere in the window;
    // with several it is the window.
    bool isOne = held.size() == 1;
    Value holder = isOne ? plus32(e, step.first, i) : number32(e, i % threads);
    auto shuffle = gpu::ShuffleOp::create(
        e, held[isOne ? 0 : i / threads], e.plus(firstLane, holder),
        number32(e, warpThreads), gpu::ShuffleMode::IDX);
    found.push_back(shuffle.getShuffleResult());
  }
  return found;
}

Values SharedSegment::handOutNodes(Emitter &e, const Step &step,
                                   ValueRange held) const {
  Values nodes = handOut(e, step, held);
  for (Value &node : nodes)
    node = arith::IndexCastUIOp::create(e, e.getIndexType(), node);
  return nodes;
}

Values gnn::valuesWhere(Emitter &e, Value condition, ValueRange otherwise,
                        function_ref<Values()> then) {
  auto branch = scf::IfOp::create(
      e, condition,
      [&](OpBuilder &, Location) { scf::YieldOp::create(e, then()); },
      [&](OpBuilder &, Location) { scf::YieldOp::create(e, otherwise); });
  return Values(branch.getResults());
}

Values gnn::loadOwn(Emitter &e, const SharedSegment::Window &window,
                    Value values) {
  auto type = cast<MemRefType>(values.getType());
  Value none =
      arith::ConstantOp::create(e, e.getZeroAttr(type.getElementType()));
  Values held;
  for (auto [member, present] : llvm::zip(window.own, window.ownPresent)) {
    // One value may be a row of its own.
    Values position(type.getRank(), e.index(0));
    position.front() = member;
    held.push_back(e.choose(
        present, [&] { return e.load(values, position); },
        [&] { return none; }));
  }
  return held;
}
