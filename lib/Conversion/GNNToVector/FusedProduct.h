//===- FusedProduct.h - Rows that are multiplied while cached - -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_FUSEDPRODUCT_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_FUSEDPRODUCT_H

#include "HeadDots.h"
#include "JoinedProducts.h"
#include "TileProduct.h"

#include "gnn-opt/Analysis/ProductFusion.h"

namespace mlir::gnn {

/// The rows of a tile in a thread's own memory, `stride` elements each: whole
/// blocks of the rows of a product with so many inputs, as many as a cache has
/// room for.
int64_t countTileRows(int64_t inputs, int64_t stride);

/// The product that multiplies the rows of `root` as a FusedProduct, or null. A
/// remark says why not where it only could.
LinearOp findFusedProduct(Operation *root, const LoweringContext &lowering);

/// Products with rows that another op computes: a tile of them, small enough
/// for a cache, goes to the thread's own memory and is multiplied at once; so
/// is the product, where another one alone reads it. The matrix of all rows is
/// never stored.
class FusedProduct {
public:
  /// `product` is findFusedProduct(root), and there are `rows` rows.
  static FailureOr<FusedProduct> of(LinearOp product, Operation *root,
                                    Value rows, Emitter &e,
                                    ConversionPatternRewriter &rewriter,
                                    LoweringContext &lowering);

  using ComputeRows =
      function_ref<void(Value from, Value to, const RowWriter &writer)>;
  using ComputeRow = function_ref<void(const RowWriter &writer)>;

  /// The rows [from, to) by one thread. `compute` emits the rows of `root`.
  void emitRows(Emitter &e, Value from, Value to, ComputeRows compute) const;
  /// One row, which all threads may compute together.
  void emitRow(Emitter &e, Value row, ComputeRow compute) const;

  /// Replaces `root`, the products and all ops that were fused with them.
  void replace(ConversionPatternRewriter &rewriter) const;

private:
  /// A product with the rows of `root`.
  struct Stage {
    Operation *root;
    LinearOp op;
    /// What is computed on the rows before.
    Epilogue epilogue;
    /// What is added to them.
    JoinedProducts joined;
    TileProduct product;
  };

  /// A thread's own memory: the tiles that stages read, of which two take
  /// turns, and what is added to the rows of each stage and of the last
  /// product.
  struct Tiles {
    Values rows;
    SmallVector<Values> added;

    RowTile of(size_t stage, Value first) const {
      return {rows[stage % 2], first};
    }
  };

  FusedProduct(std::vector<Stage> stages, JoinedProducts joined,
               RowWriter writer, HeadDots dots, int64_t vectorWidth);

  static FailureOr<Stage> makeStage(LinearOp product, Operation *root,
                                    Emitter &e,
                                    ConversionPatternRewriter &rewriter,
                                    LoweringContext &lowering);
  void remark(const LoweringContext &lowering) const;
  Tiles allocateTiles(Emitter &e) const;
  /// Where the rows [from, to) go that a stage reads, or the last product's.
  RowWriter getWriter(Emitter &e, const Tiles &tiles, size_t stage, Value from,
                      Value to) const;
  void emitDots(Emitter &e, Value from, Value to) const;

  std::vector<Stage> stages;
  /// What is added to the last product.
  JoinedProducts joined;
  RowWriter writer;
  /// What is computed of the last product's rows.
  HeadDots dots;
  int64_t tileRows;
  /// Elements from one row of a tile to the next.
  int64_t stride;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_FUSEDPRODUCT_H
