//===- LeastSquaresTest.cpp - Normal equations against orthogonal ones ----===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Tuning/Recovery/LeastSquares.h"

#include "gtest/gtest.h"

#include <Eigen/QR>

#include <random>

using namespace mlir::gnn;

namespace {
struct Problem {
  ColumnMatrix x, y, prior;
  Vector weights, ridge;
};

Problem makeProblem(int64_t rows, int64_t features, int64_t targets,
                    unsigned seed) {
  std::mt19937 engine(seed);
  std::normal_distribution<double> normal;
  auto random = [&](int64_t m, int64_t n) {
    return ColumnMatrix(
        ColumnMatrix::NullaryExpr(m, n, [&] { return normal(engine); }));
  };
  Problem problem{random(rows, features), random(rows, targets),
                  random(features, targets), random(rows, 1).cwiseAbs(),
                  random(features, 1).cwiseAbs()};
  // Rows that do not count, and features of very different sizes.
  problem.weights.head(rows / 4).setZero();
  problem.x.col(0) *= 1e4;
  return problem;
}

NormalEquations accumulate(const Problem &problem, int64_t block) {
  NormalEquations equations(problem.x.cols(), problem.y.cols());
  for (int64_t begin = 0; begin < problem.x.rows(); begin += block) {
    int64_t count = std::min(block, problem.x.rows() - begin);
    equations.add(problem.x.middleRows(begin, count),
                  problem.y.middleRows(begin, count),
                  problem.weights.segment(begin, count));
  }
  return equations;
}

/// The same minimum by QR of [sqrt(C) X; sqrt(L)], on some of the features.
ColumnMatrix solveByQR(const Problem &problem, const std::vector<int> &kept,
                       const std::vector<int> &targets) {
  int64_t rows = problem.x.rows(), size = kept.size();
  ColumnMatrix a(rows + size, size), b(rows + size, targets.size());
  Vector root = problem.weights.cwiseSqrt();
  Vector rootRidge = problem.ridge(kept).cwiseSqrt();
  // What is outside keeps its prior, and is not the fit's to explain.
  ColumnMatrix outside = problem.prior(Eigen::all, targets);
  outside(kept, Eigen::all).setZero();
  a << root.asDiagonal() * problem.x(Eigen::all, kept),
      ColumnMatrix(rootRidge.asDiagonal());
  b << root.asDiagonal() *
           (problem.y(Eigen::all, targets) - problem.x * outside),
      rootRidge.asDiagonal() * problem.prior(kept, targets);
  ColumnMatrix solution = outside;
  solution(kept, Eigen::all) = a.colPivHouseholderQr().solve(b);
  return solution;
}

std::vector<int> upTo(int count) {
  std::vector<int> all(count);
  std::iota(all.begin(), all.end(), 0);
  return all;
}

double relativeDifference(const ColumnMatrix &a, const ColumnMatrix &b) {
  return (a - b).norm() / b.norm();
}
} // namespace

TEST(LeastSquares, EqualsOrthogonalSolution) {
  for (unsigned seed : {1, 2, 3}) {
    Problem problem = makeProblem(50, 7, 3, seed);
    auto solution = solve(accumulate(problem, 11), problem.ridge, problem.prior,
                          std::nullopt);
    ASSERT_TRUE(std::holds_alternative<ColumnMatrix>(solution));
    EXPECT_LT(relativeDifference(std::get<ColumnMatrix>(solution),
                                 solveByQR(problem, upTo(7), upTo(3))),
              1e-9);
  }
}

TEST(LeastSquares, BlocksDoNotMatter) {
  Problem problem = makeProblem(50, 4, 2, 4);
  NormalEquations whole = accumulate(problem, 50),
                  parts = accumulate(problem, 3);
  EXPECT_LT(relativeDifference(parts.gram, whole.gram), 1e-14);
  EXPECT_LT(relativeDifference(parts.moments, whole.moments), 1e-14);
  EXPECT_NEAR(parts.targetNorm, whole.targetNorm, 1e-12 * whole.targetNorm);
}

/// Each target reads other features; one of them reads none.
TEST(LeastSquares, KeepsSupport) {
  Problem problem = makeProblem(40, 5, 3, 5);
  Support support = {{{true, false, true, true, false},
                      {false, false, false, false, false},
                      {true, true, true, true, true}}};
  problem.prior.setZero();
  auto solution =
      solve(accumulate(problem, 40), problem.ridge, problem.prior, support);
  ASSERT_TRUE(std::holds_alternative<ColumnMatrix>(solution));
  ColumnMatrix got = std::get<ColumnMatrix>(solution);
  EXPECT_LT(relativeDifference(got.col(0), solveByQR(problem, {0, 2, 3}, {0})),
            1e-9);
  EXPECT_TRUE(got.col(1).isZero(0));
  EXPECT_LT(relativeDifference(got.col(2), solveByQR(problem, upTo(5), {2})),
            1e-9);
  EXPECT_EQ(got(1, 0), 0);
  EXPECT_EQ(got(4, 0), 0);
}

TEST(LeastSquares, ErrorIsThatOfTheRows) {
  Problem problem = makeProblem(30, 4, 2, 6);
  Vector rows = (problem.x * problem.prior - problem.y).rowwise().squaredNorm();
  double expected = problem.weights.dot(rows);
  EXPECT_NEAR(getSquaredError(accumulate(problem, 7), problem.prior), expected,
              1e-10 * expected);
}

TEST(LeastSquares, SingularSaysItsRank) {
  Problem problem = makeProblem(30, 6, 2, 7);
  problem.x.col(5) = 2 * problem.x.col(1) - problem.x.col(2);
  problem.x.col(3).setZero();
  problem.ridge.setZero();
  auto solution = solve(accumulate(problem, 30), problem.ridge, problem.prior,
                        std::nullopt);
  ASSERT_TRUE(std::holds_alternative<Singular>(solution));
  EXPECT_EQ(std::get<Singular>(solution).rank, 4);
  EXPECT_EQ(std::get<Singular>(solution).size, 6);
}

/// Fewer rows than features.
TEST(LeastSquares, RidgeMakesItRegular) {
  Problem problem = makeProblem(4, 6, 2, 8);
  auto solution =
      solve(accumulate(problem, 4), problem.ridge, problem.prior, std::nullopt);
  ASSERT_TRUE(std::holds_alternative<ColumnMatrix>(solution));
  EXPECT_LT(relativeDifference(std::get<ColumnMatrix>(solution),
                               solveByQR(problem, upTo(6), upTo(2))),
            1e-6);
}

TEST(LeastSquares, NoFeaturesNoChange) {
  NormalEquations equations(0, 2);
  auto solution = solve(equations, Vector(0), ColumnMatrix(0, 2), std::nullopt);
  ASSERT_TRUE(std::holds_alternative<ColumnMatrix>(solution));
  EXPECT_EQ(std::get<ColumnMatrix>(solution).size(), 0);
}
