//===- WeightCompensationTest.cpp - What stays against least squares ------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CriteriaFixture.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

using RowMajor =
    Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

namespace {
class WeightCompensationTest : public CriteriaTest {
protected:
  void makeWeight(const MatrixXd &weight, const MatrixXd &features) {
    addWeight("w", weight);
    build(1, 1, "return %x : tensor<?x1xf32>");
    setFeatures("w", features);
  }

  LogicalResult tryCompensate(StringRef criterion, llvm::BitVector &removed,
                              RowMajor &values,
                              const ColumnChoice *choice = nullptr,
                              double damping = 0.01) {
    ChannelGroups groups(*module);
    ScoringContext context(groups, 0, GroupReduction::sum, damping);
    return findWeightCriterion(criterion)->compensate(
        context, findParameter("w"), removed,
        MutableArrayRef(values.data(), values.size()), choice);
  }

  MatrixXd compensate(StringRef criterion, llvm::BitVector removed,
                      const ColumnChoice *choice = nullptr) {
    RowMajor values = matrices.at("w");
    EXPECT_TRUE(succeeded(tryCompensate(criterion, removed, values, choice)))
        << diagnostics;
    return values;
  }

  /// tr((V - W) H (V - W)^T).
  double getError(const MatrixXd &values, const MatrixXd &hessian) {
    MatrixXd change = values - matrices.at("w");
    return (change * hessian).cwiseProduct(change).sum();
  }
};
} // namespace

/// Bits of about so many tenths of the elements, in no order.
static llvm::BitVector makeMask(int64_t size, int64_t tenths) {
  llvm::BitVector mask(size);
  for (int64_t i = 0; i < size; ++i)
    if (i * 7919 % 101 * 10 < tenths * 101)
      mask.set(i);
  return mask;
}

/// Features that depend on each other.
static MatrixXd correlate(MatrixXd features) {
  for (int64_t i = 1; i < features.cols(); ++i)
    features.col(i) = 0.3 * features.col(i) + features.col(i - 1);
  return features;
}

static MatrixXd mask(MatrixXd values, const llvm::BitVector &removed) {
  for (unsigned i : removed.set_bits())
    values(i / values.cols(), i % values.cols()) = 0;
  return values;
}

/// Least squares on the kept features, with rows that damp, by QR.
static MatrixXd solveOnSupport(const MatrixXd &weight, const MatrixXd &features,
                               const llvm::BitVector &removed) {
  double damping = 0.01 * (features.transpose() * features).diagonal().mean();
  MatrixXd design(features.rows() + features.cols(), features.cols());
  design << features,
      MatrixXd::Identity(features.cols(), features.cols()) * std::sqrt(damping);
  MatrixXd result = MatrixXd::Zero(weight.rows(), weight.cols());
  for (int64_t row = 0; row < weight.rows(); ++row) {
    std::vector<int64_t> kept;
    for (int64_t i = 0; i < weight.cols(); ++i)
      if (!removed.test(row * weight.cols() + i))
        kept.push_back(i);
    if (kept.empty())
      continue;
    MatrixXd columns = design(Eigen::all, kept);
    VectorXd target = design * weight.row(row).transpose();
    VectorXd fit = columns.colPivHouseholderQr().solve(target);
    for (auto [number, i] : llvm::enumerate(kept))
      result(row, i) = fit(number);
  }
  return result;
}

/// Small and large removed parts take the two forms of the update.
TEST_F(WeightCompensationTest, IsLeastSquaresOnTheSupport) {
  MatrixXd features = correlate(makeRandom(40, 13));
  makeWeight(makeRandom(6, 13), features);
  for (int64_t tenths : {0, 2, 5, 8, 10}) {
    llvm::BitVector removed = makeMask(6 * 13, tenths);
    MatrixXd expected = solveOnSupport(matrices["w"], features, removed);
    for (StringRef name : {"magnitude", "obs"}) {
      MatrixXd actual = compensate(name, removed);
      EXPECT_LE((actual - expected).norm(), 1e-9 * matrices["w"].norm())
          << name.str() << " " << tenths;
      EXPECT_EQ((mask(actual, removed) - actual).norm(), 0);
    }
  }
}

/// Columns one after the other, each with the inverse of what is left of H.
static MatrixXd sweep(MatrixXd weight, const MatrixXd &hessian,
                      function_ref<bool(int64_t, int64_t, double)> goes) {
  int64_t columns = weight.cols();
  for (int64_t j = 0; j < columns; ++j) {
    MatrixXd inverse =
        hessian.bottomRightCorner(columns - j, columns - j).inverse();
    for (int64_t row = 0; row < weight.rows(); ++row) {
      double value = weight(row, j);
      if (!goes(row, j, value * value / inverse(0, 0)))
        continue;
      weight.row(row).tail(columns - j) -=
          value / inverse(0, 0) * inverse.row(0);
      weight(row, j) = 0;
    }
  }
  return weight;
}

/// More columns than a block of the sweep has.
TEST_F(WeightCompensationTest, SparseGPTUpdatesLaterColumns) {
  MatrixXd features = correlate(makeRandom(300, 150));
  makeWeight(makeRandom(2, 150), features);
  llvm::BitVector removed = makeMask(300, 5);
  MatrixXd expected = sweep(matrices["w"], getDampedGram(features),
                            [&](int64_t row, int64_t j, double) {
                              return removed.test(row * 150 + j);
                            });
  EXPECT_LE((compensate("sparsegpt", removed) - expected).norm(),
            1e-6 * expected.norm());
}

TEST_F(WeightCompensationTest, SparseGPTChoosesAmongUpdatedWeights) {
  MatrixXd features = correlate(makeRandom(40, 7));
  makeWeight(makeRandom(3, 7), features);
  // The first of each range whose score is below 1, and nothing else.
  std::vector<int64_t> begins;
  auto choose = [&](int64_t begin, ArrayRef<double> scores,
                    llvm::BitVector &removed) {
    begins.push_back(begin);
    int64_t columns = scores.size() / 3;
    for (int64_t row = 0; row < 3; ++row)
      if (scores[row * columns] < 1)
        removed.set(row * 7 + begin);
  };
  ColumnChoice choice{3, choose};
  MatrixXd actual = compensate("sparsegpt", llvm::BitVector(21), &choice);
  MatrixXd expected = sweep(matrices["w"], getDampedGram(features),
                            [&](int64_t row, int64_t j, double score) {
                              return j % 3 == 0 && score < 1;
                            });
  EXPECT_EQ(begins, (std::vector<int64_t>{0, 3, 6}));
  EXPECT_LT((expected.array() != 0).count(), 21);
  EXPECT_LE((actual - expected).norm(), 1e-9 * expected.norm());
}

TEST_F(WeightCompensationTest, ErrorsFallFromNoneToSweepToLeastSquares) {
  MatrixXd features = correlate(makeRandom(60, 20));
  makeWeight(makeRandom(5, 20), features);
  MatrixXd hessian = getDampedGram(features);
  for (int64_t tenths : {3, 6, 9}) {
    llvm::BitVector removed = makeMask(100, tenths);
    double none = getError(mask(matrices["w"], removed), hessian);
    double swept = getError(compensate("sparsegpt", removed), hessian);
    double least = getError(compensate("obs", removed), hessian);
    EXPECT_LT(least, swept);
    EXPECT_LT(swept, 0.9 * none);
  }
}

TEST_F(WeightCompensationTest, FeaturesThatAreNeverSetChangeNothing) {
  makeWeight(makeRandom(2, 3), MatrixXd::Zero(4, 3));
  llvm::BitVector removed = makeMask(6, 5);
  for (StringRef name : {"magnitude", "obs", "sparsegpt"})
    EXPECT_EQ((compensate(name, removed) - mask(matrices["w"], removed)).norm(),
              0);
}

TEST_F(WeightCompensationTest, EmptyMatricesStayEmpty) {
  makeWeight(MatrixXd(0, 3), makeRandom(4, 3));
  for (StringRef name : {"magnitude", "obs", "sparsegpt"})
    EXPECT_EQ(compensate(name, llvm::BitVector()).size(), 0);
}

TEST_F(WeightCompensationTest, RejectsASingularGramMatrix) {
  makeWeight(makeRandom(2, 3), makeRandom(2, 3));
  llvm::BitVector removed = makeMask(6, 5);
  for (StringRef name : {"magnitude", "obs", "sparsegpt"}) {
    RowMajor values = matrices.at("w");
    diagnostics.clear();
    EXPECT_TRUE(
        failed(tryCompensate(name, removed, values, nullptr, /*damping=*/0)));
    EXPECT_NE(
        diagnostics.find("expects a Gram matrix that is positive definite"),
        std::string::npos)
        << diagnostics;
  }
}
