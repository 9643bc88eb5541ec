//===- Unknowns.h - What least squares may change ---------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_RECOVERY_UNKNOWNS_H
#define GNN_OPT_LIB_TUNING_RECOVERY_UNKNOWNS_H

#include "LeastSquares.h"
#include "Session.h"
#include "gnn-opt/Analysis/LinearTerms.h"

namespace mlir::gnn {

/// The parameters of a sum that are fitted, side by side as the K features of a
/// regression: the inputs of each weight, then each bias.
class Unknowns {
public:
  /// Those that no other op reads; with the method bias one bias and no weight.
  Unknowns(const LinearSum &sum, RecoveryMethod method);

  bool empty() const { return terms.empty() && biases.empty(); }
  /// Features of weights, and K.
  int64_t getNumWeights() const;
  int64_t getNumFeatures() const { return getNumWeights() + biases.size(); }

  /// Builds what the parameters multiply: T x of each term, T 1 of each bias.
  SmallVector<Value> buildFeatures(ModelProbe &probe) const;

  /// Reads the values as they are. Fails with an error where there are none.
  LogicalResult readValues();

  /// For sparse weights their nonzero elements; everything where none is.
  Support findSupport(int64_t numTargets) const;

  /// Adds the change [K, O] to the values.
  void apply(RecoverySession &session, const ColumnMatrix &change) const;

private:
  SmallVector<LinearTerm, 2> terms;
  SmallVector<LinearBias, 2> biases;
  /// Those of the terms, then of the biases.
  std::vector<std::vector<float>> values;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_RECOVERY_UNKNOWNS_H
