//===- RefitSum.h - One layer by least squares ------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_RECOVERY_REFITSUM_H
#define GNN_OPT_LIB_TUNING_RECOVERY_REFITSUM_H

#include "MatchSums.h"
#include "Session.h"

namespace mlir::gnn {

/// Brings the sum Z closest to Z0, the values [N, O] of the reference's: by all
/// weights and biases of the sum, or, with the method bias, by one bias. Says
/// by a remark what the error was and is, or why nothing changed. Fails with an
/// error on the sum where the Gram matrix is singular or values are not finite.
LogicalResult refitSum(RecoverySession &session, const MatchedSum &match,
                       const Matrix &reference);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_RECOVERY_REFITSUM_H
