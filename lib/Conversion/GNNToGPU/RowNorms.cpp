//===- RowNorms.cpp - Normalisations of one row ---------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelRowWriter.h"
#include "RowStatistics.h"

#include "gnn-opt/Conversion/Lowering/RowNorms.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// Each thread of a row has a share of its elements.
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
      normalizeRow(op, e, x, shape, thread, *writer);
    });
    writer->replace(op, rewriter);
    return success();
  }

private:
  static void normalizeRow(Op op, Emitter &e, Value x, const RowShape &shape,
                           const RowThread &thread,
                           const KernelRowWriter &writer) {
    auto load = [&](const Piece &piece) {
      return e.loadVector(x, {thread.row, piece.offset}, piece.lanes);
    };
    auto sum = [&](RowTerm term) { return sumOverRow(e, shape, thread, term); };
    auto maximum = [&](RowTerm term) {
      return maximumOverRow(e, shape, thread, term);
    };
    Value statistic = measureRow(op, e, {load, sum, maximum});
    Value shared = e.broadcast(statistic, shape.lanes());
    shape.forEachPiece(e, thread, [&](const Piece &piece) {
      writer.write(e, shape, thread, piece,
                   normalize(op, e, load(piece), shared));
    });
  }
};
} // namespace

void gnn::populateRowNormKernels(Patterns &patterns, Converter &converter,
                                 KernelContext &context) {
  patterns.add<RowNormKernel<LogSoftmaxOp>, RowNormKernel<L2NormalizeOp>>(
      converter, patterns.getContext(), context);
}
