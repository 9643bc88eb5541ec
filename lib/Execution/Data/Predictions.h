//===- Predictions.h - Shared steps of the metrics --------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_EXECUTION_DATA_PREDICTIONS_H
#define GNN_OPT_LIB_EXECUTION_DATA_PREDICTIONS_H

#include "gnn-opt/Execution/Metrics.h"

namespace mlir::gnn {

/// `values` has rows * classes elements, classes >= 1, and no NaN: an order
/// that NaN breaks must not choose a class.
llvm::Error checkLogits(LogitsRef logits);

/// predictClasses() of logits that checkLogits() accepts.
std::vector<int64_t> argmaxRows(LogitsRef logits);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_EXECUTION_DATA_PREDICTIONS_H
