//===- Norms.cpp - Normalisations that read a whole row or graph ----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Checks.h"
#include "Evaluation.h"
#include "Formulas.h"

using namespace mlir;
using namespace mlir::gnn;

/// The rows of each graph of a batch.
static void forEachGraph(Matrix &x, const SegmentPtr &ptr,
                         function_ref<void(Eigen::Ref<Matrix>)> body) {
  for (size_t graph = 0; graph + 1 < ptr.size(); ++graph)
    body(x.middleRows(ptr[graph], ptr[graph + 1] - ptr[graph]));
}

//===----------------------------------------------------------------------===//
// Layer normalisation
//===----------------------------------------------------------------------===//

/// (x - mean) / sqrt(variance + epsilon) over all elements of the block, the
/// variance biased. An empty block stays.
static void standardize(Eigen::Ref<Matrix> block, double epsilon) {
  if (block.size() == 0)
    return;
  block.array() -= block.mean();
  double variance = block.array().square().mean();
  block /= std::sqrt(variance + epsilon);
}

/// PyG's LayerNorm(mode="graph") without a batch adds epsilon to the standard
/// deviation, not to the variance.
static void standardizeUnbatched(Matrix &x, double epsilon) {
  if (x.size() == 0)
    return;
  x.array() -= x.mean();
  x /= std::sqrt(x.array().square().mean()) + epsilon;
}

static void layerNorm(Matrix &x, LayerNormMode mode, const SegmentPtr *ptr,
                      double epsilon) {
  if (mode == LayerNormMode::node) {
    for (int64_t node : llvm::seq(x.rows()))
      standardize(x.middleRows(node, 1), epsilon);
    return;
  }
  if (!ptr)
    return standardizeUnbatched(x, epsilon);
  forEachGraph(x, *ptr,
               [&](Eigen::Ref<Matrix> rows) { standardize(rows, epsilon); });
}

Result gnn::evaluate(LayerNormOp op, Operands<LayerNormOp> in) {
  Matrix y = in.getX().matrix();
  InterpreterValue ptr = in.getPtr();
  if (ptr && failed(expectSegments(op, ptr.segments(), y.rows())))
    return failure();
  layerNorm(y, op.getMode(), ptr ? &ptr.segments() : nullptr,
            op.getEpsilon().convertToDouble());
  if (InterpreterValue weight = in.getWeight()) {
    y.array().rowwise() *= weight.vector().transpose().array();
    y.rowwise() += in.getBias().vector().transpose();
  }
  return InterpreterValue(std::move(y));
}

//===----------------------------------------------------------------------===//
// Rows
//===----------------------------------------------------------------------===//

RowVector gnn::l2Normalize(const RowVector &x) {
  return x / std::max(x.norm(), 1e-12);
}

Result gnn::evaluate(L2NormalizeOp, Operands<L2NormalizeOp> in) {
  Matrix y = in.getX().matrix();
  for (int64_t node : llvm::seq(y.rows()))
    y.row(node) = l2Normalize(y.row(node));
  return InterpreterValue(std::move(y));
}

/// y[c] = x[c] - m - log(sum over k of exp(x[k] - m)), m the largest element.
Result gnn::evaluate(LogSoftmaxOp, Operands<LogSoftmaxOp> in) {
  Matrix y = in.getX().matrix();
  if (y.cols() == 0)
    return in.getX();
  for (int64_t node : llvm::seq(y.rows())) {
    y.row(node).array() -= y.row(node).maxCoeff();
    y.row(node).array() -= std::log(y.row(node).array().exp().sum());
  }
  return InterpreterValue(std::move(y));
}

/// z / max(sum of z over the row, 1), z = x - min(x).
static void normalizeDense(Eigen::Ref<Matrix> z) {
  if (z.size() == 0)
    return;
  z.array() -= z.minCoeff<Eigen::PropagateNaN>();
  for (int64_t node : llvm::seq(z.rows()))
    z.row(node) /= std::max(z.row(node).sum(), 1.0);
}

/// The same where the least element is an implicit zero.
static Result normalizeSparse(NormalizeFeaturesOp op, SparseMatrix z) {
  for (int64_t node : llvm::seq(z.rows())) {
    double sum = 0;
    for (SparseMatrix::InnerIterator element(z, node); element; ++element) {
      if (element.value() < 0)
        return op.emitOpError(
                   "expects sparse features that are not negative but got ")
               << element.value() << " in row " << node << ", column "
               << element.col();
      sum += element.value();
    }
    for (SparseMatrix::InnerIterator element(z, node); element; ++element)
      element.valueRef() /= std::max(sum, 1.0);
  }
  return InterpreterValue(std::move(z));
}

Result gnn::evaluate(NormalizeFeaturesOp op, Operands<NormalizeFeaturesOp> in) {
  InterpreterValue ptr = in.getPtr();
  if (ptr && failed(expectSegments(op, ptr.segments(), in.getX().getNumRows())))
    return failure();
  if (in.getX().is<SparseMatrix>())
    return normalizeSparse(op, in.getX().sparse());
  Matrix z = in.getX().matrix();
  if (ptr)
    forEachGraph(z, ptr.segments(), normalizeDense);
  else
    normalizeDense(z);
  return InterpreterValue(std::move(z));
}
