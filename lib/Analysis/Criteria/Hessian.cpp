//===- Hessian.cpp - The curvature of a layer's error ---------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Hessian.h"

using namespace mlir;
using namespace mlir::gnn;
using Eigen::MatrixXd;
using ml_program::GlobalOp;

static MatrixXd dampGram(const FeatureStatistics &statistics, double damping) {
  int64_t size = statistics.getNumChannels();
  if (size == 0)
    return MatrixXd();
  MatrixXd gram =
      Eigen::Map<const MatrixXd>(statistics.gram.data(), size, size);
  // What never sees a feature is as good one way as another.
  if (gram.isZero(0))
    return MatrixXd::Identity(size, size);
  gram.diagonal().array() += damping * gram.diagonal().mean();
  return gram;
}

FailureOr<Hessian> Hessian::get(ScoringContext &context, GlobalOp weight) {
  auto statistics = context.getStatistics(weight, CriterionNeeds::gram);
  if (failed(statistics))
    return failure();
  Hessian hessian(dampGram(**statistics, context.getDamping()));
  // Beyond this condition, few digits of a solution are correct.
  bool isRegular =
      hessian.factor.info() == Eigen::Success && hessian.factor.rcond() > 1e-12;
  if (isRegular)
    return hessian;
  return weight.emitError("parameter '")
         << weight.getSymName()
         << "' expects a Gram matrix that is positive definite but got a "
            "singular one; a larger damping makes it so";
}
