//===- Verify.h - What is known of the difference ---------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TOOLS_GNN_VERIFY_EQUIVALENCE_VERIFY_H
#define GNN_OPT_TOOLS_GNN_VERIFY_EQUIVALENCE_VERIFY_H

#include "Trials.h"
#include "gnn-opt/Analysis/ModelComparison.h"

namespace mlir::gnn {

struct Verdict {
  /// Of the widest domain for which they were proved equal.
  std::optional<ProofClass> proof;
  /// Over the narrowest domain; absent where proved.
  std::optional<DifferenceBounds> bounds;
  /// Absent where proved.
  std::optional<TrialSummary> trials;
  /// Rows of the data whose prediction cannot differ, of all; absent without
  /// data, and where proved.
  std::optional<int64_t> certainPredictions;

  double getBound() const { return proof ? 0 : bounds->getLargest(); }
  bool isBounded(double tolerance) const { return getBound() <= tolerance; }
  bool isEqual(double tolerance) const {
    return isBounded(tolerance) || trials->maxAbs <= tolerance;
  }
};

llvm::Expected<Verdict> verifyEquivalence(const VerifyOptions &options,
                                          const Comparison &comparison);

} // namespace mlir::gnn

#endif // GNN_OPT_TOOLS_GNN_VERIFY_EQUIVALENCE_VERIFY_H
