//===- ScaledGather.h - Rows that a sum scales ---------------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_SCALEDGATHER_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_SCALEDGATHER_H

#include "Lowering.h"

namespace mlir::gnn {

/// Finds the scalings that aggregates do themselves, while all ops are there:
/// LoweringContext::joined has them.
void findScaledGathers(Operation *function, LoweringContext &lowering);

/// Scales the rows that `op` gathers, where the number of `edges` pays for it;
/// nothing where their scaling is an op of its own.
std::optional<ScaledRows> scaleGatheredRows(AggregateOp op, Value edges,
                                            Emitter &e,
                                            ConversionPatternRewriter &rewriter,
                                            LoweringContext &lowering);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_SCALEDGATHER_H
