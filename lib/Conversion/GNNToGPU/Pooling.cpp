//===- Pooling.cpp - Reductions over the nodes of graphs ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RowReduction.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// y[g, c] = reduce over the nodes n of graph g of x[n, c].
struct PoolKernel : KernelLowering<PoolOp> {
  using KernelLowering::KernelLowering;

  LogicalResult
  matchAndRewrite(PoolOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e = kernelEmitter(op, rewriter);
    Value x = adaptor.getX().front();
    SplitSegments nodes(e, adaptor.getPtr().front(), e.sizeOf(x));
    auto writer =
        KernelRowWriter::behind(op, nodes.rows(), e, rewriter, context);
    if (failed(writer))
      return failure();
    auto reduce = [&](const Reducer &reducer, Segment members,
                      ArrayRef<Piece> pieces, ValueRange start) {
      return joinRows(e, x, members, reducer, pieces, start);
    };
    reduceRows(e, context, op, op.getReduction(), nodes,
               RowShape::of(getChannels(op.getX())), x.getType(), *writer,
               PartsJoined::Last, reduce);
    writer->replace(op, rewriter);
    return success();
  }
};
} // namespace

void gnn::populatePoolingKernels(Patterns &patterns, Converter &converter,
                                 KernelContext &context) {
  patterns.add<PoolKernel>(converter, patterns.getContext(), context);
}
