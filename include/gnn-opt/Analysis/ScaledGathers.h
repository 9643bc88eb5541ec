//===- ScaledGathers.h - Scalings that sums take along ----------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A scaling of features that no op of the function computes is a pass over all
// rows, and memory for them. An edge that reads a row can scale it instead, for
// one load more.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_ANALYSIS_SCALEDGATHERS_H
#define GNN_OPT_ANALYSIS_SCALEDGATHERS_H

#include "gnn-opt/Dialect/GNN/GNN.h"

namespace mlir::gnn {

/// The aggregate that can do the scaling itself, since it alone reads the rows,
/// with the elementwise ops behind it; null where there is none.
AggregateOp getGatherOfScaling(ScaleRowsOp scaling);

/// Rows are scaled beforehand where they have more readers than this part of
/// their channels, and are no more bytes than a cache holds: beyond, memory is
/// worth more than what is gained. Measured, see
/// docs/rationale/gcn-normalisation.md.
inline constexpr double readersPerChannel = 0.75;
inline constexpr int64_t mostScaledBytes = 32 * 1024 * 1024;

/// Whether an aggregate scales rows when it reads them, on a graph of this
/// size.
bool isScaledWhenGathered(ScaleRowsOp scaling, const ValueSizes &sizes);

} // namespace mlir::gnn

#endif // GNN_OPT_ANALYSIS_SCALEDGATHERS_H
