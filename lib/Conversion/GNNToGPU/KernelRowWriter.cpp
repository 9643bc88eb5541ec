//===- KernelRowWriter.cpp - Where the rows of a kernel go ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelRowWriter.h"

using namespace mlir;
using namespace mlir::gnn;

/// The value that is stored: that of the last fused op.
static Value getStored(Operation *root, const Epilogue &epilogue) {
  SmallVector<Operation *> fused = epilogue.getOps();
  return (fused.empty() ? root : fused.back())->getResult(0);
}

FailureOr<KernelRowWriter> KernelRowWriter::create(Operation *root,
                                                   FailureOr<Epilogue> epilogue,
                                                   Value rows, Emitter &e) {
  if (failed(epilogue))
    return failure();
  Value buffer = getDeviceBuffer(e, getStored(root, *epilogue), rows);
  return KernelRowWriter(std::move(*epilogue), buffer);
}

FailureOr<KernelRowWriter>
KernelRowWriter::behind(Operation *root, Value rows, Emitter &e,
                        ConversionPatternRewriter &rewriter,
                        KernelContext &context) {
  return create(root, Epilogue::behind(root, e, rewriter, context), rows, e);
}

FailureOr<KernelRowWriter>
KernelRowWriter::startingAt(Operation *first, Value rows, Emitter &e,
                            ConversionPatternRewriter &rewriter,
                            KernelContext &context) {
  return create(first, Epilogue::startingAt(first, e, rewriter, context), rows,
                e);
}

void KernelRowWriter::write(Emitter &e, const RowShape &shape,
                            const RowThread &thread, const Piece &piece,
                            Value value) const {
  write(e, shape, thread.row, thread.ownsRow, piece, value);
}

void KernelRowWriter::write(Emitter &e, const RowShape &shape, Value row,
                            Value condition, const Piece &piece,
                            Value value) const {
  if (Value ownsPiece = shape.owns(e, piece))
    condition = arith::AndIOp::create(e, condition, ownsPiece);
  e.when(condition, [&] {
    Value result = epilogue.apply(e, row, piece, value);
    result = shape.withoutPadding(e, piece, result);
    e.store(result, buffer, {row, piece.offset});
  });
}

void KernelRowWriter::replace(Operation *root,
                              ConversionPatternRewriter &rewriter) const {
  epilogue.replaceOps(root, buffer, rewriter);
}
