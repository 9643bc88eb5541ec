//===- SparseFeatures.cpp - Sparse rows times a dense weight --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelRowWriter.h"
#include "SegmentLoop.h"
#include "Weights.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// y[n, o] = b[o] + sum over the stored x[n, i] of x[n, i] * w[o, i]: a sum of
/// the rows of the transposed weight that the row's stored elements name.
struct SparseFeaturesKernel : KernelLowering<LinearOp> {
  using KernelLowering::KernelLowering;

  LogicalResult
  matchAndRewrite(LinearOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    if (!isSparse(op.getX().getType()))
      return rewriter.notifyMatchFailure(op, "features are dense");
    Emitter e = kernelEmitter(op, rewriter);
    Value bias;
    FailureOr<Value> weight = getTransposedWeight(e, context, op);
    if (failed(weight) ||
        failed(context.constants.getBias(e, op, op.getBias(), bias)))
      return failure();
    Operands in = {adaptor.getX()[0], adaptor.getX()[1], adaptor.getX()[2],
                   *weight, bias};
    Value rows = rowsOf(e, in.rowPtr);
    auto writer = KernelRowWriter::behind(op, rows, e, rewriter, context);
    if (failed(writer))
      return failure();
    RowShape shape = RowShape::of(getChannels(op.getResult()));
    forEachRow(e, context, op, rows, shape, [&](const RowThread &thread) {
      SmallVector<Piece> pieces = shape.pieces(e, thread);
      Values sums = sumStored(e, in, thread.row, pieces);
      for (auto [piece, sum] : llvm::zip(pieces, sums))
        writer->write(e, shape, thread, piece, sum);
    });
    writer->replace(op, rewriter);
    return success();
  }

private:
  struct Operands {
    Value rowPtr, columns, values, weight, bias;
  };

  Values sumStored(Emitter &e, const Operands &in, Value row,
                   ArrayRef<Piece> pieces) const {
    Segment stored = segmentOf(e, in.rowPtr, row);
    auto addStored = [&](ValueRange positions, ValueRange carried) {
      Values columns, elements, sums(carried);
      for (Value position : positions) {
        columns.push_back(e.loadIndex(in.columns, position));
        elements.push_back(e.load(in.values, position));
      }
      for (auto [column, x] : llvm::zip(columns, elements))
        for (auto [piece, sum] : llvm::zip(pieces, sums))
          sum = e.fma(
              e.broadcast(x, piece.lanes),
              e.loadVector(in.weight, {column, piece.offset}, piece.lanes),
              sum);
      return sums;
    };
    return loopInSteps(e, stored, startSums(e, in.bias, pieces), addStored);
  }
};
} // namespace

void gnn::populateSparseFeaturesKernels(Patterns &patterns,
                                        Converter &converter,
                                        KernelContext &context) {
  patterns.add<SparseFeaturesKernel>(converter, patterns.getContext(), context);
}
