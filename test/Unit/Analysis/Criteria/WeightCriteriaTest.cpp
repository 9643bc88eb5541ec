//===- WeightCriteriaTest.cpp - Scores of weights against their formulas --===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CriteriaFixture.h"

#include <cmath>
#include <set>

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
class WeightCriteriaTest : public CriteriaTest {
protected:
  /// One product with @w.
  ModuleOp buildProduct(const MatrixXd &weight) {
    addWeight("w", weight);
    std::string x = "tensor<?x" + std::to_string(weight.cols()) + "xf32>";
    std::string y = "tensor<?x" + std::to_string(weight.rows()) + "xf32>";
    return build(weight.cols(), weight.rows(),
                 "%y = gnn.linear %x, %w : (" + x + ", tensor<" +
                     std::to_string(weight.rows()) + "x" +
                     std::to_string(weight.cols()) + "xf32>) -> " + y +
                     "\nreturn %y : " + y);
  }

  FailureOr<std::vector<double>> tryScore(StringRef criterion,
                                          uint64_t seed = 0) {
    ChannelGroups groups(*module);
    ScoringContext context(groups, seed);
    return findWeightCriterion(criterion)->score(context, findParameter("w"));
  }

  MatrixXd score(StringRef criterion) {
    auto scores = tryScore(criterion);
    EXPECT_TRUE(succeeded(scores)) << diagnostics;
    const MatrixXd &weight = matrices.at("w");
    MatrixXd result(weight.rows(), weight.cols());
    for (int64_t i = 0; i < weight.size(); ++i)
      result(i / weight.cols(), i % weight.cols()) = (*scores)[i];
    return result;
  }
};

void expectClose(const MatrixXd &actual, const MatrixXd &expected) {
  EXPECT_LE((actual - expected).norm(), 1e-9 * expected.norm())
      << actual << "\nexpected\n"
      << expected;
}
} // namespace

TEST_F(WeightCriteriaTest, MagnitudeIsTheAbsoluteValue) {
  buildProduct(makeRandom(3, 5));
  expectClose(score("magnitude"), matrices["w"].cwiseAbs());
}

TEST_F(WeightCriteriaTest, LampDividesByWhatIsNoSmaller) {
  buildProduct(makeRandom(3, 5));
  MatrixXd squares = matrices["w"].cwiseAbs2(), expected = squares;
  for (double &each : expected.reshaped())
    each /= (squares.array() >= each).select(squares, 0).sum();
  expectClose(score("lamp"), expected);
  EXPECT_EQ(score("lamp").maxCoeff(), 1);
}

TEST_F(WeightCriteriaTest, LampOfEqualWeightsPutsEarlierOnesLower) {
  buildProduct(MatrixXd::Constant(1, 4, -2));
  expectClose(score("lamp"), Eigen::RowVector4d(1 / 4., 1 / 3., 1 / 2., 1));
}

TEST_F(WeightCriteriaTest, WandaMultipliesByTheNormOfTheFeature) {
  buildProduct(makeRandom(3, 5));
  MatrixXd features = makeRandom(20, 5);
  setFeatures("w", features, /*gram=*/false);
  MatrixXd expected = matrices["w"].cwiseAbs();
  for (int64_t i = 0; i < 5; ++i)
    expected.col(i) *= features.col(i).norm();
  expectClose(score("wanda"), expected);
}

TEST_F(WeightCriteriaTest, RiaIsRelativeToRowAndColumn) {
  buildProduct(makeRandom(3, 5));
  MatrixXd features = makeRandom(20, 5);
  setFeatures("w", features, /*gram=*/false);
  MatrixXd weight = matrices["w"].cwiseAbs(), expected = weight;
  for (int64_t o = 0; o < 3; ++o)
    for (int64_t i = 0; i < 5; ++i)
      expected(o, i) = (weight(o, i) / weight.row(o).lpNorm<1>() +
                        weight(o, i) / weight.col(i).lpNorm<1>()) *
                       std::sqrt(features.col(i).norm());
  expectClose(score("ria"), expected);
}

/// What the squared error of an output grows by, with half of it as the score,
/// where one weight goes and the others are refit: by least squares on the
/// features themselves.
static double getRefitError(const MatrixXd &design,
                            const Eigen::RowVectorXd &row, int64_t gone) {
  std::vector<int64_t> kept;
  for (int64_t i = 0; i < row.size(); ++i)
    if (i != gone)
      kept.push_back(i);
  VectorXd target = design * row.transpose();
  if (kept.empty())
    return target.squaredNorm() / 2;
  MatrixXd columns = design(Eigen::all, kept);
  VectorXd fit = columns.colPivHouseholderQr().solve(target);
  return (columns * fit - target).squaredNorm() / 2;
}

/// Rows whose Gram matrix is the damped one.
static MatrixXd addDamping(const MatrixXd &features) {
  double damping = 0.01 * (features.transpose() * features).diagonal().mean();
  MatrixXd design(features.rows() + features.cols(), features.cols());
  design << features,
      MatrixXd::Identity(features.cols(), features.cols()) * std::sqrt(damping);
  return design;
}

TEST_F(WeightCriteriaTest, ObsIsTheErrorAfterARefit) {
  buildProduct(makeRandom(3, 5));
  MatrixXd features = makeRandom(20, 5) * makeRandom(5, 5);
  setFeatures("w", features);
  MatrixXd design = addDamping(features), expected(3, 5);
  for (int64_t o = 0; o < 3; ++o)
    for (int64_t i = 0; i < 5; ++i)
      expected(o, i) = getRefitError(design, matrices["w"].row(o), i);
  expectClose(score("obs"), expected);
}

/// Half the squared error where several weights are gone and the others refit.
static double getRefitError(const MatrixXd &design,
                            const Eigen::RowVectorXd &row,
                            const std::set<int64_t> &gone) {
  std::vector<int64_t> kept;
  for (int64_t i = 0; i < row.size(); ++i)
    if (!gone.count(i))
      kept.push_back(i);
  VectorXd target = design * row.transpose();
  if (kept.empty())
    return target.squaredNorm() / 2;
  MatrixXd columns = design(Eigen::all, kept);
  VectorXd fit = columns.colPivHouseholderQr().solve(target);
  return (columns * fit - target).squaredNorm() / 2;
}

/// The order in which weights go if the next is always that which adds least to
/// the error, and what it adds; each step from the definition.
static std::vector<std::pair<int64_t, double>>
removeGreedily(const MatrixXd &design, const Eigen::RowVectorXd &row) {
  std::set<int64_t> gone;
  std::vector<std::pair<int64_t, double>> order;
  while (int64_t(gone.size()) < row.size()) {
    double before = getRefitError(design, row, gone);
    std::pair<int64_t, double> best{-1, INFINITY};
    for (int64_t i = 0; i < row.size(); ++i) {
      std::set<int64_t> more = gone;
      if (!more.insert(i).second)
        continue;
      double added = getRefitError(design, row, more) - before;
      if (added < best.second)
        best = {i, added};
    }
    gone.insert(best.first);
    order.push_back(best);
  }
  return order;
}

TEST_F(WeightCriteriaTest, GreedyObsScoresAnewAfterEachRemoval) {
  buildProduct(makeRandom(4, 7));
  MatrixXd features = makeRandom(20, 7) * makeRandom(7, 7);
  setFeatures("w", features);
  MatrixXd design = addDamping(features), expected(4, 7);
  for (int64_t o = 0; o < 4; ++o) {
    double largest = 0;
    for (auto [i, added] : removeGreedily(design, matrices["w"].row(o)))
      expected(o, i) = largest = std::max(largest, added);
  }
  expectClose(score("greedy-obs"), expected);
}

/// Of two features that are nearly the same, one is cheap and then the other is
/// not; with opposite weights, which cancel, it is the other way round.
TEST_F(WeightCriteriaTest, GreedyObsNeverPutsAWeightBeforeAnEarlierOne) {
  MatrixXd features = makeRandom(30, 4);
  features.col(1) = features.col(0) + 0.01 * features.col(1);
  features.col(3) = features.col(2) + 0.01 * features.col(3);
  MatrixXd weights(2, 4);
  weights << 1, -1.01, 2, 2.5, 1, 1, 3, -3;
  buildProduct(weights);
  setFeatures("w", features);
  MatrixXd design = addDamping(features), scores = score("greedy-obs");
  bool falls = false;
  for (int64_t o = 0; o < 2; ++o) {
    auto order = removeGreedily(design, weights.row(o));
    for (auto [earlier, later] : llvm::zip(order, llvm::drop_begin(order))) {
      EXPECT_LT(scores(o, earlier.first), scores(o, later.first));
      falls |= later.second < earlier.second;
    }
  }
  EXPECT_TRUE(falls);
}

TEST_F(WeightCriteriaTest, SparseGPTIsTheErrorThatLaterColumnsLeave) {
  buildProduct(makeRandom(3, 5));
  MatrixXd features = makeRandom(20, 5) * makeRandom(5, 5);
  setFeatures("w", features);
  MatrixXd design = addDamping(features), expected(3, 5);
  for (int64_t o = 0; o < 3; ++o)
    for (int64_t i = 0; i < 5; ++i)
      expected(o, i) = 2 * getRefitError(design.rightCols(5 - i),
                                         matrices["w"].row(o).tail(5 - i), 0);
  expectClose(score("sparsegpt"), expected);
}

TEST_F(WeightCriteriaTest, RandomScoresDependOnTheSeed) {
  buildProduct(makeRandom(3, 5));
  EXPECT_EQ(*tryScore("random", 1), *tryScore("random", 1));
  EXPECT_NE(*tryScore("random", 1), *tryScore("random", 2));
}

TEST_F(WeightCriteriaTest, ScoresOfZerosAreZero) {
  buildProduct(MatrixXd::Zero(2, 3));
  setFeatures("w", MatrixXd::Zero(4, 3));
  for (const WeightCriterion *each : getWeightCriteria())
    if (each->getName() != "random")
      EXPECT_EQ(score(each->getName()).norm(), 0) << each->getName().str();
}

TEST_F(WeightCriteriaTest, EmptyMatricesHaveNoScores) {
  buildProduct(MatrixXd(0, 3));
  setFeatures("w", makeRandom(4, 3));
  for (const WeightCriterion *each : getWeightCriteria()) {
    auto scores = tryScore(each->getName());
    EXPECT_TRUE(succeeded(scores) && scores->empty()) << diagnostics;
  }
}

TEST_F(WeightCriteriaTest, MatricesWithoutInputsHaveNoScores) {
  buildProduct(MatrixXd(3, 0));
  setFeatures("w", MatrixXd(4, 0));
  for (const WeightCriterion *each : getWeightCriteria()) {
    auto scores = tryScore(each->getName());
    EXPECT_TRUE(succeeded(scores) && scores->empty()) << diagnostics;
  }
}

TEST_F(WeightCriteriaTest, EachSaysWhatItLacks) {
  buildProduct(makeRandom(3, 5));
  for (const WeightCriterion *each : getWeightCriteria())
    EXPECT_EQ(succeeded(tryScore(each->getName())),
              each->getNeeds() == CriterionNeeds::nothing);
  EXPECT_NE(diagnostics.find("run gnn-calibrate first"), std::string::npos);
  setFeatures("w", makeRandom(20, 5), /*gram=*/false);
  diagnostics.clear();
  for (const WeightCriterion *each : getWeightCriteria())
    EXPECT_EQ(succeeded(tryScore(each->getName())),
              each->getNeeds() != CriterionNeeds::gram);
  EXPECT_NE(diagnostics.find("Gram matrix"), std::string::npos);
}

TEST_F(WeightCriteriaTest, EachRejectsWhatIsNotFinite) {
  parse("ml_program.global private @w(dense<[[1.0, 2.0], [0x7FC00000, 1.0]]> "
        ": tensor<2x2xf32>) : tensor<2x2xf32>");
  setFeatures("w", makeRandom(4, 2));
  for (const WeightCriterion *each : getWeightCriteria()) {
    diagnostics.clear();
    EXPECT_TRUE(failed(tryScore(each->getName())));
    EXPECT_NE(diagnostics.find("element [1, 0] is nan"), std::string::npos)
        << diagnostics;
  }
}
