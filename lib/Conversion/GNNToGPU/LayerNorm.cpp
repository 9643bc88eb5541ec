//===- LayerNorm.cpp - Normalisation of nodes and of graphs ---------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelRowWriter.h"
#include "RowGroups.h"
#include "RowStatistics.h"

#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// What the elements of a row become: (x - mean) * scale.
struct RowTransform {
  Value mean, scale;
};

/// Reading the rows of a layer norm, and writing them normalised.
class NormKernel {
public:
  NormKernel(LayerNormOp op, Value x, Emitter &e, KernelContext &context,
             KernelRowWriter writer)
      : op(op), x(x), rows(e.sizeOf(x)), e(e), context(context),
        writer(std::move(writer)),
        epsilonValue(op.getEpsilon().convertToDouble()),
        shape(RowShape::ofWholeRows(getChannels(op.getX()))) {}

  LogicalResult readParameters() {
    ParameterConstants &constants = context.constants;
    return success(
        succeeded(constants.getBias(e, op, op.getWeight(), weight)) &&
        succeeded(constants.getBias(e, op, op.getBias(), bias)));
  }

  /// Every row by its own statistics.
  void normalizeNodes();
  /// Rows by the statistics of their graph, of all rows where `pointers` is
  /// null.
  void normalizeGraphs(Value pointers);

private:
  Value load(Value row, const Piece &piece) const {
    return e.loadVector(x, {row, piece.offset}, piece.lanes);
  }
  Value sumOfRow(const RowThread &thread) const;
  Value squaresOfRow(const RowThread &thread, Value mean) const;
  void writeRow(const RowThread &thread, RowTransform transform) const;
  /// `measure` of each row, by its first thread, in `values`.
  void storeForEachRow(Value values,
                       function_ref<Value(const RowThread &)> measure);
  /// The mean over all elements of each group, given sums of rows.
  Value meansOf(const RowGroups &groups, Value rowSums,
                function_ref<Value(Value mean)> finish);
  Value reciprocalDeviation(Value variance, bool epsilonOutside) const;

  LayerNormOp op;
  Value x, rows, weight, bias;
  Emitter &e;
  KernelContext &context;
  KernelRowWriter writer;
  double epsilonValue;
  RowShape shape;
};
} // namespace

Value NormKernel::sumOfRow(const RowThread &thread) const {
  return sumOverRow(e, shape, thread, [&](const Piece &piece) {
    return load(thread.row, piece);
  });
}

Value NormKernel::squaresOfRow(const RowThread &thread, Value mean) const {
  return sumOverRow(e, shape, thread, [&](const Piece &piece) {
    Value distance =
        e.sub(load(thread.row, piece), e.broadcast(mean, piece.lanes));
    return e.mul(distance, distance);
  });
}

void NormKernel::writeRow(const RowThread &thread,
                          RowTransform transform) const {
  shape.forEachPiece(e, thread, [&](const Piece &piece) {
    int64_t lanes = piece.lanes;
    Value value = e.mul(
        e.sub(load(thread.row, piece), e.broadcast(transform.mean, lanes)),
        e.broadcast(transform.scale, lanes));
    if (weight)
      value = e.add(e.mul(value, e.loadVector(weight, piece.offset, lanes)),
                    e.loadVector(bias, piece.offset, lanes));
    writer.write(e, shape, thread, piece, value);
  });
}

/// 1 / (sqrt(v) + epsilon) or 1 / sqrt(v + epsilon): PyG's two branches.
Value NormKernel::reciprocalDeviation(Value variance,
                                      bool epsilonOutside) const {
  Type f32 = e.getF32Type();
  Value epsilon = e.splat(epsilonValue, f32);
  Value deviation =
      epsilonOutside ? e.add(math::SqrtOp::create(e, variance), epsilon)
                     : Value(math::SqrtOp::create(e, e.add(variance, epsilon)));
  return e.div(e.splat(1.0, f32), deviation);
}

void NormKernel::normalizeNodes() {
  Value count = e.splat(shape.channels(), e.getF32Type());
  forEachRow(e, context, op, rows, shape, [&](const RowThread &thread) {
    Value mean = e.div(sumOfRow(thread), count);
    Value variance = e.div(squaresOfRow(thread, mean), count);
    writeRow(thread,
             {mean, reciprocalDeviation(variance, /*epsilonOutside=*/false)});
  });
}

void NormKernel::storeForEachRow(
    Value values, function_ref<Value(const RowThread &)> measure) {
  forEachRow(e, context, op, rows, shape, [&](const RowThread &thread) {
    Value measured = measure(thread);
    e.when(writesForRow(e, thread),
           [&] { e.store(measured, values, thread.row); });
  });
}

/// Sums of rows are f32, and summed up in f64: graphs may have many elements.
Value NormKernel::meansOf(const RowGroups &groups, Value rowSums,
                          function_ref<Value(Value mean)> finish) {
  auto add = [&](Value a, Value b) { return e.add(a, b); };
  auto divide = [&](Value sum, Value count) {
    Value elements = arith::IndexCastOp::create(
        e, e.getI64Type(), e.times(count, shape.channels()));
    Value divisor = arith::SIToFPOp::create(e, e.getF64Type(), elements);
    return finish(
        arith::TruncFOp::create(e, e.getF32Type(), e.div(sum, divisor)));
  };
  return reduceGroups(e, context, op, groups, rowSums,
                      {e.getF64Type(), 0.0, add, divide});
}

void NormKernel::normalizeGraphs(Value pointers) {
  RowGroups groups(e, context, op, rows, pointers);
  Value rowSums = allocateOnDevice(e, e.getF32Type(), rows);
  storeForEachRow(rowSums,
                  [&](const RowThread &thread) { return sumOfRow(thread); });
  Value means = meansOf(groups, rowSums, [](Value mean) { return mean; });
  storeForEachRow(rowSums, [&](const RowThread &thread) {
    return squaresOfRow(thread, e.load(means, groups.groupOf(e, thread.row)));
  });
  Value scales = meansOf(groups, rowSums, [&](Value variance) {
    return reciprocalDeviation(variance, /*epsilonOutside=*/!pointers);
  });
  forEachRow(e, context, op, rows, shape, [&](const RowThread &thread) {
    Value group = groups.groupOf(e, thread.row);
    writeRow(thread, {e.load(means, group), e.load(scales, group)});
  });
}

namespace {
struct LayerNormKernel : KernelLowering<LayerNormOp> {
  using KernelLowering::KernelLowering;

  LogicalResult
  matchAndRewrite(LayerNormOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e = kernelEmitter(op, rewriter);
    Value x = adaptor.getX().front();
    auto writer =
        KernelRowWriter::behind(op, e.sizeOf(x), e, rewriter, context);
    if (failed(writer))
      return failure();
    NormKernel norm(op, x, e, context, *writer);
    if (failed(norm.readParameters()))
      return failure();
    if (op.getMode() == LayerNormMode::node)
      norm.normalizeNodes();
    else
      norm.normalizeGraphs(op.getPtr() ? adaptor.getPtr().front() : Value());
    writer->replace(op, rewriter);
    return success();
  }
};
} // namespace

void gnn::populateLayerNormKernels(Patterns &patterns, Converter &converter,
                                   KernelContext &context) {
  patterns.add<LayerNormKernel>(converter, patterns.getContext(), context);
}
