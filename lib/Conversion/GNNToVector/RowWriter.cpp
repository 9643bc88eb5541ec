//===- RowWriter.cpp - Where the rows of an op go -------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RowWriter.h"

#include "RowLoops.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Remarks.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::gnn;

Value gnn::allocateRows(Emitter &e, MemRefType type, Value rows,
                        LoweringContext &lowering) {
  int64_t channels = type.getDimSize(1);
  int64_t stride = llvm::alignTo(std::max<int64_t>(channels, 1),
                                 lowering.tiles(channels).lanes());
  Value buffer = e.allocate(type.getElementType(), e.times(rows, stride));
  OpFoldResult zero = e.getIndexAttr(0), one = e.getIndexAttr(1);
  auto layout = StridedLayoutAttr::get(e.getContext(), 0, {stride, 1});
  MemRefType known = MemRefType::Builder(type).setLayout(layout);
  Value padded = memref::ReinterpretCastOp::create(
      e, known, buffer, zero,
      ArrayRef<OpFoldResult>{rows, e.getIndexAttr(channels)},
      ArrayRef<OpFoldResult>{e.getIndexAttr(stride), one});
  return memref::CastOp::create(e, type, padded);
}

void gnn::copyRows(Emitter &e, Value from, Value to,
                   LoweringContext &lowering) {
  ChannelTiles tiles = lowering.tiles(channelsOf(from));
  forEachRow(e, e.sizeOf(from), [&](Value row) {
    tiles.forEach(e, lowering.accumulators(), [&](ArrayRef<Piece> pieces) {
      for (const Piece &piece : pieces)
        e.store(e.loadVector(from, {row, piece.offset}, piece.lanes), to,
                {row, piece.offset});
    });
  });
}

Value gnn::getGatheredRows(Emitter &e, Operation *user, Value x,
                           LoweringContext &lowering) {
  auto options =
      remark::RemarkOpts::name("RoundFeatures").category(lowering.passName);
  if (!lowering.gathered.areRounded())
    return x;
  if (isBF16(x)) {
    remark::passed(user->getLoc(), options)
        << remark::add("gathers features that are stored as bf16");
    return x;
  }
  remark::missed(user->getLoc(), options)
      << remark::reason("gathers a copy in bf16: the caller or another op has "
                        "these features in f32");
  MemRefType type = asBF16(cast<MemRefType>(x.getType()));
  Value rounded = allocateRows(e, type, e.sizeOf(x), lowering);
  copyRows(e, x, rounded, lowering);
  return rounded;
}

Value gnn::getScalarsBuffer(Emitter &e, Value result, Value rows) {
  if (ValueRange out = findOutParameters(result); !out.empty())
    return out.front();
  auto type = cast<RankedTensorType>(result.getType());
  return e.allocate(type.getElementType(), rows);
}

Value gnn::getRowsBuffer(Emitter &e, Value result, Value rows,
                         LoweringContext &lowering) {
  if (ValueRange out = findOutParameters(result); !out.empty())
    return out.front();
  MemRefType type = lowering.gathered.getMemory(result);
  if (!type)
    type = cast<MemRefType>(GNNTypeConverter().convertType(result.getType()));
  return allocateRows(e, type, rows, lowering);
}

/// The value that is stored: that of the last fused op.
static Value getStored(Operation *root, const Epilogue &epilogue) {
  SmallVector<Operation *> fused = epilogue.getOps();
  return (fused.empty() ? root : fused.back())->getResult(0);
}

FailureOr<RowWriter> RowWriter::behind(Operation *root, Value rows, Emitter &e,
                                       ConversionPatternRewriter &rewriter,
                                       LoweringContext &lowering) {
  auto epilogue = Epilogue::behind(root, e, rewriter, lowering);
  if (failed(epilogue))
    return failure();
  Value buffer = getRowsBuffer(e, getStored(root, *epilogue), rows, lowering);
  return RowWriter(std::move(*epilogue), {buffer});
}

FailureOr<RowWriter> RowWriter::startingAt(Operation *first, Value rows,
                                           Emitter &e,
                                           ConversionPatternRewriter &rewriter,
                                           LoweringContext &lowering) {
  auto epilogue = Epilogue::startingAt(first, e, rewriter, lowering);
  if (failed(epilogue))
    return failure();
  Value buffer = getRowsBuffer(e, getStored(first, *epilogue), rows, lowering);
  return RowWriter(std::move(*epilogue), {buffer});
}

RowWriter RowWriter::reading(const RowTile &tile, Value operand) const {
  RowWriter writer = *this;
  writer.epilogue.readFrom(tile, operand);
  return writer;
}

void RowWriter::write(Emitter &e, Value row, const Piece &piece,
                      Value value) const {
  e.store(epilogue.apply(e, row, piece, value), buffer.memory,
          {buffer.indexOf(e, row), piece.offset});
}

void RowWriter::prefetch(Emitter &e, Value row, const Piece &piece) const {
  Value end = e.plus(piece.offset, piece.lanes - 1);
  memref::PrefetchOp::create(e, buffer.memory,
                             ValueRange{buffer.indexOf(e, row), end},
                             /*isWrite=*/true, /*localityHint=*/3,
                             /*isDataCache=*/true);
}

void RowWriter::replace(Operation *root,
                        ConversionPatternRewriter &rewriter) const {
  epilogue.replaceOps(root, buffer.memory, rewriter);
}
