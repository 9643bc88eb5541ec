//===- CalibrationFixture.h - Calibrate a model from its text ---*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TEST_UNIT_TUNING_CALIBRATIONFIXTURE_H
#define GNN_OPT_TEST_UNIT_TUNING_CALIBRATIONFIXTURE_H

#include "gnn-opt/Analysis/FeatureStatistics.h"
#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Execution/Interpreter.h"
#include "gnn-opt/Tuning/Calibration.h"
#include "gnn-opt/Tuning/RowWeights.h"

#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"

#include <random>

namespace mlir::gnn::test {

/// Random matrices of few digits, exact in float32 and in decimals.
class RandomMatrices {
public:
  explicit RandomMatrices(unsigned seed) : random(seed) {}

  Matrix make(int64_t rows, int64_t columns) {
    return Matrix::NullaryExpr(rows, columns, [&] { return digit() / 8.0; });
  }
  /// About one of four elements is not 0, and none is negative.
  Matrix makeSparse(int64_t rows, int64_t columns) {
    return Matrix::NullaryExpr(rows, columns, [&] {
      return random() % 4 ? 0.0 : std::abs(digit()) / 8.0;
    });
  }
  Graph makeGraph(int64_t nodes, int64_t edges);

private:
  double digit() { return double(random() % 33) - 16; }
  std::mt19937 random;
};

/// D^(-1/2) A D^(-1/2) with a self loop at each node.
Matrix makeGCNAdjacency(const Graph &graph);
/// D^(-1) A; rows without edges are 0.
Matrix makeMeanAdjacency(const Graph &graph);

inline Matrix relu(const Matrix &x) { return x.cwiseMax(0.0); }

/// The formulas of FeatureStatistics.h, one channel after the other.
FeatureStatistics computeStatistics(const Matrix &x, const Matrix &mapped,
                                    const Vector &weights,
                                    const Vector &mappedWeights);

/// A data set with these features; every other node is one to train.
Dataset makeDataset(Graph graph, const Matrix &x, bool isSparse);

class CalibrationTest : public testing::Test {
protected:
  CalibrationTest();

  /// A parameter of this name with a matrix's values.
  static std::string declare(const std::string &name, const Matrix &values,
                             const std::string &type = "");
  void parse(const std::string &text);
  /// Calibrates the module and expects that to work.
  void calibrate(const Dataset &dataset, CalibrationOptions options = {});
  /// What calibrating complains about.
  std::string complaint(const Dataset &dataset,
                        CalibrationOptions options = {});

  /// Statistics that a parameter must have.
  FeatureStatistics getStatistics(StringRef name);
  void expectStatistics(StringRef name, const FeatureStatistics &expected);

  MLIRContext context;
  OwningOpRef<ModuleOp> module;
  std::string errors;

private:
  ScopedDiagnosticHandler handler;
};

} // namespace mlir::gnn::test

#endif // GNN_OPT_TEST_UNIT_TUNING_CALIBRATIONFIXTURE_H
