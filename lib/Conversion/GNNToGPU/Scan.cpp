//===- Scan.cpp - Sums of all counts before -------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Scan.h"

#include "Launch.h"

using namespace mlir;
using namespace mlir::gnn;

/// Counts that are summed up between two trips to memory, one a thread.
static constexpr int64_t scanThreads = 1024;

/// Hillis and Steele's scan: after the step of distance d, each thread has the
/// sum of the 2 d counts up to its own.
static Value scanTile(Emitter &e, Value partial, const Thread &thread) {
  Value shared = thread.shared.front();
  for (int64_t distance = 1; distance < scanThreads; distance *= 2) {
    e.store(partial, shared, thread.id);
    barrier(e);
    Value before = e.atLeast(e.minus(thread.id, e.index(distance)), 0);
    Value other = e.load(shared, before);
    Value reaches = e.isLess(thread.id, e.index(distance));
    partial =
        e.select(reaches, partial, arith::AddIOp::create(e, partial, other));
    barrier(e);
  }
  return partial;
}

/// The sum that the last thread has, in all threads.
static Value shareTotal(Emitter &e, Value sum, const Thread &thread) {
  Value shared = thread.shared.front();
  e.store(sum, shared, thread.id);
  barrier(e);
  Value total = e.load(shared, e.index(scanThreads - 1));
  barrier(e);
  return total;
}

void gnn::sumUp(Emitter &e, KernelContext &context, Operation *op,
                Value pointers) {
  Type i64 = e.getI64Type();
  Value zero = arith::ConstantIntOp::create(e, 0, 64);
  Type shared[] = {sharedMemory(scanThreads, i64)};
  Value size = e.sizeOf(pointers);
  launch(
      e, context, op, {e.index(1), 1, scanThreads},
      [&](const Thread &thread) {
        e.when(e.isEqual(thread.id, e.index(0)),
               [&] { e.store(zero, pointers, e.index(0)); });
        e.loop(
            e.index(1), size, zero,
            [&](Value first, ValueRange carry) {
              Value position = e.plus(first, thread.id);
              Value there = e.isLess(position, size);
              Value last = e.minus(size, e.index(1));
              Value count = e.load(pointers, e.smaller(position, last));
              Value sum = scanTile(e, e.select(there, count, zero), thread);
              sum = arith::AddIOp::create(e, sum, carry[0]);
              e.when(there, [&] { e.store(sum, pointers, position); });
              return Values{shareTotal(e, sum, thread)};
            },
            scanThreads);
      },
      shared);
}
