//===- ProductFusion.h - Which products multiply rows at once ---*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rows that are reduced over neighbours, or products themselves, and that a
// product alone reads can be multiplied while they are in a cache: the matrix
// of all of them is never stored. Nor is a product that is only added to other
// rows: whoever computes a tile of these multiplies the same rows beside. The
// lowering does so, and the time model knows of it.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_ANALYSIS_PRODUCTFUSION_H
#define GNN_OPT_ANALYSIS_PRODUCTFUSION_H

#include "gnn-opt/Analysis/ElementwiseChain.h"
#include "gnn-opt/Analysis/HeadDotFusion.h"
#include "gnn-opt/Dialect/GNN/GNN.h"

namespace mlir::gnn {

/// Rows that a dense product takes at a time, a multiple of the rows of every
/// register tile: as many as stay in the L1 cache while all of the weight goes
/// by.
int64_t getProductBlockRows(int64_t inputs);
/// Whether a thread's cache has room for so many rows of `channels` each.
bool fitsCache(int64_t inputs, int64_t channels);

/// Which ops are computed in the loop of another one.
class ProductFusion {
public:
  /// Elementwise ops, but no products.
  ProductFusion() = default;
  /// All that is possible in a function, or in every function of a module.
  static ProductFusion find(Operation *scope);

  /// Whether the op is a product that is multiplied beside the rows of another
  /// op, which its only reader adds it to.
  bool isJoined(Operation *op) const { return joined.contains(op); }
  /// Why a product that is only added to other rows is not joined to them.
  ArrayRef<std::pair<LinearOp, const char *>> getObstacles() const {
    return obstacles;
  }

  /// The elementwise op that is computed on the rows of `running` while `root`
  /// writes them, or null.
  ElementwiseOpInterface getReader(Operation *root, Value running) const {
    return getFusibleReader(root, running, joined);
  }
  /// The op on whose rows `op` is computed.
  Operation *getRoot(Operation *op) const { return getChainRoot(op, joined); }
  /// Whether the rows of `root` are computed tile by tile.
  bool computesTiles(Operation *root) const;
  /// `root` and the elementwise ops that are computed on its rows.
  SmallVector<Operation *> getRowChain(Operation *root) const;

  /// The product that alone reads the rows of `root`, a reduction or a product,
  /// behind the elementwise ops that are computed on them; null where there is
  /// none.
  LinearOp getProductBehind(Operation *root) const;
  /// getProductBehind where it is fused, or null.
  LinearOp getFusedProduct(Operation *root) const;
  /// The op whose rows `product` multiplies while they are in a cache, or null.
  Operation *getFusedRoot(LinearOp product) const;

  /// Dot products of heads in the loop of the op that writes or reads their
  /// rows.
  const HeadDotFusion &getHeadDots() const { return headDots; }

private:
  void join(LinearOp product);
  bool join(LinearOp product, ElementwiseOpInterface reader, Value rows);

  JoinedOps joined;
  HeadDotFusion headDots;
  SmallVector<std::pair<LinearOp, const char *>> obstacles;
};

/// Why the rows that `product` reads are stored before, or null.
const char *whyNotFused(LinearOp product);

} // namespace mlir::gnn

#endif // GNN_OPT_ANALYSIS_PRODUCTFUSION_H
