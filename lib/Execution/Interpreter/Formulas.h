//===- Formulas.h - Sub-formulas that several ops share ---------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_EXECUTION_INTERPRETER_FORMULAS_H
#define GNN_OPT_LIB_EXECUTION_INTERPRETER_FORMULAS_H

#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Execution/InterpreterValue.h"

#include "llvm/ADT/Sequence.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mlir::gnn {

/// The edges of row i; edge e comes from node graph.colIdx[e].
inline auto edgesInto(const Graph &graph, int64_t node) {
  return llvm::seq(graph.rowPtr[node], graph.rowPtr[node + 1]);
}

/// The in-degree: the number of edges of row i.
inline double getDegree(const Graph &graph, int64_t node) {
  return graph.rowPtr[node + 1] - graph.rowPtr[node];
}

/// d^(-1/2), and 0 for d = 0, as PyG's gcn_norm has it.
inline double inverseSqrt(double degree) {
  return degree > 0 ? 1.0 / std::sqrt(degree) : 0.0;
}

/// Without the self loops that are there, and with one at the end of each row.
Graph withSelfLoops(const Graph &graph);

/// y[n, o] = sum over i of x[n, i] * w[o, i], x dense or sparse.
Matrix multiplyTransposed(const InterpreterValue &x, const Matrix &weight);

/// y[n, h] = sum over c of x[n, h * C + c] * a[h, c].
Matrix dotHeads(const Matrix &x, const Matrix &vector);

/// y[n, c] = (1 / H) * sum over h of x[n, h * C + c].
Matrix meanOfHeads(const Matrix &x, int64_t heads);

/// x / max(|x|, 1e-12): PyTorch's F.normalize.
RowVector l2Normalize(const RowVector &x);

/// y[i, c] = sum over edges (j -> i) of p[j, h] * x[j, c], p the softmax over
/// the row of leaky_relu(source[j, h] + target[i, h]), h = head(c). Node i is
/// also `missing[i]` times its own neighbour, unless that is null.
Matrix attend(const Graph &graph, const Matrix &x, const Matrix &source,
              const Matrix &target, double negativeSlope,
              const Vector *missing = nullptr);

/// x where x >= 0, else slope * x.
inline double leakyRelu(double x, double slope) {
  return x >= 0 ? x : slope * x;
}

/// The larger one; NaN where one is NaN, as in PyTorch.
inline double maximum(double a, double b) {
  return std::isnan(b) || b > a ? b : a;
}
inline double minimum(double a, double b) { return -maximum(-a, -b); }

/// p[k] = exp(s[k] - m) / (sum over l of exp(s[l] - m) + 1e-16), m the largest
/// score; the 1e-16 is PyG's. The last score counts `lastCount` times.
inline std::vector<double> softmax(ArrayRef<double> scores,
                                   double lastCount = 1) {
  double largest = -std::numeric_limits<double>::infinity();
  for (double score : scores)
    largest = maximum(largest, score);
  std::vector<double> result;
  double sum = 0;
  for (double score : scores) {
    result.push_back(std::exp(score - largest));
    if (result.size() == scores.size())
      result.back() *= lastCount;
    sum += result.back();
  }
  for (double &value : result)
    value /= sum + 1e-16;
  return result;
}

/// The sum, mean, maximum or minimum of rows, channel by channel; zeros where
/// there are no rows.
class RowReducer {
public:
  RowReducer(ReductionKind kind, int64_t channels)
      : kind(kind), value(RowVector::Zero(channels)) {}

  void add(const RowVector &row) { value = count++ == 0 ? row : combine(row); }

  RowVector get() const {
    return kind == ReductionKind::mean && count ? RowVector(value / count)
                                                : value;
  }

private:
  RowVector combine(const RowVector &row) const {
    switch (kind) {
    case ReductionKind::sum:
    case ReductionKind::mean:
      return value + row;
    case ReductionKind::max:
      return value.binaryExpr(row, &maximum);
    case ReductionKind::min:
      return value.binaryExpr(row, &minimum);
    }
  }

  ReductionKind kind;
  RowVector value;
  int64_t count = 0;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_EXECUTION_INTERPRETER_FORMULAS_H
