//===- SelfLoops.cpp - Loops that are counted and added -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RowStatistics.h"
#include "Scan.h"
#include "SharedSegment.h"
#include "SplitSegments.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
struct CSR {
  Value rowPtr, sources;
};

/// What the kernels of one op share. Its threads have rows, or parts of long
/// ones, as they have elsewhere.
struct LoopOperands {
  CSR from, to;
  SplitSegments edges;
  /// The loops in each part of a long row, i32.
  Value partLoops;
  RowShape shape = RowShape::ofSegments();
};
} // namespace

static Value number32(Emitter &e, int64_t value) {
  return arith::ConstantIntOp::create(e, value, 32);
}

static Value sumOverThreads(Emitter &e, const RowShape &shape, Value value) {
  return combineOverThreads(e, value, shape.threads(),
                            [&](Value a, Value b) { return e.plus(a, b); });
}

/// The sum of the values of a row's threads up to this one.
static Value scanOverThreads(Emitter &e, const RowShape &shape,
                             const RowThread &thread, Value value) {
  for (int64_t distance = 1; distance < shape.threads(); distance *= 2) {
    auto before = gpu::ShuffleOp::create(e, value, distance, warpThreads,
                                         gpu::ShuffleMode::UP);
    value = e.select(e.isLess(thread.number, e.index(distance)), value,
                     e.plus(value, before.getShuffleResult()));
  }
  return value;
}

static Value isLoop(Emitter &e, Value source, Value row) {
  return e.isEqual(source, arith::IndexCastOp::create(e, e.getI32Type(), row));
}

/// The sum, in all threads of a row, of `term` over the positions of a segment.
static Value sumOver(Emitter &e, const RowShape &shape, const RowThread &thread,
                     Segment segment, function_ref<Value(Value)> term) {
  Value own =
      e.loop(
           e.plus(segment.begin, thread.number), segment.end, number32(e, 0),
           [&](Value position, ValueRange sum) {
             return Values{e.plus(sum[0], term(position))};
           },
           shape.threads())
          .front();
  return sumOverThreads(e, shape, own);
}

static Value countLoops(Emitter &e, const LoopOperands &in,
                        const RowThread &thread, Value row, Segment members) {
  return sumOver(e, in.shape, thread, members, [&](Value edge) {
    Value source = e.load(in.from.sources, edge);
    return e.select(isLoop(e, source, row), number32(e, 1), number32(e, 0));
  });
}

static Value sumPartLoops(Emitter &e, const LoopOperands &in,
                          const RowThread &thread, Segment parts) {
  return sumOver(e, in.shape, thread, parts,
                 [&](Value part) { return e.load(in.partLoops, part); });
}

static void countInParts(Operation *op, Emitter &e, KernelContext &context,
                         const LoopOperands &in) {
  in.edges.forEachPart(e, context, op, in.shape,
                       [&](const RowThread &part, Value row, Segment members) {
                         Value loops = countLoops(e, in, part, row, members);
                         e.when(writesForRow(e, part), [&] {
                           e.store(loops, in.partLoops, part.row);
                         });
                       });
}

/// Where those in parts are counted already.
static Value countLoopsOfRow(Emitter &e, const LoopOperands &in,
                             const RowThread &thread,
                             const SplitSegments::Row &row) {
  return e.plus(countLoops(e, in, thread, thread.row, row.members),
                sumPartLoops(e, in, thread, row.parts));
}

static Value toIndex(Emitter &e, Value count) {
  return arith::IndexCastOp::create(e, e.getIndexType(), count);
}

/// Copies the sources of edges that are no loops, in their order, to
/// `position`.
static void copyEdges(Emitter &e, const LoopOperands &in,
                      const RowThread &thread, Value row, Segment members,
                      Value position) {
  SharedSegment shared(e, in.shape.threads(), members);
  auto copy = [&](const SharedSegment::Window &window, ValueRange carried) {
    Value source = loadOwn(e, window, in.from.sources).front();
    Value stays =
        e.select(isLoop(e, source, row), number32(e, 0), number32(e, 1));
    stays = e.select(window.ownPresent.front(), stays, number32(e, 0));
    Value end = scanOverThreads(e, in.shape, thread, stays);
    Value isStored = e.both(thread.ownsRow, e.isEqual(stays, number32(e, 1)));
    e.when(isStored, [&] {
      Value target = e.plus(carried[0], toIndex(e, end));
      e.store(source, in.to.sources, e.minus(target, e.index(1)));
    });
    Value copied = toIndex(e, sumOverThreads(e, in.shape, stays));
    return Values{e.plus(carried[0], copied)};
  };
  shared.forEachWindow(e, position, copy);
}

namespace {
/// Counts the edges that each row will have, sums the counts up, and copies
/// edges. There may be room for more edges than come: how many loops there were
/// the host does not know.
struct AddSelfLoopsKernel : KernelLowering<AddSelfLoopsOp> {
  using KernelLowering::KernelLowering;

  LogicalResult
  matchAndRewrite(AddSelfLoopsOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e = kernelEmitter(op, rewriter);
    CSR from = {adaptor.getGraph()[0], adaptor.getGraph()[1]};
    SplitSegments edges(e, from.rowPtr, e.sizeOf(from.sources));
    CSR to = {allocateOnDevice(e, e.getI64Type(), e.plus(edges.rows(), 1)),
              allocateOnDevice(e, e.getI32Type(),
                               e.plus(e.sizeOf(from.sources), edges.rows()))};
    LoopOperands in = {from, to, edges,
                       allocateOnDevice(e, e.getI32Type(), edges.parts())};
    countInParts(op, e, context, in);
    countInRows(op, e, in);
    sumUp(e, context, op, to.rowPtr);
    fillParts(op, e, in);
    fillRows(op, e, in);
    rewriter.replaceOpWithMultiple(op, {ValueRange{to.rowPtr, to.sources}});
    return success();
  }

private:
  /// rowPtr[row + 1] = number of edges that the row will have.
  void countInRows(Operation *op, Emitter &e, const LoopOperands &in) const {
    forEachRow(e, context, op, in.edges.rows(), in.shape,
               [&](const RowThread &thread) {
                 SplitSegments::Row row = in.edges.rowAt(e, thread.row);
                 Value loops = countLoopsOfRow(e, in, thread, row);
                 Value edges = e.minus(row.all.end, row.all.begin);
                 Value count = e.plus(e.minus(edges, toIndex(e, loops)), 1);
                 e.when(writesForRow(e, thread), [&] {
                   e.storeIndex(count, in.to.rowPtr, e.plus(thread.row, 1));
                 });
               });
  }

  /// A part goes behind what stays of the edges before it in its row.
  void fillParts(Operation *op, Emitter &e, const LoopOperands &in) const {
    in.edges.forEachPart(
        e, context, op, in.shape,
        [&](const RowThread &part, Value number, Segment members) {
          SplitSegments::Row row = in.edges.rowAt(e, number);
          Value hasMembers = e.isLess(members.begin, members.end);
          Segment before = {row.parts.begin,
                            e.select(hasMembers, part.row, row.parts.begin)};
          Value loops = e.plus(countLoops(e, in, part, number, row.members),
                               sumPartLoops(e, in, part, before));
          Value edges = e.minus(members.begin, row.all.begin);
          Value begin = e.loadIndex(in.to.rowPtr, number);
          Value position = e.plus(begin, e.minus(edges, toIndex(e, loops)));
          copyEdges(e, in, part, number, members, position);
        });
  }

  /// The loop is the last edge of its row.
  void fillRows(Operation *op, Emitter &e, const LoopOperands &in) const {
    forEachRow(e, context, op, in.edges.rows(), in.shape,
               [&](const RowThread &thread) {
                 SplitSegments::Row row = in.edges.rowAt(e, thread.row);
                 Segment to = segmentOf(e, in.to.rowPtr, thread.row);
                 copyEdges(e, in, thread, thread.row, row.members, to.begin);
                 e.when(writesForRow(e, thread), [&] {
                   e.storeIndex(thread.row, in.to.sources,
                                e.minus(to.end, e.index(1)));
                 });
               });
  }
};

/// m[i] = 1 - the number of edges (i -> i).
struct MissingSelfLoopsKernel : KernelLowering<MissingSelfLoopsOp> {
  using KernelLowering::KernelLowering;

  LogicalResult
  matchAndRewrite(MissingSelfLoopsOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e = kernelEmitter(op, rewriter);
    CSR graph = {adaptor.getGraph()[0], adaptor.getGraph()[1]};
    SplitSegments edges(e, graph.rowPtr, e.sizeOf(graph.sources));
    LoopOperands in = {
        graph, {}, edges, allocateOnDevice(e, e.getI32Type(), edges.parts())};
    Value buffer = getDeviceBuffer(e, op.getResult(), edges.rows());
    countInParts(op, e, context, in);
    forEachRow(e, context, op, edges.rows(), in.shape,
               [&](const RowThread &thread) {
                 SplitSegments::Row row = edges.rowAt(e, thread.row);
                 Value loops = countLoopsOfRow(e, in, thread, row);
                 Value missing = e.minus(number32(e, 1), loops);
                 e.when(writesForRow(e, thread), [&] {
                   e.store(arith::SIToFPOp::create(e, e.getF32Type(), missing),
                           buffer, thread.row);
                 });
               });
    rewriter.replaceOp(op, buffer);
    return success();
  }
};
} // namespace

void gnn::populateSelfLoopKernels(Patterns &patterns, Converter &converter,
                                  KernelContext &context) {
  patterns.add<AddSelfLoopsKernel, MissingSelfLoopsKernel>(
      converter, patterns.getContext(), context);
}
