//===- NormsTest.cpp - Criteria of weights alone --------------------------===//
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
/// A residual group: @a produces it, @m is square and both reads and produces
/// it, @t scales it, @b reads it.
class NormsTest : public CriteriaTest {
protected:
  static constexpr int64_t size = 4;

  void SetUp() override {
    addWeight("a", makeRandom(size, 3));
    addWeight("m", makeRandom(size, size));
    addVector("mean", makeRandom(size, 1).col(0));
    addVector("variance", VectorXd::Ones(size));
    addVector("t", makeRandom(size, 1).col(0));
    addVector("u", makeRandom(size, 1).col(0));
    addWeight("b", makeRandom(2, size));
    build(3, 2, R"mlir(
  %h = gnn.linear %x, %a : (tensor<?x3xf32>, tensor<4x3xf32>) -> tensor<?x4xf32>
  %n = gnn.batch_norm %h, %mean, %variance, %t, %u : (tensor<?x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %k = gnn.linear %n, %m : (tensor<?x4xf32>, tensor<4x4xf32>) -> tensor<?x4xf32>
  %s = gnn.add %h, %k : tensor<?x4xf32>
  %y = gnn.linear %s, %b : (tensor<?x4xf32>, tensor<2x4xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>)mlir");
  }

  /// The slices of channel k, in the order of parameters and dimensions.
  std::vector<VectorXd> getSlices(int64_t k) {
    return {matrices["a"].row(k), matrices["m"].row(k), matrices["m"].col(k),
            matrices["t"].row(k), matrices["u"].row(k), matrices["b"].col(k)};
  }

  using OfSlices = llvm::function_ref<double(ArrayRef<double>)>;
  using OfSlice = llvm::function_ref<double(const VectorXd &)>;

  std::vector<double> reduce(OfSlice ofSlice, OfSlices ofSlices) {
    std::vector<double> expected;
    for (int64_t k = 0; k < size; ++k) {
      std::vector<double> numbers;
      for (const VectorXd &slice : getSlices(k))
        numbers.push_back(ofSlice(slice));
      expected.push_back(ofSlices(numbers));
    }
    return expected;
  }
};

double sum(ArrayRef<double> numbers) {
  return std::accumulate(numbers.begin(), numbers.end(), 0.0);
}
double mean(ArrayRef<double> numbers) { return sum(numbers) / numbers.size(); }
double largest(ArrayRef<double> numbers) { return *llvm::max_element(numbers); }
double product(ArrayRef<double> numbers) {
  return std::accumulate(numbers.begin(), numbers.end(), 1.0,
                         std::multiplies<>());
}
} // namespace

TEST_F(NormsTest, SumCountsTheDiagonalOnce) {
  std::vector<double> l1, l2, linf;
  for (int64_t k = 0; k < size; ++k) {
    double ones = 0, squares = 0, most = 0;
    for (const VectorXd &slice : getSlices(k)) {
      ones += slice.lpNorm<1>();
      squares += slice.squaredNorm();
      most = std::max(most, slice.lpNorm<Eigen::Infinity>());
    }
    double twice = std::abs(matrices["m"](k, k));
    l1.push_back(ones - twice);
    l2.push_back(std::sqrt(squares - twice * twice));
    linf.push_back(most);
  }
  expectNear(score("l1", "a"), l1);
  expectNear(score("l2", "a"), l2);
  expectNear(score("linf", "a"), linf);
}

TEST_F(NormsTest, ReductionsAreOverSlices) {
  auto ones = [](const VectorXd &slice) { return slice.lpNorm<1>(); };
  auto squares = [](const VectorXd &slice) { return slice.squaredNorm(); };
  auto most = [](const VectorXd &slice) {
    return slice.lpNorm<Eigen::Infinity>();
  };
  auto root = [](llvm::function_ref<double(ArrayRef<double>)> reduction) {
    return
        [=](ArrayRef<double> numbers) { return std::sqrt(reduction(numbers)); };
  };
  expectNear(score("l1", "a", GroupReduction::mean), reduce(ones, mean));
  expectNear(score("l2", "a", GroupReduction::mean),
             reduce(squares, root(mean)));
  expectNear(score("linf", "a", GroupReduction::mean), reduce(most, mean));
  expectNear(score("l2", "a", GroupReduction::max),
             reduce(squares, root(largest)));
  expectNear(score("l1", "a", GroupReduction::product), reduce(ones, product));
  expectNear(score("l2", "a", GroupReduction::first),
             reduce(squares, root([](ArrayRef<double> numbers) {
                      return numbers.front();
                    })));
}

TEST_F(NormsTest, GroupNormIsRelativeToTheGroup) {
  std::vector<double> squares = score("l2", "a");
  for (double &each : squares)
    each *= each;
  double average = mean(squares);
  for (double &each : squares)
    each /= average;
  expectNear(score("group-norm", "a"), squares);
}

TEST_F(NormsTest, VarianceLeavesSlicesOfOneElementOut) {
  std::vector<double> expected;
  for (int64_t k = 0; k < size; ++k) {
    double total = 0;
    for (const VectorXd &slice : getSlices(k))
      if (slice.size() > 1)
        total += (slice.array() - slice.mean()).square().mean();
    expected.push_back(total);
  }
  expectNear(score("weight-variance", "a"), expected);
}

TEST_F(NormsTest, ScaleIsTheFactorNotTheShiftOrTheStatistics) {
  std::vector<double> expected;
  for (double factor : matrices["t"].reshaped())
    expected.push_back(std::abs(factor));
  expectNear(score("bn-scale", "a"), expected);
}

TEST_F(NormsTest, GeometricMedianAddsDistancesOfSlices) {
  std::vector<double> all, first;
  for (int64_t k = 0; k < size; ++k) {
    double total = 0, producing = 0;
    for (int64_t j = 0; j < size; ++j) {
      auto a = getSlices(k), b = getSlices(j);
      for (auto [s, t] : llvm::zip(a, b))
        total += (s - t).norm();
      producing += (a.front() - b.front()).norm();
    }
    all.push_back(total);
    first.push_back(producing);
  }
  expectNear(score("fpgm", "a"), all);
  expectNear(score("fpgm", "a", GroupReduction::first), first);
}

using GeometricMedianTest = CriteriaTest;

TEST_F(GeometricMedianTest, OppositeSlicesAreFarApart) {
  // Torch-Pruning takes magnitudes first, and finds no distance here.
  addWeight("a", (MatrixXd(2, 2) << 3, 0, -3, 0).finished());
  addWeight("b", MatrixXd::Zero(1, 2));
  build(2, 1, R"mlir(
  %h = gnn.linear %x, %a : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %y = gnn.linear %h, %b : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>)mlir");
  EXPECT_EQ(score("fpgm", "a"), (std::vector<double>{6, 6}));
}

using NormScaleTest = CriteriaTest;

TEST_F(NormScaleTest, LayerNormsHaveScalesToo) {
  addWeight("a", makeRandom(2, 3));
  addVector("t", VectorXd{{-2, 0.5}});
  addVector("u", VectorXd{{7, 8}});
  addWeight("b", makeRandom(1, 2));
  build(3, 1, R"mlir(
  %h = gnn.linear %x, %a : (tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
  %n = gnn.layer_norm node %h affine %t, %u : (tensor<?x2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %y = gnn.linear %n, %b : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>)mlir");
  EXPECT_EQ(score("bn-scale", "a"), (std::vector<double>{2, 0.5}));
}

TEST_F(NormScaleTest, AGroupWithoutANormIsAnError) {
  buildChain(2);
  expectError("bn-scale", "criterion 'bn-scale' expects a normalisation with a "
                          "scale after \"a\" but it has none");
}
