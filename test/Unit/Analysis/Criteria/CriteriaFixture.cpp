//===- CriteriaFixture.cpp - Models and statistics from matrices ----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CriteriaFixture.h"

#include "llvm/Support/Format.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

MatrixXd CriteriaTest::makeRandom(int64_t rows, int64_t columns) {
  std::normal_distribution<float> normal;
  MatrixXd values(rows, columns);
  for (double &value : values.reshaped())
    value = normal(engine);
  return values;
}

static std::string formatRow(const Eigen::RowVectorXd &row) {
  std::string text;
  llvm::raw_string_ostream os(text);
  llvm::interleaveComma(
      row, os, [&](double value) { os << llvm::format("%.9e", value); });
  return "[" + text + "]";
}

static std::string formatRows(const MatrixXd &values) {
  SmallVector<std::string> rows;
  for (int64_t i = 0; i < values.rows(); ++i)
    rows.push_back(formatRow(values.row(i)));
  return "[" + llvm::join(rows, ", ") + "]";
}

static std::string makeType(std::initializer_list<int64_t> shape) {
  std::string type = "tensor<";
  for (int64_t size : shape)
    type += std::to_string(size) + "x";
  return type + "f32>";
}

void CriteriaTest::add(StringRef name, StringRef type, const MatrixXd &values,
                       std::string elements) {
  matrices[name.str()] = values;
  std::string symbol = ("@" + name + " ").str(), types = type.str();
  globals += "ml_program.global private @" + name.str() + "(dense<" + elements +
             "> : " + types + ") : " + types + "\n";
  loads += "%" + name.str() + " = ml_program.global_load_const " + symbol +
           ": " + types + "\n";
}

void CriteriaTest::addWeight(StringRef name, const MatrixXd &values) {
  add(name, makeType({values.rows(), values.cols()}), values,
      values.size() ? formatRows(values) : "");
}

void CriteriaTest::addVector(StringRef name, const VectorXd &values) {
  add(name, makeType({values.size()}), values, formatRow(values));
}

void CriteriaTest::addAttention(StringRef name, const MatrixXd &values) {
  add(name, makeType({1, values.rows(), values.cols()}), values,
      "[" + formatRows(values) + "]");
}

ModuleOp CriteriaTest::build(int64_t inputs, int64_t outputs, StringRef body) {
  return parse(globals + "func.func @f(%g: !gnn.graph, %x: tensor<?x" +
               std::to_string(inputs) + "xf32>) -> tensor<?x" +
               std::to_string(outputs) + "xf32> {\n" + loads + body + "\n}");
}

ModuleOp CriteriaTest::buildChain(int64_t hidden) {
  addWeight("a", makeRandom(hidden, 3));
  addWeight("b", makeRandom(2, hidden));
  std::string h = "tensor<?x" + std::to_string(hidden) + "xf32>";
  return build(
      3, 2,
      "%h = gnn.linear %x, %a : (tensor<?x3xf32>, " + makeType({hidden, 3}) +
          ") -> " + h + "\n%s = gnn.relu %h : " + h +
          "\n%y = gnn.linear %s, %b : (" + h + ", " + makeType({2, hidden}) +
          ") -> tensor<?x2xf32>" + "\nreturn %y : tensor<?x2xf32>");
}

ModuleOp CriteriaTest::buildSage(int64_t hidden) {
  addWeight("a", makeRandom(hidden, 3));
  addWeight("n", makeRandom(2, hidden));
  addWeight("r", makeRandom(2, hidden));
  std::string h = "tensor<?x" + std::to_string(hidden) + "xf32>";
  std::string w = makeType({2, hidden});
  return build(
      3, 2,
      "%h = gnn.linear %x, %a : (tensor<?x3xf32>, " + makeType({hidden, 3}) +
          ") -> " + h + "\n%s = gnn.relu %h : " + h +
          "\n%y = gnn.sage_conv mean %g, %s, %n root %r : " + "(!gnn.graph, " +
          h + ", " + w + ", " + w +
          ") -> tensor<?x2xf32>\nreturn %y : tensor<?x2xf32>");
}

static double getEntropy(const VectorXd &values) {
  double low = values.minCoeff(), high = values.maxCoeff();
  if (low == high)
    return 0;
  std::vector<double> counts(kEntropyBins, 0);
  for (double value : values)
    ++counts[std::min<int64_t>((value - low) / (high - low) * kEntropyBins,
                               kEntropyBins - 1)];
  double entropy = 0;
  for (double count : counts)
    if (count > 0)
      entropy -= count / values.size() * std::log(count / values.size());
  return entropy;
}

void CriteriaTest::setFeatures(StringRef weight, const MatrixXd &features,
                               bool gram) {
  FeatureStatistics statistics;
  statistics.rows = features.rows();
  for (int64_t k = 0; k < features.cols(); ++k) {
    VectorXd column = features.col(k);
    double mean = column.mean();
    statistics.mean.push_back(mean);
    statistics.meanAbs.push_back(column.cwiseAbs().mean());
    statistics.variance.push_back((column.array() - mean).square().mean());
    statistics.zeros.push_back((column.array() == 0).cast<double>().mean());
    statistics.min.push_back(column.minCoeff());
    statistics.max.push_back(column.maxCoeff());
    statistics.entropy.push_back(getEntropy(column));
  }
  MatrixXd products = features.transpose() * features;
  if (gram)
    statistics.gram.assign(products.data(), products.data() + products.size());
  writeFeatureStatistics(findParameter(weight), statistics);
}

std::vector<double> CriteriaTest::score(StringRef criterion, StringRef name,
                                        GroupReduction reduction,
                                        bool pruneInputs) {
  ChannelGroups groups(module.get(), {.pruneInputs = pruneInputs});
  ScoringContext scoring(groups, 0, reduction);
  auto scores = findChannelCriterion(criterion)->score(scoring);
  auto group = groups.find(name);
  std::vector<double> result;
  if (failed(scores) || !group) {
    ADD_FAILURE() << diagnostics
                  << (group ? "" : llvm::toString(group.takeError()));
    return result;
  }
  EXPECT_EQ(scores->size(), groups.getNumChannels());
  for (unsigned channel : (*group)->channels)
    result.push_back((*scores)[channel]);
  return result;
}

void CriteriaTest::expectError(StringRef criterion, StringRef text) {
  diagnostics.clear();
  ChannelGroups groups(module.get());
  ScoringContext scoring(groups);
  EXPECT_TRUE(failed(findChannelCriterion(criterion)->score(scoring)));
  EXPECT_NE(diagnostics.find(text.str()), std::string::npos) << diagnostics;
}

void test::expectNear(ArrayRef<double> actual, ArrayRef<double> expected,
                      double tolerance) {
  ASSERT_EQ(actual.size(), expected.size());
  for (auto [i, pair] : llvm::enumerate(llvm::zip(actual, expected))) {
    auto [a, b] = pair;
    EXPECT_NEAR(a, b, tolerance * std::max(1.0, std::abs(b))) << "at " << i;
  }
}

MatrixXd test::getDampedGram(const MatrixXd &features) {
  MatrixXd gram = features.transpose() * features;
  gram.diagonal().array() += 0.01 * gram.diagonal().mean();
  return gram;
}
