//===- WeightRemarks.h - What users are told of weights ---------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TRANSFORMS_PRUNING_WEIGHTREMARKS_H
#define GNN_OPT_LIB_TRANSFORMS_PRUNING_WEIGHTREMARKS_H

#include "WeightSelection.h"

namespace mlir::gnn {

/// Weights that an op reads through another op, which are not found.
void remarkNoParameters(StringRef pass, const ChannelGroups &groups);

/// A weight that loses elements and is not stored as a sparse one.
void remarkStaysDense(StringRef pass, ml_program::GlobalOp parameter);

/// What part of the product's square changes when the matrix gets `values`.
/// Fails with an error on a weight without statistics.
LogicalResult remarkOutputError(StringRef pass, ScoringContext &context,
                                const WeightMatrix &matrix,
                                ArrayRef<double> values);

/// How many of all weights are zero.
void remarkZeros(StringRef pass, ModuleOp module,
                 ArrayRef<WeightMatrix> matrices);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TRANSFORMS_PRUNING_WEIGHTREMARKS_H
