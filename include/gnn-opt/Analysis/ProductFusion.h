//===- ProductFusion.h - Which products multiply rows at once ---*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rows that are reduced over neighbours and that a product alone reads can be
// multiplied while they are in a cache: the matrix of all of them is never
// stored. The lowering does so, and the time model knows of it.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_ANALYSIS_PRODUCTFUSION_H
#define GNN_OPT_ANALYSIS_PRODUCTFUSION_H

#include "gnn-opt/Dialect/GNN/GNN.h"

namespace mlir::gnn {

/// Rows that a dense product takes at a time, a multiple of the rows of every
/// register tile: as many as stay in the L1 cache while all of the weight goes
/// by.
int64_t getProductBlockRows(int64_t inputs);
/// Whether a thread's cache has room for so many rows of `channels` each.
bool fitsCache(int64_t inputs, int64_t channels);

/// `root` and the elementwise ops that are computed on its rows.
SmallVector<Operation *> getRowChain(Operation *root);

/// The product that alone reads the rows of the reduction `root`, behind the
/// elementwise ops that are computed on them; null where there is none.
LinearOp getProductBehind(Operation *root);

/// Why the rows that `product` reads are stored before, or null.
const char *whyNotFused(LinearOp product);

/// getProductBehind where it is fused, or null.
LinearOp getFusedProduct(Operation *root);

} // namespace mlir::gnn

#endif // GNN_OPT_ANALYSIS_PRODUCTFUSION_H
