//===- SparseWeight.cpp - Dense rows times a sparse weight ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelRowWriter.h"
#include "SegmentLoop.h"
#include "StoredWeights.h"

#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Remarks.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::gnn;

/// Rows of x that a block has, one in each lane of its warps.
static constexpr int64_t rowsPerBlock = warpThreads;
/// From one input, or output, to the next in shared memory: lanes that read a
/// column meet different banks.
static constexpr int64_t rowStride = rowsPerBlock + 1;
/// Outputs that a block computes; more are for other blocks.
static constexpr int64_t outputsPerBlock = 64;
static constexpr int64_t lanes = 4;
static constexpr int64_t warps = blockThreads / warpThreads;
/// With more weights than this share of them the dense product, which reads
/// each value of x from shared memory for four outputs, is faster.
static constexpr double maxWorthwhileDensity = 0.3;

namespace {
struct SparseProductOperands {
  Value x, bias;
  StoredWeightConstants weights;
  int64_t outputs;
};

/// The code of one thread: the sums of its lane's row for every fourth output,
/// in shared memory, a strip of inputs after the other.
class SparseProductThread {
public:
  SparseProductThread(Emitter &e, const SparseProductOperands &in,
                      const Thread &thread);
  void multiply();
  void write(const KernelRowWriter &writer, const RowShape &shape);

private:
  void startSums();
  void loadStrip(Value strip);
  void addStrip(Value strip);
  /// Runs `body` for each output of the thread's warp, counted in the block.
  void forEachOutput(function_ref<void(Value local, Value output)> body);
  /// Which of `size` vectors of a row the thread moves, and of which rows.
  void forEachVector(int64_t size,
                     function_ref<void(Value row, Value vector)> body);

  Emitter &e;
  const SparseProductOperands &in;
  Value x, sums, rows, firstRow, firstOutput, lane, warp, id;
};
} // namespace

SparseProductThread::SparseProductThread(Emitter &e,
                                         const SparseProductOperands &in,
                                         const Thread &thread)
    : e(e), in(in), x(thread.shared[0]), sums(thread.shared[1]),
      rows(e.sizeOf(in.x)), firstRow(e.times(thread.blockX, rowsPerBlock)),
      firstOutput(e.times(thread.blockY, outputsPerBlock)),
      lane(e.remainder(thread.id, warpThreads)),
      warp(e.dividedBy(thread.id, warpThreads)), id(thread.id) {}

void SparseProductThread::forEachOutput(
    function_ref<void(Value local, Value output)> body) {
  Value left = e.minus(e.index(in.outputs), firstOutput);
  Value end = e.smaller(left, e.index(outputsPerBlock));
  e.loop(
      warp, end, [&](Value local) { body(local, e.plus(firstOutput, local)); },
      warps);
}

void SparseProductThread::forEachVector(
    int64_t size, function_ref<void(Value row, Value vector)> body) {
  int64_t rowsAtOnce = blockThreads / size;
  Value vector = e.remainder(id, size), first = e.dividedBy(id, size);
  for (int64_t row = 0; row < rowsPerBlock; row += rowsAtOnce)
    body(e.plus(first, row), vector);
}

/// Also of outputs behind the last, which are read but not written.
void SparseProductThread::startSums() {
  Value last = e.index(in.outputs - 1);
  e.loop(
      warp, e.index(outputsPerBlock),
      [&](Value local) {
        Value output = e.smaller(e.plus(firstOutput, local), last);
        Value start =
            in.bias ? e.load(in.bias, output) : e.splat(0.0, e.getF32Type());
        e.store(start, sums, {local, lane});
      },
      warps);
}

/// x[input][row] of the strip, transposed. Behind the last input and the last
/// row the last ones are repeated; no weight is stored for those.
void SparseProductThread::loadStrip(Value strip) {
  int64_t inputs = cast<MemRefType>(in.x.getType()).getDimSize(1);
  Value begin = e.times(strip, StoredWeights::depth);
  forEachVector(StoredWeights::depth / lanes, [&](Value row, Value vector) {
    Value position = e.times(vector, lanes);
    Value input = e.smaller(e.plus(begin, position), e.index(inputs - lanes));
    Value from = e.smaller(e.plus(firstRow, row), e.minus(rows, e.index(1)));
    Value values = e.loadVector(in.x, {from, input}, lanes);
    for (int64_t i = 0; i < lanes; ++i)
      e.store(vector::ExtractOp::create(e, values, ArrayRef<int64_t>(i)), x,
              {e.plus(position, i), row});
  });
}

void SparseProductThread::addStrip(Value strip) {
  forEachOutput([&](Value local, Value output) {
    Value number = e.plus(e.times(strip, in.outputs), output);
    auto add = [&](ValueRange stored, ValueRange carried) {
      Values positions, weights;
      for (Value at : stored) {
        positions.push_back(e.loadIndex(in.weights.positions, at));
        weights.push_back(e.load(in.weights.values, at));
      }
      Value sum = carried[0];
      for (auto [position, weight] : llvm::zip(positions, weights))
        sum = e.add(e.mul(weight, e.load(x, {position, lane})), sum);
      return Values{sum};
    };
    Values sum = loopInSteps(e, segmentOf(e, in.weights.pointers, number),
                             e.load(sums, {local, lane}), add);
    e.store(sum[0], sums, {local, lane});
  });
}

void SparseProductThread::multiply() {
  int64_t inputs = cast<MemRefType>(in.x.getType()).getDimSize(1);
  startSums();
  e.loop(e.index(0), e.index(llvm::divideCeil(inputs, StoredWeights::depth)),
         [&](Value strip) {
           loadStrip(strip);
           barrier(e);
           addStrip(strip);
           barrier(e);
         });
}

/// The sums transposed back, whole vectors of a row.
void SparseProductThread::write(const KernelRowWriter &writer,
                                const RowShape &shape) {
  forEachVector(outputsPerBlock / lanes, [&](Value local, Value vector) {
    Value output = e.times(vector, lanes);
    Values elements;
    for (int64_t i = 0; i < lanes; ++i)
      elements.push_back(e.load(sums, {e.plus(output, i), local}));
    Value value =
        vector::FromElementsOp::create(e, e.vectorOf(lanes), elements);
    Value row = e.plus(firstRow, local), first = e.plus(firstOutput, output);
    Piece piece{first, e.dividedBy(first, lanes), lanes};
    writer.write(e, shape, row, e.isLess(row, rows), piece, value);
  });
}

static LogicalResult decline(LinearOp op, ConversionPatternRewriter &rewriter,
                             StringRef passName, const std::string &reason) {
  remark::missed(op.getLoc(),
                 remark::RemarkOpts::name("SparseWeight").category(passName))
      << remark::reason("{0}", reason);
  return rewriter.notifyMatchFailure(op, reason);
}

namespace {
/// y[n, o] = b[o] + sum over stored w[o, i] of w[o, i] * x[n, i], with the rows
/// n in the lanes of warps, which all read the same stored weight.
struct SparseWeightKernel : KernelLowering<LinearOp> {
  /// Tried before the dense forms, which take what is not worth it.
  SparseWeightKernel(Converter &converter, MLIRContext *mlirContext,
                     KernelContext &context)
      : KernelLowering(converter, mlirContext, context, /*benefit=*/3) {}

  LogicalResult
  matchAndRewrite(LinearOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    FailureOr<ParameterValues> weight = getWeight(op, rewriter);
    if (failed(weight))
      return failure();
    Emitter e = kernelEmitter(op, rewriter);
    StoredWeights stored = StoredWeights::compress(*weight);
    SparseProductOperands in = {adaptor.getX().front(), nullptr,
                                getStoredWeights(e, context, op, stored),
                                stored.outputs};
    if (failed(context.constants.getBias(e, op, op.getBias(), in.bias)))
      return failure();
    Value rows = e.sizeOf(in.x);
    auto writer = KernelRowWriter::behind(op, rows, e, rewriter, context);
    if (failed(writer))
      return failure();
    emit(op, e, in, rows, *writer);
    writer->replace(op, rewriter);
    return success();
  }

private:
  FailureOr<ParameterValues>
  getWeight(LinearOp op, ConversionPatternRewriter &rewriter) const {
    ml_program::GlobalOp parameter = getParameter(op.getWeight());
    if (isSparse(op.getX().getType()) || !isSparse(op.getWeight().getType()))
      return rewriter.notifyMatchFailure(op,
                                         "not dense rows by a sparse weight");
    if (!parameter || !hasParameterValues(parameter))
      return rewriter.notifyMatchFailure(op,
                                         "the dense form tells what is wrong");
    FailureOr<ParameterValues> weight = readParameter(op, op.getWeight());
    if (failed(weight))
      return failure();
    int64_t size = weight->values.size();
    int64_t stored = size - llvm::count(weight->values, 0.0f);
    if (std::min(weight->dim(0), weight->dim(1)) <= lanes)
      return decline(op, rewriter, context.passName, "rows are narrow");
    if (stored > maxWorthwhileDensity * size)
      return decline(
          op, rewriter, context.passName,
          llvm::formatv("{0} of {1} weights are not zero", stored, size));
    remark::passed(
        op.getLoc(),
        remark::RemarkOpts::name("SparseWeight").category(context.passName))
        << remark::add("{0} of {1} weights stored", stored, size);
    return weight;
  }

  void emit(LinearOp op, Emitter &e, const SparseProductOperands &in,
            Value rows, const KernelRowWriter &writer) const {
    int64_t outputBlocks = llvm::divideCeil(in.outputs, outputsPerBlock);
    RowShape shape = RowShape::covering(getChannels(op.getResult()),
                                        outputBlocks * outputsPerBlock / lanes);
    Type f32 = e.getF32Type();
    Type shared[] = {sharedMemory({StoredWeights::depth, rowStride}, f32),
                     sharedMemory({outputsPerBlock, rowStride}, f32)};
    Value blocks = e.dividedBy(e.plus(rows, rowsPerBlock - 1), rowsPerBlock);
    launch(
        e, context, op, {blocks, outputBlocks},
        [&](const Thread &thread) {
          SparseProductThread product(e, in, thread);
          product.multiply();
          product.write(writer, shape);
        },
        shared);
  }
};
} // namespace

void gnn::populateSparseWeightKernels(Patterns &patterns, Converter &converter,
                                      KernelContext &context) {
  patterns.add<SparseWeightKernel>(converter, patterns.getContext(), context);
}
