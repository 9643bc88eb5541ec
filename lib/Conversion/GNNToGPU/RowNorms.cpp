//===- RowNorms.cpp - Normalisations of one row ---------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelRowWriter.h"
#include "RowStatistics.h"

#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// Statistics of a row of x, and what each element becomes by them.
template <typename Op> struct RowNormKernel : KernelLowering<Op> {
  using KernelLowering<Op>::KernelLowering;
  using typename KernelLowering<Op>::Adaptor;

  LogicalResult
  matchAndRewrite(Op op, Adaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e = kernelEmitter(op, rewriter);
    Value x = adaptor.getX().front(), rows = e.sizeOf(x);
    auto writer = KernelRowWriter::behind(op, rows, e, rewriter, this->context);
    if (failed(writer))
      return failure();
    RowShape shape = RowShape::ofWholeRows(getChannels(op.getX()));
    forEachRow(e, this->context, op, rows, shape, [&](const RowThread &thread) {
      auto load = [&](const Piece &piece) {
        return e.loadVector(x, {thread.row, piece.offset}, piece.lanes);
      };
      Value statistic = measure(e, shape, thread, load);
      Value shared = e.broadcast(statistic, shape.lanes());
      shape.forEachPiece(e, thread, [&](const Piece &piece) {
        writer->write(e, shape, thread, piece, apply(e, load(piece), shared));
      });
    });
    writer->replace(op, rewriter);
    return success();
  }

protected:
  /// One number for the row.
  virtual Value measure(Emitter &e, const RowShape &shape,
                        const RowThread &thread, RowTerm load) const = 0;
  virtual Value apply(Emitter &e, Value x, Value statistic) const = 0;
};

/// y = x - (m + log(sum over k of exp(x[k] - m))), m the largest of the row.
struct LogSoftmaxKernel : RowNormKernel<LogSoftmaxOp> {
  using RowNormKernel::RowNormKernel;

  Value measure(Emitter &e, const RowShape &shape, const RowThread &thread,
                RowTerm load) const override {
    Value max = maximumOverRow(e, shape, thread, load);
    Value sum = sumOverRow(e, shape, thread, [&](const Piece &piece) -> Value {
      Value exponent = e.sub(load(piece), e.broadcast(max, piece.lanes));
      return math::ExpOp::create(e, exponent);
    });
    return e.add(max, math::LogOp::create(e, sum));
  }

  Value apply(Emitter &e, Value x, Value statistic) const override {
    return e.sub(x, statistic);
  }
};

/// y = x / max(sqrt(sum over k of x[k]^2), 1e-12).
struct L2NormalizeKernel : RowNormKernel<L2NormalizeOp> {
  using RowNormKernel::RowNormKernel;

  Value measure(Emitter &e, const RowShape &shape, const RowThread &thread,
                RowTerm load) const override {
    Value squares = sumOverRow(e, shape, thread, [&](const Piece &piece) {
      Value x = load(piece);
      return e.mul(x, x);
    });
    Value least = e.splat(1e-12, e.getF32Type());
    return e.maximum(math::SqrtOp::create(e, squares), least);
  }

  Value apply(Emitter &e, Value x, Value statistic) const override {
    return e.div(x, statistic);
  }
};
} // namespace

void gnn::populateRowNormKernels(Patterns &patterns, Converter &converter,
                                 KernelContext &context) {
  patterns.add<LogSoftmaxKernel, L2NormalizeKernel>(
      converter, patterns.getContext(), context);
}
