//===- UnreadOutputs.h - Outputs whose readers became zero ------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TRANSFORMS_PRUNING_UNREADOUTPUTS_H
#define GNN_OPT_LIB_TRANSFORMS_PRUNING_UNREADOUTPUTS_H

#include "WeightSelection.h"

namespace mlir::gnn {

/// An output of a matrix is unread where all weights that multiply its channel
/// are zero or removed, and nothing else shows the channel.
class UnreadOutputs {
public:
  UnreadOutputs(ScoringContext &context,
                MutableArrayRef<WeightMatrix> matrices);

  /// The matrices, by the last op that multiplies with them.
  ArrayRef<WeightMatrix *> getLastFirst() const { return lastFirst; }

  /// Sets the scores of the weights of outputs that are unread by now to 0.
  void clearScores(WeightMatrix &matrix);

private:
  bool isUnread(unsigned channel);

  ScoringContext &context;
  DenseMap<Operation *, WeightMatrix *> matrixOf;
  SmallVector<WeightMatrix *> lastFirst;
  /// By channel: whether only products show it.
  llvm::BitVector hidden;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TRANSFORMS_PRUNING_UNREADOUTPUTS_H
