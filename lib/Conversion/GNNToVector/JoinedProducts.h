//===- JoinedProducts.h - Products in another op's tiles ------ -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_JOINEDPRODUCTS_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_JOINEDPRODUCTS_H

#include "TileProduct.h"

namespace mlir::gnn {

/// Says which products that are added to the rows of another op are not
/// multiplied beside them, and why.
void remarkObstacles(const LoweringContext &lowering);

/// The products that ops behind another op's rows read. Whoever computes a tile
/// of these rows multiplies the same rows first, into memory of its own: the
/// matrix of the product is never stored.
class JoinedProducts {
public:
  /// Those that the elementwise ops behind `root` read.
  static FailureOr<JoinedProducts> behind(Operation *root, Emitter &e,
                                          ConversionPatternRewriter &rewriter,
                                          LoweringContext &lowering);

  bool empty() const { return products.empty(); }
  /// At most so many rows are multiplied at a time.
  int64_t countTileRows() const;

  /// Memory for tiles of some rows of all products.
  Values allocate(Emitter &e, int64_t rows) const;
  /// Multiplies the rows [from, to) into `memory`. Returns the writer that
  /// reads them there.
  RowWriter multiply(Emitter &e, ValueRange memory, Value from, Value to,
                     const RowWriter &writer) const;
  /// The same for one row.
  RowWriter multiplyRow(Emitter &e, Value row, const RowWriter &writer) const;

  using TileBody =
      function_ref<void(Value from, Value to, const RowWriter &writer)>;
  /// Runs body(from, to, writer) on the rows [from, to), multiplied by tiles.
  void forEachTile(Emitter &e, Value from, Value to, const RowWriter &writer,
                   TileBody body) const;

  /// Nobody reads them any more.
  void erase(ConversionPatternRewriter &rewriter) const;

private:
  struct Product {
    Value result;
    TileProduct product;
    TileProduct::Features x;
    int64_t inputs;
    /// Elements from one row of a tile to the next.
    int64_t stride;
  };
  LogicalResult append(LinearOp op, Emitter &e,
                       ConversionPatternRewriter &rewriter,
                       LoweringContext &lowering);

  SmallVector<Product> products;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_JOINEDPRODUCTS_H
