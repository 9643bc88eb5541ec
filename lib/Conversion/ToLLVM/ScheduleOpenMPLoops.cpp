//===- ScheduleOpenMPLoops.cpp - Hand out iterations one at a time --------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/ToLLVM/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/OpenMP/OpenMPDialect.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_SCHEDULEOPENMPLOOPS
#include "gnn-opt/Conversion/ToLLVM/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

/// Threads are started for a second iteration only: `upper - lower > step`.
/// Only where the bounds are known before the region, as those of our loops
/// are.
static void runSingleIterationAlone(omp::ParallelOp parallel,
                                    omp::LoopNestOp nest) {
  if (parallel.getIfExpr() || nest.getNumLoops() != 1)
    return;
  Value lower = nest.getLoopLowerBounds().front();
  Value upper = nest.getLoopUpperBounds().front();
  Value step = nest.getLoopSteps().front();
  Region &region = parallel.getRegion();
  for (Value bound : {lower, upper, step})
    if (region.isAncestor(bound.getParentRegion()))
      return;
  ImplicitLocOpBuilder b(parallel.getLoc(), parallel);
  Value several =
      arith::CmpIOp::create(b, arith::CmpIPredicate::sgt,
                            arith::SubIOp::create(b, upper, lower), step);
  parallel.getIfExprMutable().assign(several);
}

/// schedule(dynamic, 1): an iteration is a chunk of rows already.
static void scheduleDynamically(omp::WsloopOp loop) {
  loop.setScheduleKind(omp::ClauseScheduleKind::Dynamic);
  auto parallel = loop->getParentOfType<omp::ParallelOp>();
  if (!parallel)
    return;
  // Outside of the region: a wsloop holds its loop and nothing else.
  OpBuilder builder(parallel);
  Value one = arith::ConstantIntOp::create(builder, loop.getLoc(), 1, 32);
  loop.getScheduleChunkMutable().assign(one);
  if (auto nest = dyn_cast<omp::LoopNestOp>(loop.getWrappedLoop()))
    runSingleIterationAlone(parallel, nest);
}

namespace {
struct ScheduleOpenMPLoops
    : gnn::impl::ScheduleOpenMPLoopsBase<ScheduleOpenMPLoops> {
  void runOnOperation() override {
    getOperation()->walk([](omp::WsloopOp loop) {
      if (!loop.getScheduleKind())
        scheduleDynamically(loop);
    });
  }
};
} // namespace
