//===- FusedProduct.h - Rows that are multiplied while cached - -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_FUSEDPRODUCT_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_FUSEDPRODUCT_H

#include "JoinedProducts.h"
#include "TileProduct.h"

#include "gnn-opt/Analysis/ProductFusion.h"

namespace mlir::gnn {

/// The rows of a tile in a thread's own memory, `stride` elements each: whole
/// blocks of the rows of a product with so many inputs, as many as a cache has
/// room for.
int64_t countTileRows(int64_t inputs, int64_t stride);

/// Why the rows of `root` are stored before this product reads them, or null
/// where it is a FusedProduct.
const char *whyNotFused(LinearOp product, const LoweringContext &lowering);

/// Moves `root` and the elementwise ops behind it down to the product that
/// alone reads them: what the product's own elementwise ops read is known
/// there.
void sinkToProduct(Operation *root, const LoweringContext &lowering);

/// A product with rows that another op computes: a tile of them, small enough
/// for a cache, goes to the thread's own memory and is multiplied at once. The
/// matrix of all rows is never stored.
class FusedProduct {
public:
  /// `product` is getProductBehind(root), and there are `rows` rows.
  static FailureOr<FusedProduct> of(LinearOp product, Operation *root,
                                    Value rows, Emitter &e,
                                    ConversionPatternRewriter &rewriter,
                                    LoweringContext &lowering);

  using Write = function_ref<void(Value row, const Piece &piece, Value value)>;
  using ComputeRows = function_ref<void(Value from, Value to, Write write)>;

  /// The rows [from, to) by one thread. `compute` emits the rows of `root`.
  void emitRows(Emitter &e, Value from, Value to, ComputeRows compute) const;
  /// One row, which all threads may compute together.
  void emitRow(Emitter &e, Value row,
               function_ref<void(Write write)> compute) const;

  /// Replaces `root`, the product and all ops that were fused with them.
  void replace(ConversionPatternRewriter &rewriter) const;

private:
  FusedProduct(LinearOp op, Operation *root, Epilogue epilogue,
               TileProduct product, JoinedProducts inner, JoinedProducts outer,
               RowWriter writer, int64_t tileRows, int64_t stride)
      : op(op), root(root), epilogue(std::move(epilogue)),
        product(std::move(product)), inner(std::move(inner)),
        outer(std::move(outer)), writer(std::move(writer)), tileRows(tileRows),
        stride(stride) {}

  LinearOp op;
  Operation *root;
  /// What is computed on the rows of `root`.
  Epilogue epilogue;
  TileProduct product;
  /// What is added to the rows of `root`, and to the product.
  JoinedProducts inner, outer;
  RowWriter writer;
  int64_t tileRows;
  /// Elements from one row of a tile to the next.
  int64_t stride;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_FUSEDPRODUCT_H
