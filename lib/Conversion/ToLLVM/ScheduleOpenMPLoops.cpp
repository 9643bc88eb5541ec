//===- ScheduleOpenMPLoops.cpp - Hand out iterations one at a time --------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/ToLLVM/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/OpenMP/OpenMPDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/Remarks.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_SCHEDULEOPENMPLOOPS
#include "gnn-opt/Conversion/ToLLVM/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// A worksharing loop, alone in its parallel region.
struct LoneLoop {
  omp::ParallelOp parallel;
  omp::WsloopOp loop;
  omp::LoopNestOp nest;

  Value lower() { return nest.getLoopLowerBounds().front(); }
  Value upper() { return nest.getLoopUpperBounds().front(); }
  Value step() { return nest.getLoopSteps().front(); }
  Block *body() { return &nest.getRegion().front(); }
};
} // namespace

/// Why iterations of the loop cannot be handed out here, or nothing.
static std::optional<StringRef> findObstacle(omp::WsloopOp loop) {
  if (loop.getScheduleKind())
    return "it has a schedule";
  if (!loop.getReductionVars().empty())
    return "it reduces";
  auto parallel = dyn_cast<omp::ParallelOp>(loop->getParentOp());
  if (!parallel || loop->getBlock()->getOperations().size() != 2)
    return "it is not alone in a parallel region";
  auto nest = dyn_cast<omp::LoopNestOp>(loop.getWrappedLoop());
  if (!nest || nest.getNumLoops() != 1 ||
      !llvm::hasSingleElement(nest.getRegion()))
    return "it is not one loop of one block";
  return std::nullopt;
}

/// The next iteration that nobody has, on a cache line of its own.
static Value createCounter(ImplicitLocOpBuilder &b, LoneLoop &loop) {
  constexpr int64_t cacheLine = 64;
  auto type = MemRefType::get({cacheLine / 8}, b.getI64Type());
  OpBuilder::InsertionGuard guard(b);
  Operation *scope =
      loop.parallel->getParentWithTrait<OpTrait::AutomaticAllocationScope>();
  b.setInsertionPointToStart(&scope->getRegion(0).front());
  return memref::AllocaOp::create(b, type, b.getI64IntegerAttr(cacheLine));
}

static Value toInteger(ImplicitLocOpBuilder &b, Value index) {
  return arith::IndexCastOp::create(b, b.getI64Type(), index);
}

/// Takes an iteration; goes on while there was one.
static void buildTake(ImplicitLocOpBuilder &b, LoneLoop &loop, Value counter) {
  Value zero = arith::ConstantIndexOp::create(b, 0);
  Value taken = memref::AtomicRMWOp::create(
      b, arith::AtomicRMWKind::addi, toInteger(b, loop.step()), counter, zero);
  Value iteration = arith::IndexCastOp::create(b, b.getIndexType(), taken);
  Value isOne = arith::CmpIOp::create(b, arith::CmpIPredicate::slt, iteration,
                                      loop.upper());
  scf::ConditionOp::create(b, isOne, iteration);
}

/// wsloop (i = lower; i < upper; i += step) body   becomes, in each thread,
/// while ((i = counter.fetch_add(step)) < upper) body
static void handOutIterations(ImplicitLocOpBuilder &b, LoneLoop &loop,
                              Value counter) {
  b.setInsertionPoint(loop.loop);
  auto turn = scf::WhileOp::create(b, b.getIndexType(), ValueRange());
  b.createBlock(&turn.getBefore());
  buildTake(b, loop, counter);
  Block *body = loop.body();
  body->moveBefore(&turn.getAfter(), turn.getAfter().end());
  b.setInsertionPoint(body->getTerminator());
  scf::YieldOp::create(b);
  body->getTerminator()->erase();
  loop.loop.erase();
}

/// Threads are started for a second iteration only: `upper - lower > step`.
static void runSingleIterationAlone(ImplicitLocOpBuilder &b, LoneLoop &loop) {
  if (loop.parallel.getIfExpr())
    return;
  Value span = arith::SubIOp::create(b, loop.upper(), loop.lower());
  Value several =
      arith::CmpIOp::create(b, arith::CmpIPredicate::sgt, span, loop.step());
  loop.parallel.getIfExprMutable().assign(several);
}

static void schedule(LoneLoop loop) {
  ImplicitLocOpBuilder b(loop.parallel.getLoc(), loop.parallel);
  runSingleIterationAlone(b, loop);
  Value counter = createCounter(b, loop);
  Value zero = arith::ConstantIndexOp::create(b, 0);
  memref::StoreOp::create(b, toInteger(b, loop.lower()), counter, zero);
  handOutIterations(b, loop, counter);
}

namespace {
struct ScheduleOpenMPLoops
    : gnn::impl::ScheduleOpenMPLoopsBase<ScheduleOpenMPLoops> {
  void runOnOperation() override {
    getOperation()->walk([](omp::WsloopOp loop) {
      if (std::optional<StringRef> obstacle = findObstacle(loop)) {
        remark::missed(loop.getLoc(),
                       remark::RemarkOpts::name("ScheduleOpenMPLoops")
                           .category("gnn-schedule-openmp-loops"))
            << remark::reason("keeps OpenMP's schedule: {0}", *obstacle);
        return;
      }
      schedule({cast<omp::ParallelOp>(loop->getParentOp()), loop,
                cast<omp::LoopNestOp>(loop.getWrappedLoop())});
    });
  }
};
} // namespace
