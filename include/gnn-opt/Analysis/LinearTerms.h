//===- LinearTerms.h - Values that are linear in weights --------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Between two nonlinearities a layer is a sum of products whose rows are
// mapped:
//
//   Z = sum_i T_i (x_i W_i^T) + sum_j (T_j 1) b_j^T + R
//     = sum_i (T_i x_i) W_i^T + sum_j (T_j 1) b_j^T + R
//
// For GCN, T is the normalised adjacency; GraphSAGE has two terms, one for the
// neighbours and one for the node itself. Z is linear in all W and b at once,
// so that least squares fits them in closed form, on the Gram matrix of the
// features T_i x_i. What else is added, R, is no weight's: a residual value.
//
// No op is known here: ChannelOpInterface says what multiplies features with a
// weight, RowLinearOpInterface what maps rows.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_ANALYSIS_LINEARTERMS_H
#define GNN_OPT_ANALYSIS_LINEARTERMS_H

#include "gnn-opt/Analysis/ChannelGroups.h"

namespace mlir::gnn {

/// T, a composition of maps on rows, the first one first: each by the operand
/// at which a RowLinearOpInterface takes the rows up. Empty where T is the
/// identity.
using RowMaps = SmallVector<OpOperand *, 4>;

/// T (x W^T).
struct LinearTerm {
  /// What multiplies.
  Operation *op;
  /// [N, I], dense or sparse.
  Value x;
  /// [O, I]
  ml_program::GlobalOp weight;
  RowMaps rows;
};

/// T (1 b^T): a vector that is added to each row.
struct LinearBias {
  /// What adds.
  Operation *op;
  /// [O]
  ml_program::GlobalOp vector;
  RowMaps rows;
};

struct LinearSum {
  /// Z: the last value that is linear in the weights, or that several ops read.
  Value value;
  /// In the order of their ops; at least one.
  SmallVector<LinearTerm, 2> terms;
  SmallVector<LinearBias, 2> biases;
};

/// The sums of all functions, in the order in which their values are computed.
/// Products with something else than a parameter, and layer ops, are in none:
/// run `gnn-decompose-layers` first.
std::vector<LinearSum> findLinearSums(const ChannelGroups &groups);

/// Builds T x for features `x` of any width, dense or sparse, with as many rows
/// as the term's own. The builder stands where T's other operands are visible,
/// such as behind the sum.
Value propagate(OpBuilder &builder, const RowMaps &rows, Value x);
inline Value propagate(OpBuilder &builder, const LinearTerm &term, Value x) {
  return propagate(builder, term.rows, x);
}

} // namespace mlir::gnn

#endif // GNN_OPT_ANALYSIS_LINEARTERMS_H
