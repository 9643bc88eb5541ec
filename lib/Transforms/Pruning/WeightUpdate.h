//===- WeightUpdate.h - What becomes of weights -----------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TRANSFORMS_PRUNING_WEIGHTUPDATE_H
#define GNN_OPT_LIB_TRANSFORMS_PRUNING_WEIGHTUPDATE_H

#include "WeightChoice.h"

namespace mlir::gnn {

/// Makes zero what goes of the matrix, chooses it first where the choice is
/// made while compensating, and lets what stays make up for it. What was zero
/// stays so, and is not in `removed` afterwards. Fails with an error where the
/// criterion cannot compensate, or compensates with what f32 does not hold.
LogicalResult updateValues(StringRef pass, ScoringContext &context,
                           const WeightChoice &choice, WeightMatrix &matrix);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TRANSFORMS_PRUNING_WEIGHTUPDATE_H
