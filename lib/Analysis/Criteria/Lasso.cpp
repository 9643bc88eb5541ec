//===- Lasso.cpp - Channels in the order in which a penalty drops them ----===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Criteria.h"
#include "GroupCriterion.h"
#include "LayerError.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// The path of "Regularization paths for generalized linear models via
/// coordinate descent" (Friedman et al., 2010): so many penalties, from the
/// first that keeps nothing to this fraction of it.
static constexpr int numPenalties = 100;
static constexpr double lastPenalty = 1e-4;
/// Of coordinate descent, for each penalty.
static constexpr int maxSweeps = 200;
static constexpr double tolerance = 1e-6;

/// A_kl = sum over readers of (W^T W)_ij G_ij, for i the columns of k and j
/// those of l, so that |Y - X diag(beta) W^T|^2 = (1 - beta)^T A (1 - beta).
static MatrixXd getQuadratic(ArrayRef<GroupReader> readers, size_t size) {
  MatrixXd quadratic = MatrixXd::Zero(size, size);
  for (const GroupReader &reader : readers) {
    MatrixXd weights = getWeights(reader);
    MatrixXd products =
        (weights.transpose() * weights).cwiseProduct(getGram(reader));
    for (size_t l = 0; l < size; ++l)
      for (size_t k = 0; k < size; ++k)
        quadratic(k, l) += products(reader.columns[k], reader.columns[l]).sum();
  }
  return quadratic;
}

namespace {
/// min over beta of 1/2 beta^T A beta - b^T beta + l |beta|_1 with b = A 1, by
/// coordinate descent from the solution for the penalty before.
class LassoPath {
public:
  explicit LassoPath(MatrixXd quadratic)
      : quadratic(std::move(quadratic)),
        residual(this->quadratic.rowwise().sum()),
        beta(VectorXd::Zero(residual.size())) {}

  std::vector<double> findEntries();

private:
  void descend(double penalty);
  double update(Eigen::Index k, double penalty);

  MatrixXd quadratic;
  /// b - A beta.
  VectorXd residual;
  VectorXd beta;
};
} // namespace

/// Sets beta_k to its best, the others fixed. Returns the change of the
/// residual at k.
double LassoPath::update(Eigen::Index k, double penalty) {
  double curvature = quadratic(k, k);
  if (curvature <= 0)
    return 0;
  double slope = residual[k] + curvature * beta[k];
  double shrunk = std::max(std::abs(slope) - penalty, 0.0);
  double delta = std::copysign(shrunk, slope) / curvature - beta[k];
  if (delta == 0)
    return 0;
  beta[k] += delta;
  residual -= delta * quadratic.col(k);
  return std::abs(delta) * curvature;
}

void LassoPath::descend(double penalty) {
  for (int sweep = 0; sweep < maxSweeps; ++sweep) {
    double change = 0;
    for (Eigen::Index k = 0; k < beta.size(); ++k)
      change = std::max(change, update(k, penalty));
    if (change <= tolerance * penalty)
      return;
  }
}

/// The penalty at which each coefficient leaves zero. Between two penalties of
/// the path, the larger coefficient left first; of those that never do, the one
/// with the larger slope would.
std::vector<double> LassoPath::findEntries() {
  std::vector<double> entries(beta.size(), 0.0);
  double largest = residual.size() ? residual.cwiseAbs().maxCoeff() : 0;
  if (largest == 0)
    return entries;
  double step = std::pow(lastPenalty, 1.0 / (numPenalties - 1));
  double before = largest;
  for (int i = 1; i < numPenalties; ++i) {
    double penalty = largest * std::pow(step, i);
    descend(penalty);
    for (Eigen::Index k = 0; k < beta.size(); ++k)
      if (double size = std::abs(beta[k]); size > 0 && entries[k] == 0)
        entries[k] = penalty + (before - penalty) * size / (1 + size);
    before = penalty;
  }
  for (Eigen::Index k = 0; k < beta.size(); ++k)
    if (entries[k] == 0)
      entries[k] = std::min(std::abs(residual[k]), before);
  return entries;
}

namespace {
/// min over beta of 1/2 sum over weights of ||X W^T - X diag(beta) W^T||_F^2 +
/// l |beta|_1, one beta a channel: as l grows, channels leave, and the score is
/// the l at which one does so for good. The channel selection of He et al.,
/// "Channel pruning for accelerating very deep neural networks", 2017, and of
/// Zhou et al., "Accelerating large scale real-time GNN inference using channel
/// pruning", 2021 (GCNP), whose released code clamps beta without effect.
struct Lasso : ReadersCriterion {
  StringRef getName() const override { return "lasso"; }
  CriterionNeeds getNeeds() const override { return CriterionNeeds::gram; }

  FailureOr<std::vector<double>>
  scoreReaders(ScoringContext &context, const ChannelGroup &group,
               ArrayRef<GroupReader> readers) const override {
    if (readers.empty())
      return std::vector<double>(group.channels.size(), 0.0);
    return LassoPath(getQuadratic(readers, group.channels.size()))
        .findEntries();
  }
};
} // namespace

std::unique_ptr<ChannelCriterion> gnn::createLasso() {
  return std::make_unique<Lasso>();
}
