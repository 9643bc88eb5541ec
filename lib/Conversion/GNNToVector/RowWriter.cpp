//===- RowWriter.cpp - Where the rows of an op go -------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RowWriter.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::gnn;

Value gnn::allocateRows(Emitter &e, RankedTensorType features, Value rows,
                        LoweringContext &lowering) {
  int64_t channels = features.getDimSize(1);
  int64_t stride = llvm::alignTo(std::max<int64_t>(channels, 1),
                                 lowering.tiles(channels).lanes());
  Value buffer = e.allocate(e.getF32Type(), e.times(rows, stride));
  OpFoldResult zero = e.getIndexAttr(0), one = e.getIndexAttr(1);
  auto layout = StridedLayoutAttr::get(e.getContext(), 0, {stride, 1});
  auto type = MemRefType::get(features.getShape(), e.getF32Type(), layout);
  Value padded = memref::ReinterpretCastOp::create(
      e, type, buffer, zero,
      ArrayRef<OpFoldResult>{rows, e.getIndexAttr(channels)},
      ArrayRef<OpFoldResult>{e.getIndexAttr(stride), one});
  auto converted = GNNTypeConverter().convertType(features);
  return memref::CastOp::create(e, converted, padded);
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
  auto type = cast<RankedTensorType>(result.getType());
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
  return RowWriter(std::move(*epilogue), buffer);
}

FailureOr<RowWriter> RowWriter::startingAt(Operation *first, Value rows,
                                           Emitter &e,
                                           ConversionPatternRewriter &rewriter,
                                           LoweringContext &lowering) {
  auto epilogue = Epilogue::startingAt(first, e, rewriter, lowering);
  if (failed(epilogue))
    return failure();
  Value buffer = getRowsBuffer(e, getStored(first, *epilogue), rows, lowering);
  return RowWriter(std::move(*epilogue), buffer);
}

void RowWriter::write(Emitter &e, Value row, const Piece &piece,
                      Value value) const {
  e.store(epilogue.apply(e, row, piece, value), buffer, {row, piece.offset});
}

void RowWriter::replace(Operation *root,
                        ConversionPatternRewriter &rewriter) const {
  epilogue.replaceOps(root, buffer, rewriter);
}
