//===- RefreshBatchNorm.h - Statistics of a model's own values --*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_RECOVERY_REFRESHBATCHNORM_H
#define GNN_OPT_LIB_TUNING_RECOVERY_REFRESHBATCHNORM_H

#include "Session.h"

namespace mlir::gnn {

/// Gives each batch normalisation, one after the other, the mean and the
/// variance of what it normalises, over rows by their weights c:
///   m = sum c x / S,   v = sum c (x - m)^2 / (S - sum c^2 / S),   S = sum c
/// For equal weights v divides by n - 1, as PyTorch's running variance does.
LogicalResult refreshBatchNorms(RecoverySession &session);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_RECOVERY_REFRESHBATCHNORM_H
