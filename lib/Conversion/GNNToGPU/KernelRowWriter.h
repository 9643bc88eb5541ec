//===- KernelRowWriter.h - Where the rows of a kernel go ------ -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOGPU_KERNELROWWRITER_H
#define GNN_OPT_LIB_CONVERSION_GNNTOGPU_KERNELROWWRITER_H

#include "RowShape.h"

#include "gnn-opt/Conversion/Lowering/Epilogue.h"

namespace mlir::gnn {

/// Applies the epilogue of an op to its rows, and stores them on the device: in
/// the memory of the function's result, or in a new buffer.
class KernelRowWriter {
public:
  /// For an op that computes `rows` rows. Emitted before its kernel.
  static FailureOr<KernelRowWriter> behind(Operation *root, Value rows,
                                           Emitter &e,
                                           ConversionPatternRewriter &rewriter,
                                           KernelContext &context);
  /// For an op that is itself the first step of the epilogue.
  static FailureOr<KernelRowWriter>
  startingAt(Operation *first, Value rows, Emitter &e,
             ConversionPatternRewriter &rewriter, KernelContext &context);

  /// Stores a piece of a row, and 0 in its padding, where the thread owns it.
  void write(Emitter &e, const RowShape &shape, const RowThread &thread,
             const Piece &piece, Value value) const;
  /// The same for another row than the thread's.
  void write(Emitter &e, const RowShape &shape, Value row, Value condition,
             const Piece &piece, Value value) const;

  /// Replaces the op and those fused with it by the buffer.
  void replace(Operation *root, ConversionPatternRewriter &rewriter) const;

private:
  static FailureOr<KernelRowWriter>
  create(Operation *root, FailureOr<Epilogue> epilogue, Value rows, Emitter &e);

  KernelRowWriter(Epilogue epilogue, Value buffer)
      : epilogue(std::move(epilogue)), buffer(buffer) {}

  Epilogue epilogue;
  Value buffer;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_KERNELROWWRITER_H
