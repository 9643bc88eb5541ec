//===- MatchSums.h - The same layer in two models ---------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_RECOVERY_MATCHSUMS_H
#define GNN_OPT_LIB_TUNING_RECOVERY_MATCHSUMS_H

#include "gnn-opt/Analysis/LinearTerms.h"

#include <string>

namespace mlir::gnn {

/// A sum of a pruned model, and what it is in the reference.
struct MatchedSum {
  LinearSum sum;
  /// The names of the weights, for messages.
  std::string name;
  /// Null where the reference has no such sum.
  Value reference;
  /// For each channel of the sum its channel in the reference.
  SmallVector<int64_t> channels;
};

/// All sums of a model, each with the reference's sum of products with the same
/// parameters and maps. Fails with an error on a weight of a sum whose channels
/// the reference lacks.
FailureOr<std::vector<MatchedSum>> matchSums(ModuleOp model,
                                             ModuleOp reference);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_RECOVERY_MATCHSUMS_H
