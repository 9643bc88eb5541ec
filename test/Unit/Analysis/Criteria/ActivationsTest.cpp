//===- ActivationsTest.cpp - Criteria of moments --------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CriteriaFixture.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
class ActivationsTest : public CriteriaTest {
protected:
  static constexpr int64_t size = 5, rows = 40;

  /// What @n and @r of SAGE multiply; ReLU's result at @r.
  void SetUp() override {
    buildSage(size);
    atRoot = makeRandom(rows, size).cwiseMax(0.0);
    atNeighbours = makeRandom(rows, size);
    atNeighbours.col(2).setZero();
    setFeatures("r", atRoot, /*gram=*/false);
    setFeatures("n", atNeighbours, /*gram=*/false);
  }

  /// number(W[:, k], x_k), added over both weights.
  std::vector<double> addReaders(
      llvm::function_ref<double(const VectorXd &, const VectorXd &)> number) {
    std::vector<double> expected;
    for (int64_t k = 0; k < size; ++k)
      expected.push_back(number(matrices["r"].col(k), atRoot.col(k)) +
                         number(matrices["n"].col(k), atNeighbours.col(k)));
    return expected;
  }

  MatrixXd atRoot, atNeighbours;
};
} // namespace

TEST_F(ActivationsTest, BothReadersCount) {
  expectNear(score("activation-mean", "a"),
             addReaders([](const VectorXd &, const VectorXd &x) {
               return x.lpNorm<1>() / x.size();
             }));
  expectNear(score("activation-variance", "a"),
             addReaders([](const VectorXd &, const VectorXd &x) {
               return x.squaredNorm() / x.size() - x.mean() * x.mean();
             }));
  expectNear(score("apoz", "a"),
             addReaders([](const VectorXd &, const VectorXd &x) {
               return double((x.array() != 0).count()) / x.size();
             }));
}

TEST_F(ActivationsTest, EntropyIsThatOfTheStatistics) {
  std::vector<double> expected(size, 0.0);
  for (StringRef weight : {"n", "r"}) {
    auto statistics = readFeatureStatistics(findParameter(weight));
    for (int64_t k = 0; k < size; ++k)
      expected[k] += (**statistics).entropy[k];
  }
  EXPECT_GT(expected[0], expected[2]);
  expectNear(score("entropy", "a"), expected);
}

TEST_F(ActivationsTest, WandaIsTheNormOfWhatAChannelAdds) {
  expectNear(score("wanda", "a"),
             addReaders([](const VectorXd &w, const VectorXd &x) {
               return MatrixXd(x * w.transpose()).norm();
             }));
}

TEST_F(ActivationsTest, RiaAddsTheElementsOfAColumn) {
  std::vector<double> expected(size, 0.0);
  for (StringRef name : {"n", "r"}) {
    MatrixXd w = matrices[name.str()].cwiseAbs();
    const MatrixXd &x = name == "n" ? atNeighbours : atRoot;
    for (int64_t k = 0; k < size; ++k)
      for (int64_t o = 0; o < w.rows(); ++o)
        expected[k] += (w(o, k) / w.row(o).sum() + w(o, k) / w.col(k).sum()) *
                       std::sqrt(x.col(k).norm());
  }
  expectNear(score("ria", "a"), expected);
}

TEST_F(ActivationsTest, SensitivityIsTheNormOfTheDerivative) {
  // E[s'] of the outer product w v^T, for each weight that reads the channel.
  std::vector<double> expected;
  for (int64_t k = 0; k < size; ++k) {
    double total = 0;
    for (StringRef name : {"n", "r"}) {
      const MatrixXd &x = name == "n" ? atNeighbours : atRoot;
      double slope = double((x.col(k).array() != 0).count()) / rows;
      total +=
          slope *
          MatrixXd(matrices[name.str()].col(k) * matrices["a"].row(k)).norm();
    }
    expected.push_back(total);
  }
  expectNear(score("sensitivity", "a"), expected);
}

TEST_F(ActivationsTest, MissingStatisticsNameThePassThatMakesThem) {
  dropFeatureStatistics(findParameter("n"));
  for (StringRef criterion :
       {"activation-mean", "activation-variance", "apoz", "entropy", "wanda",
        "ria", "sensitivity", "leverage", "redundancy", "obs", "lasso",
        "greedy-least-squares"})
    expectError(criterion, "run gnn-calibrate first");
}

TEST_F(ActivationsTest, MissingGramMatricesAreAnError) {
  for (StringRef criterion :
       {"leverage", "redundancy", "obs", "lasso", "greedy-least-squares"})
    expectError(criterion, "expects a Gram matrix");
}

using HeadsTest = CriteriaTest;

TEST_F(HeadsTest, AChannelOfConcatenatedHeadsHasAColumnAHead) {
  addWeight("w", makeRandom(6, 3));
  addAttention("s", makeRandom(2, 3));
  addAttention("d", makeRandom(2, 3));
  addWeight("b", makeRandom(2, 6));
  build(3, 2, R"mlir(
  %h = gnn.gat_conv %g, %x, %w, %s, %d : (!gnn.graph, tensor<?x3xf32>, tensor<6x3xf32>, tensor<1x2x3xf32>, tensor<1x2x3xf32>) -> tensor<?x6xf32>
  %y = gnn.linear %h, %b : (tensor<?x6xf32>, tensor<2x6xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>)mlir");
  MatrixXd x = makeRandom(20, 6);
  setFeatures("b", x);
  std::vector<double> wanda, slices;
  for (int64_t c = 0; c < 3; ++c) {
    double total = 0, squares = 0;
    for (int64_t k : {c, c + 3}) {
      total += matrices["b"].col(k).norm() * x.col(k).norm();
      squares += matrices["b"].col(k).squaredNorm() +
                 matrices["w"].row(k).squaredNorm();
    }
    wanda.push_back(total);
    slices.push_back(std::sqrt(squares + matrices["s"].col(c).squaredNorm() +
                               matrices["d"].col(c).squaredNorm()));
  }
  expectNear(score("wanda", "w"), wanda);
  expectNear(score("l2", "w"), slices);
}

using TiedTest = CriteriaTest;

TEST_F(TiedTest, AWeightUsedTwiceCountsOnce) {
  addWeight("a", makeRandom(3, 3));
  addWeight("b", makeRandom(2, 3));
  build(3, 2, R"mlir(
  %c = gnn.linear %x, %a : (tensor<?x3xf32>, tensor<3x3xf32>) -> tensor<?x3xf32>
  %p = gnn.linear %c, %b : (tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
  %q = gnn.linear %c, %b : (tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
  %y = gnn.add %p, %q : tensor<?x2xf32>
  return %y : tensor<?x2xf32>)mlir");
  MatrixXd x = makeRandom(10, 3);
  setFeatures("b", x);
  std::vector<double> expected;
  for (int64_t k = 0; k < 3; ++k)
    expected.push_back(matrices["b"].col(k).norm() * x.col(k).norm());
  expectNear(score("wanda", "a"), expected);
}

using InputsTest = CriteriaTest;

TEST_F(InputsTest, InputFeaturesAreChannelsThatNothingProduces) {
  buildChain(4);
  MatrixXd x = makeRandom(10, 3), h = makeRandom(10, 4);
  setFeatures("a", x);
  setFeatures("b", h);
  std::vector<double> wanda, sensitivity;
  for (int64_t f = 0; f < 3; ++f) {
    sensitivity.push_back(matrices["a"].col(f).norm());
    wanda.push_back(sensitivity.back() * x.col(f).norm());
  }
  expectNear(score("wanda", "f.arg1", GroupReduction::sum, true), wanda);
  expectNear(score("sensitivity", "f.arg1", GroupReduction::sum, true),
             sensitivity);
}
