//===- Trials.h - Both models on the same inputs ----------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TOOLS_GNN_VERIFY_EQUIVALENCE_TRIALS_H
#define GNN_OPT_TOOLS_GNN_VERIFY_EQUIVALENCE_TRIALS_H

#include "Models.h"
#include "gnn-opt/Execution/Engine.h"

namespace mlir::gnn {

/// What runs in double precision showed.
struct TrialSummary {
  int64_t inputs = 0;
  /// The largest over all inputs, as compareLogits() has them.
  double maxAbs = 0, maxRel = 0;
  int64_t changedPredictions = 0;
  /// The first model's on the data; empty without data.
  std::optional<Logits> dataLogits;
};

/// Runs both on random inputs of the narrowest domain, and on the data. On a
/// large graph there are fewer of them, on data at least the data itself.
llvm::Expected<TrialSummary> runTrials(const VerifyOptions &options,
                                       const Comparison &comparison);

} // namespace mlir::gnn

#endif // GNN_OPT_TOOLS_GNN_VERIFY_EQUIVALENCE_TRIALS_H
