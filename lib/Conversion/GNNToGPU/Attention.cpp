//===- Attention.cpp - Softmax-weighted sums in one pass over a row -------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AttentionLoops.h"
#include "KernelRowWriter.h"
#include "SegmentLoop.h"
#include "SplitSegments.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// What the parts of long rows became: for each part a row of weighted sums,
/// and for each of its pieces a largest score and a sum.
class AttentionParts {
public:
  AttentionParts(Emitter &e, const RowShape &shape, Type rowType, Value count) {
    auto rows = cast<MemRefType>(rowType);
    int64_t pieces[] = {ShapedType::kDynamic,
                        rows.getDimSize(1) / shape.lanes()};
    MemRefType perPiece = MemRefType::Builder(rows).setShape(pieces);
    weighted = allocateOnDevice(e, rows, count);
    largest = allocateOnDevice(e, perPiece, count);
    sums = allocateOnDevice(e, perPiece, count);
  }

  void store(Emitter &e, Value part, const Piece &piece,
             const AttentionSum &sum) const {
    Value number = numberOf(e, piece);
    e.store(sum.largest, largest, {part, number});
    e.store(sum.sum, sums, {part, number});
    e.store(sum.weighted, weighted, {part, piece.offset});
  }

  AttentionSum load(Emitter &e, Value part, const Piece &piece) const {
    Value number = numberOf(e, piece);
    return {e.load(largest, {part, number}), e.load(sums, {part, number}),
            e.loadVector(weighted, {part, piece.offset}, piece.lanes)};
  }

  /// The parts of a row, joined in their order.
  AttentionSum join(Emitter &e, Segment parts, const Piece &piece) const {
    auto joinSome = [&](ValueRange parts, ValueRange carried) {
      AttentionSum joined = unflatten(carried).front();
      for (Value part : parts)
        joined = joined.joined(e, load(e, part, piece));
      return flatten(joined);
    };
    AttentionSum none = AttentionSum::none(e, piece.lanes);
    return unflatten(loopInSteps(e, parts, flatten(none), joinSome)).front();
  }

private:
  /// Of a repeated piece, the number that it repeats.
  static Value numberOf(Emitter &e, const Piece &piece) {
    return e.dividedBy(piece.offset, piece.lanes);
  }

  Value weighted, largest, sums;
};

/// y[i, c] = sum over edges (j -> i) of p[j, h] * x[j, c], p the softmax of the
/// scores of row i. No edge value is stored.
struct AttentionKernel : KernelLowering<AttentionOp> {
  using KernelLowering::KernelLowering;

  LogicalResult
  matchAndRewrite(AttentionOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    if (op.getMissing())
      return op.emitOpError("expects no missing self loops: kernels attend to "
                            "the edges of a graph");
    Emitter e = kernelEmitter(op, rewriter);
    AttentionOperands in = getOperands(op, adaptor);
    SplitSegments edges(e, in.rowPtr, e.sizeOf(in.sources));
    auto writer =
        KernelRowWriter::behind(op, edges.rows(), e, rewriter, context);
    if (failed(writer))
      return failure();
    RowShape shape =
        RowShape::of(getChannels(op.getX()), lanesOfHead(in.heads, in.width));
    AttentionParts parts(e, shape, in.x.getType(), edges.parts());
    reduceParts(op, e, in, edges, shape, parts);
    reduceRows(op, e, in, edges, shape, parts, *writer);
    writer->replace(op, rewriter);
    return success();
  }

private:
  static AttentionOperands getOperands(AttentionOp op,
                                       OneToNOpAdaptor adaptor) {
    int64_t heads = getChannels(op.getSource());
    return {adaptor.getGraph()[0],
            adaptor.getGraph()[1],
            adaptor.getX().front(),
            adaptor.getSource().front(),
            adaptor.getTarget().front(),
            op.getNegativeSlope().convertToDouble(),
            heads,
            getChannels(op.getX()) / std::max<int64_t>(heads, 1)};
  }

  void reduceParts(Operation *op, Emitter &e, const AttentionOperands &in,
                   const SplitSegments &edges, const RowShape &shape,
                   const AttentionParts &parts) const {
    edges.forEachPart(e, context, op, shape,
                      [&](const RowThread &part, Value row, Segment members) {
                        SmallVector<Piece> pieces = shape.pieces(e, part);
                        SmallVector<AttentionSum> none;
                        for (const Piece &piece : pieces)
                          none.push_back(AttentionSum::none(e, piece.lanes));
                        SmallVector<AttentionSum> sums = sumOverNeighbours(
                            e, in, shape, row, members, pieces, none);
                        for (auto [piece, sum] : llvm::zip(pieces, sums)) {
                          Value owns = part.ownsRow;
                          if (Value ownsPiece = shape.owns(e, piece))
                            owns = e.both(owns, ownsPiece);
                          e.when(owns, [&, &piece = piece, &sum = sum] {
                            parts.store(e, part.row, piece, sum);
                          });
                        }
                      });
  }

  void reduceRows(Operation *op, Emitter &e, const AttentionOperands &in,
                  const SplitSegments &edges, const RowShape &shape,
                  const AttentionParts &parts,
                  const KernelRowWriter &writer) const {
    forEachRow(e, context, op, edges.rows(), shape,
               [&](const RowThread &thread) {
                 SplitSegments::Row row = edges.rowAt(e, thread.row);
                 SmallVector<Piece> pieces = shape.pieces(e, thread);
                 SmallVector<AttentionSum> joined;
                 for (const Piece &piece : pieces)
                   joined.push_back(parts.join(e, row.parts, piece));
                 SmallVector<AttentionSum> sums = sumOverNeighbours(
                     e, in, shape, thread.row, row.members, pieces, joined);
                 for (auto [piece, sum] : llvm::zip(pieces, sums))
                   writer.write(e, shape, thread, piece, sum.finish(e));
               });
  }
};
} // namespace

void gnn::populateAttentionKernels(Patterns &patterns, Converter &converter,
                                   KernelContext &context) {
  patterns.add<AttentionKernel>(converter, patterns.getContext(), context);
}
