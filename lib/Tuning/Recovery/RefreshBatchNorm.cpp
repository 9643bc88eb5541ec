//===- RefreshBatchNorm.cpp - Statistics of a model's own values ----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RefreshBatchNorm.h"

#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

namespace {
struct Moments {
  RowVector mean, variance;
};
} // namespace

/// Nothing where the rows that count are fewer than two.
static std::optional<Moments> computeMoments(const Matrix &x,
                                             const Vector &weights) {
  double sum = weights.sum();
  double freedom = sum > 0 ? sum - weights.squaredNorm() / sum : 0;
  // One row: what is left of its weight is rounding.
  if (!(freedom > 1e-12 * sum))
    return std::nullopt;
  Moments moments;
  moments.mean = weights.transpose() * x / sum;
  Matrix centred = x.rowwise() - moments.mean;
  moments.variance =
      weights.transpose() * centred.array().square().matrix() / freedom;
  return moments;
}

static LogicalResult leave(BatchNormOp op, StringRef reason) {
  remark::missed(op.getLoc(), recoveryRemark())
      << remark::reason("batch normalisation stays: {0}", reason);
  return success();
}

static LogicalResult refresh(RecoverySession &session, BatchNormOp op) {
  GlobalOp mean = getParameter(op.getMean());
  GlobalOp variance = getParameter(op.getVariance());
  if (!mean || !variance)
    return leave(op, "its statistics are no parameters");
  if (isShared(mean) || isShared(variance))
    return leave(op, "another op reads its statistics");
  auto x = session.getProbe().evaluate({op.getX()});
  if (failed(x))
    return failure();
  const Matrix &features = x->front().matrix();
  const Vector *weights = session.findWeights(features.rows());
  if (!weights)
    return leave(op, "its rows are neither nodes nor graphs");
  std::optional<Moments> moments = computeMoments(features, *weights);
  if (!moments)
    return leave(op, "fewer than two rows count");
  if (!moments->mean.allFinite() || !moments->variance.allFinite())
    return op.emitOpError("expects finite features but got others");
  session.setValues(mean, ArrayRef(moments->mean.data(), moments->mean.size()));
  session.setValues(
      variance, ArrayRef(moments->variance.data(), moments->variance.size()));
  session.addLayer(
      {mean.getSymName().str() + ", " + variance.getSymName().str()});
  remark::passed(op.getLoc(), recoveryRemark())
      << remark::add("{0} refreshed", session.getLayers().back().name);
  return success();
}

LogicalResult gnn::refreshBatchNorms(RecoverySession &session) {
  WalkResult result =
      session.getProbe().getFunction().walk([&](BatchNormOp op) {
        return failed(refresh(session, op)) ? WalkResult::interrupt()
                                            : WalkResult::advance();
      });
  return failure(result.wasInterrupted());
}
