//===- CalibrationFixture.cpp - Calibrate a model from its text -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CalibrationFixture.h"

#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

//===----------------------------------------------------------------------===//
// Data
//===----------------------------------------------------------------------===//

Graph RandomMatrices::makeGraph(int64_t nodes, int64_t edges) {
  std::vector<int64_t> sources, destinations;
  for (int64_t edge = 0; edge < edges; ++edge) {
    sources.push_back(random() % nodes);
    destinations.push_back(random() % nodes);
  }
  return llvm::cantFail(groupByDestination(sources, destinations, nodes));
}

Matrix test::makeGCNAdjacency(const Graph &graph) {
  int64_t nodes = graph.getNumNodes();
  Matrix a = Matrix::Zero(nodes, nodes);
  for (int64_t row = 0; row < nodes; ++row)
    for (int64_t e = graph.rowPtr[row]; e < graph.rowPtr[row + 1]; ++e)
      a(row, graph.colIdx[e]) += 1;
  a.diagonal().setOnes();
  Vector scale = a.rowwise().sum().cwiseSqrt().cwiseInverse();
  return scale.asDiagonal() * a * scale.asDiagonal();
}

Matrix test::makeMeanAdjacency(const Graph &graph) {
  int64_t nodes = graph.getNumNodes();
  Matrix a = Matrix::Zero(nodes, nodes);
  for (int64_t row = 0; row < nodes; ++row) {
    double degree = graph.rowPtr[row + 1] - graph.rowPtr[row];
    for (int64_t e = graph.rowPtr[row]; e < graph.rowPtr[row + 1]; ++e)
      a(row, graph.colIdx[e]) += 1 / degree;
  }
  return a;
}

static Features makeFeatures(const Matrix &x, bool isSparse) {
  DenseFeatures dense{x.rows(), x.cols(), {}};
  dense.values.assign(x.data(), x.data() + x.size());
  return isSparse ? Features(toCSR(dense)) : Features(dense);
}

Dataset test::makeDataset(Graph graph, const Matrix &x, bool isSparse) {
  Dataset dataset;
  dataset.graph = std::move(graph);
  dataset.features = ::makeFeatures(x, isSparse);
  for (int64_t node = 0; node < x.rows(); ++node) {
    dataset.masks["train"].push_back(node % 2 == 0);
    dataset.labels.push_back(node % 3);
  }
  return dataset;
}

//===----------------------------------------------------------------------===//
// Formulas
//===----------------------------------------------------------------------===//

static double computeEntropy(const Vector &x, const Vector &weights, double min,
                             double max) {
  if (min == max)
    return 0;
  std::map<int, double> bins;
  for (int64_t n = 0; n < x.size(); ++n)
    if (weights[n] > 0)
      bins[std::min(int((x[n] - min) / (max - min) * 32), 31)] += weights[n];
  double entropy = 0;
  for (auto [bin, count] : bins)
    entropy -= count / weights.sum() * std::log(count / weights.sum());
  return entropy;
}

FeatureStatistics test::computeStatistics(const Matrix &x, const Matrix &mapped,
                                          const Vector &weights,
                                          const Vector &mappedWeights) {
  FeatureStatistics s;
  s.rows = weights.sum();
  for (int64_t k = 0; k < x.cols(); ++k) {
    Vector column = x.col(k);
    double mean = weights.dot(column) / s.rows;
    double min = std::numeric_limits<double>::infinity(), max = -min;
    for (int64_t n = 0; n < x.rows(); ++n)
      if (weights[n] > 0) {
        min = std::min(min, column[n]);
        max = std::max(max, column[n]);
      }
    s.mean.push_back(mean);
    s.meanAbs.push_back(weights.dot(column.cwiseAbs()) / s.rows);
    s.variance.push_back(
        weights.dot((column.array() - mean).square().matrix()) / s.rows);
    s.zeros.push_back(
        weights.dot((column.array() == 0).cast<double>().matrix()) / s.rows);
    s.min.push_back(min);
    s.max.push_back(max);
    s.entropy.push_back(computeEntropy(column, weights, min, max));
  }
  Matrix gram = mapped.transpose() * mappedWeights.asDiagonal() * mapped;
  s.gram.assign(gram.data(), gram.data() + gram.size());
  return s;
}

//===----------------------------------------------------------------------===//
// The fixture
//===----------------------------------------------------------------------===//

CalibrationTest::CalibrationTest()
    : context(makeInterpreterRegistry()),
      handler(&context, [this](Diagnostic &d) { errors += d.str() + "\n"; }) {
  context.printOpOnDiagnostic(false);
}

std::string CalibrationTest::declare(const std::string &name,
                                     const Matrix &values,
                                     const std::string &type) {
  std::string shape = "tensor<" + std::to_string(values.rows()) + "x" +
                      std::to_string(values.cols()) + "xf32>";
  std::string typeText = type.empty() ? shape : type;
  std::vector<float> floats(values.data(), values.data() + values.size());
  std::string bytes =
      llvm::toHex(StringRef(reinterpret_cast<const char *>(floats.data()),
                            floats.size() * sizeof(float)));
  return "ml_program.global private @" + name + "(dense<\"0x" + bytes +
         "\"> : " + typeText + ") : " + typeText + "\n";
}

void CalibrationTest::parse(const std::string &text) {
  module = parseSourceString<ModuleOp>(text, &context);
  ASSERT_TRUE(module) << errors;
}

void CalibrationTest::calibrate(const Dataset &dataset,
                                CalibrationOptions options) {
  ASSERT_TRUE(module);
  EXPECT_TRUE(succeeded(gnn::calibrate(*module, dataset, options))) << errors;
}

std::string CalibrationTest::complaint(const Dataset &dataset,
                                       CalibrationOptions options) {
  errors.clear();
  EXPECT_TRUE(failed(gnn::calibrate(*module, dataset, options)));
  return errors;
}

FeatureStatistics CalibrationTest::getStatistics(StringRef name) {
  auto weight = module->lookupSymbol<ml_program::GlobalOp>(name);
  auto statistics = readFeatureStatistics(weight);
  if (failed(statistics) || !*statistics) {
    ADD_FAILURE() << name.str() << " has none; " << errors;
    return {};
  }
  return **statistics;
}

static void expectNear(ArrayRef<double> got, ArrayRef<double> expected,
                       const std::string &what) {
  ASSERT_EQ(got.size(), expected.size()) << what;
  for (size_t k = 0; k < got.size(); ++k)
    ASSERT_NEAR(got[k], expected[k], 1e-12 * (1 + std::abs(expected[k])))
        << what << " " << k;
}

void CalibrationTest::expectStatistics(StringRef name,
                                       const FeatureStatistics &expected) {
  FeatureStatistics got = getStatistics(name);
  EXPECT_NEAR(got.rows, expected.rows, 1e-12 * expected.rows);
  for (auto [moment, values] : FeatureStatistics::getMoments())
    expectNear(got.*values, expected.*values, (name + " " + moment).str());
  expectNear(got.gram, expected.gram, (name + " gram").str());
}
