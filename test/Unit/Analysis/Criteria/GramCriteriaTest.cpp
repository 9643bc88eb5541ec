//===- GramCriteriaTest.cpp - Criteria of Gram matrices -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CriteriaFixture.h"

#include "gnn-opt/Analysis/Redundancy.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
using Columns = std::vector<Eigen::Index>;

/// The others.
Columns getKept(const Columns &removed, Eigen::Index size) {
  Columns kept;
  for (Eigen::Index k = 0; k < size; ++k)
    if (!llvm::is_contained(removed, k))
      kept.push_back(k);
  return kept;
}

/// The least tr(D H D^T) where D, [O, C], takes the removed columns of W away:
/// no inverse of H, no update.
double getRefitError(const MatrixXd &weights, const MatrixXd &hessian,
                     const Columns &removed) {
  Columns kept = getKept(removed, weights.cols());
  MatrixXd change = MatrixXd::Zero(weights.rows(), weights.cols());
  for (Eigen::Index column : removed)
    change.col(column) = -weights.col(column);
  if (!kept.empty()) {
    MatrixXd right =
        -hessian(kept, removed) * change(Eigen::all, removed).transpose();
    MatrixXd block = hessian(kept, kept);
    change(Eigen::all, kept) =
        block.colPivHouseholderQr().solve(right).transpose();
  }
  return (change * hessian * change.transpose()).trace();
}

/// SAGE, whose weights @n and @r multiply correlated features.
class GramCriteriaTest : public CriteriaTest {
protected:
  static constexpr int64_t size = 5, rows = 30;

  void SetUp() override {
    buildSage(size);
    for (StringRef weight : {"n", "r"}) {
      MatrixXd mixed = makeRandom(rows, size) * makeRandom(size, size);
      features[weight.str()] = mixed;
      setFeatures(weight, mixed);
    }
  }

  double getError(const Columns &removed) {
    double error = 0;
    for (auto &[weight, x] : features)
      error += getRefitError(matrices[weight], getDampedGram(x), removed);
    return error;
  }

  std::map<std::string, MatrixXd> features;
};
} // namespace

//===----------------------------------------------------------------------===//
// OBS and greedy least squares
//===----------------------------------------------------------------------===//

TEST_F(GramCriteriaTest, ObsIsTheErrorAfterARefit) {
  std::vector<double> expected;
  for (int64_t k = 0; k < size; ++k)
    expected.push_back(getError({k}));
  expectNear(score("obs", "a"), expected);
}

TEST_F(GramCriteriaTest, GreedyRemovesTheCheapestEachTime) {
  std::vector<double> expected(size, 0.0);
  Columns removed;
  while (removed.size() < size_t(size)) {
    Eigen::Index best = -1;
    double least = 0;
    for (Eigen::Index k : getKept(removed, size)) {
      Columns more = removed;
      more.push_back(k);
      double error = getError(more);
      if (best < 0 || error < least)
        best = k, least = error;
    }
    removed.push_back(best);
    expected[best] = least;
  }
  expectNear(score("greedy-least-squares", "a"), expected, 1e-8);
}

using SideBySideTest = CriteriaTest;

/// Self beside neighbours, in one weight: a channel has two columns.
TEST_F(SideBySideTest, ObsRemovesAllColumnsOfAChannelTogether) {
  addWeight("a", makeRandom(3, 3));
  addWeight("b", makeRandom(2, 6));
  build(3, 2, R"mlir(
  %h = gnn.linear %x, %a : (tensor<?x3xf32>, tensor<3x3xf32>) -> tensor<?x3xf32>
  %n = gnn.aggregate mean %g, %h : (!gnn.graph, tensor<?x3xf32>) -> tensor<?x3xf32>
  %c = gnn.concat %h, %n : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x6xf32>
  %y = gnn.linear %c, %b : (tensor<?x6xf32>, tensor<2x6xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>)mlir");
  MatrixXd x = makeRandom(20, 6) * makeRandom(6, 6);
  setFeatures("b", x);
  std::vector<double> expected;
  for (int64_t k = 0; k < 3; ++k)
    expected.push_back(
        getRefitError(matrices["b"], getDampedGram(x), {k, k + 3}));
  expectNear(score("obs", "a"), expected);
}

using DeadFeatureTest = CriteriaTest;

TEST_F(DeadFeatureTest, WhatIsAlwaysZeroCostsNothing) {
  buildChain(3);
  MatrixXd x = makeRandom(20, 3);
  x.col(1).setZero();
  setFeatures("b", x);
  for (StringRef criterion : {"obs", "greedy-least-squares", "leverage",
                              "redundancy", "lasso", "wanda", "sensitivity"}) {
    std::vector<double> scores = score(criterion, "a");
    EXPECT_EQ(scores[1], 0) << criterion.str();
    EXPECT_GT(scores[0], 0) << criterion.str();
  }
}

//===----------------------------------------------------------------------===//
// Leverage
//===----------------------------------------------------------------------===//

TEST_F(GramCriteriaTest, LeverageIsThatOfTheSingularVectors) {
  std::vector<double> expected(size, 0.0);
  for (auto &[weight, x] : features) {
    Eigen::JacobiSVD<MatrixXd> svd(x, Eigen::ComputeThinV);
    VectorXd energy = svd.singularValues().array().square();
    double ridge = 0.01 * energy.mean();
    for (int64_t k = 0; k < size; ++k)
      for (int64_t i = 0; i < size; ++i)
        expected[k] += svd.matrixV()(k, i) * svd.matrixV()(k, i) * energy[i] /
                       (energy[i] + ridge);
  }
  expectNear(score("leverage", "a"), expected);
}

//===----------------------------------------------------------------------===//
// Redundancy
//===----------------------------------------------------------------------===//

/// The features of both weights under each other: no terms between them.
static MatrixXd stack(const MatrixXd &a, const MatrixXd &b) {
  MatrixXd both(a.rows() + b.rows(), a.cols());
  both << a, b;
  return both;
}

TEST_F(GramCriteriaTest, RedundancyComparesWithBetterPlacedChannels) {
  MatrixXd x = stack(features["n"], features["r"]);
  std::vector<double> expected;
  for (int64_t k = 0; k < size; ++k) {
    double most = 0;
    for (int64_t j = 0; j < size; ++j)
      if (x.col(j).norm() > x.col(k).norm())
        most = std::max(
            most, std::abs(x.col(k).normalized().dot(x.col(j).normalized())));
    expected.push_back(1 - most);
  }
  expectNear(score("redundancy", "a"), expected);
}

TEST_F(GramCriteriaTest, PartnersTakeUpWhatTheyCan) {
  features["n"].col(3) = -2 * features["n"].col(0);
  features["r"].col(3) = -2 * features["r"].col(0);
  setFeatures("n", features["n"]);
  setFeatures("r", features["r"]);
  ChannelGroups groups(module.get());
  ScoringContext scoring(groups);
  auto partners = findChannelPartners(scoring);
  ASSERT_TRUE(succeeded(partners)) << diagnostics;
  const std::vector<unsigned> &channels = (*groups.find("a"))->channels;
  // The lesser one has the greater one, not both each other.
  const ChannelPartner &lesser = (*partners)[channels[0]];
  EXPECT_EQ(lesser.channel, channels[3]);
  EXPECT_NEAR(lesser.cosine, -1, 1e-12);
  EXPECT_NEAR(lesser.coefficient, -0.5, 1e-12);
  EXPECT_NE((*partners)[channels[3]].channel, channels[0]);
  MatrixXd x = stack(features["n"], features["r"]);
  for (int64_t k = 0; k < size; ++k) {
    const ChannelPartner &partner = (*partners)[channels[k]];
    if (!partner.channel)
      continue;
    VectorXd other =
        x.col(llvm::find(channels, *partner.channel) - channels.begin());
    MatrixXd fit = other.colPivHouseholderQr().solve(x.col(k));
    EXPECT_NEAR(partner.coefficient, fit(0, 0), 1e-9);
  }
}

TEST_F(GramCriteriaTest, WhatGoesHasAPartnerThatStays) {
  ChannelGroups groups(module.get());
  ScoringContext scoring(groups);
  const std::vector<unsigned> &channels = (*groups.find("a"))->channels;
  llvm::BitVector removed(groups.getNumChannels());
  for (int64_t k : {0, 3, 4})
    removed.set(channels[k]);
  auto partners = findChannelPartners(scoring, removed);
  ASSERT_TRUE(succeeded(partners)) << diagnostics;
  MatrixXd x = stack(features["n"], features["r"]).colwise().normalized();
  for (int64_t k : {0, 3, 4}) {
    double one = x.col(k).dot(x.col(1)), two = x.col(k).dot(x.col(2));
    bool isOne = std::abs(one) > std::abs(two);
    const ChannelPartner &partner = (*partners)[channels[k]];
    EXPECT_EQ(partner.channel, channels[isOne ? 1 : 2]);
    EXPECT_NEAR(partner.cosine, isOne ? one : two, 1e-12);
  }
  EXPECT_EQ((*partners)[channels[1]].channel, std::nullopt);
}

//===----------------------------------------------------------------------===//
// LASSO
//===----------------------------------------------------------------------===//

/// min over beta of 1/2 (1 - beta)^T A (1 - beta) + penalty |beta|_1, by
/// proximal gradient.
static VectorXd solveLasso(const MatrixXd &quadratic, double penalty) {
  double step = 1 / quadratic.operatorNorm();
  VectorXd beta = VectorXd::Zero(quadratic.rows());
  for (int i = 0; i < 20000; ++i) {
    VectorXd next =
        beta + step * quadratic * (VectorXd::Ones(beta.size()) - beta);
    beta = next.unaryExpr([&](double each) {
      double shrunk = std::max(std::abs(each) - step * penalty, 0.0);
      return std::copysign(shrunk, each);
    });
  }
  return beta;
}

TEST_F(GramCriteriaTest, LassoFindsThePenaltyThatDropsAChannel) {
  MatrixXd quadratic = MatrixXd::Zero(size, size);
  for (auto &[weight, x] : features)
    for (int64_t k = 0; k < size; ++k)
      for (int64_t j = 0; j < size; ++j)
        quadratic(k, j) +=
            matrices[weight].col(k).dot(matrices[weight].col(j)) *
            x.col(k).dot(x.col(j));
  // A step of the path is a factor of 1.1.
  std::vector<double> scores = score("lasso", "a");
  for (int64_t k = 0; k < size; ++k) {
    EXPECT_NEAR(solveLasso(quadratic, 1.11 * scores[k])[k], 0, 1e-9);
    EXPECT_GT(std::abs(solveLasso(quadratic, scores[k] / 1.11)[k]), 1e-6);
  }
}

using LassoTest = CriteriaTest;

TEST_F(LassoTest, OrthogonalFeaturesLeaveByTheirEnergy) {
  buildChain(4);
  MatrixXd x = MatrixXd::Zero(4, 4);
  x.diagonal() << 4, 0.5, 1, 2;
  setFeatures("b", x);
  std::vector<double> scores = score("lasso", "a");
  for (int64_t k = 0; k < 4; ++k) {
    double energy = matrices["b"].col(k).squaredNorm() * x(k, k) * x(k, k);
    EXPECT_NEAR(scores[k] / energy, 1, 0.1);
  }
}
