//===- CriteriaFixture.h - Models and statistics from matrices --*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TEST_UNIT_ANALYSIS_CRITERIA_CRITERIAFIXTURE_H
#define GNN_OPT_TEST_UNIT_ANALYSIS_CRITERIA_CRITERIAFIXTURE_H

#include "../AnalysisFixture.h"

#include "gnn-opt/Analysis/Criterion.h"

#include <Eigen/Dense>

#include <random>

namespace mlir::gnn::test {

using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Builds modules whose parameters are matrices that the test knows, and whose
/// statistics are those of features that it knows.
class CriteriaTest : public AnalysisTest {
protected:
  /// Normal numbers that a float can hold.
  MatrixXd makeRandom(int64_t rows, int64_t columns);

  /// A parameter `@name`, which functions have as `%name`.
  void addWeight(StringRef name, const MatrixXd &values);
  void addVector(StringRef name, const VectorXd &values);
  void addAttention(StringRef name, const MatrixXd &values);

  /// @f of `%g: !gnn.graph` and `%x` of `inputs` channels; `body` ends with a
  /// return of `outputs` channels.
  ModuleOp build(int64_t inputs, int64_t outputs, StringRef body);

  /// linear, ReLU, linear: weights @a [hidden, 3] and @b [2, hidden].
  ModuleOp buildChain(int64_t hidden);
  /// @a, then SAGE: root @r and neighbours @n of the same hidden channels.
  ModuleOp buildSage(int64_t hidden);

  /// Attaches what calibration finds when the weight multiplies `features`.
  void setFeatures(StringRef weight, const MatrixXd &features,
                   bool gram = true);

  /// The scores of a group, in its order.
  std::vector<double> score(StringRef criterion, StringRef group,
                            GroupReduction reduction = GroupReduction::sum,
                            bool pruneInputs = false);

  /// Whether scoring fails, with this in its error.
  void expectError(StringRef criterion, StringRef text);

  std::map<std::string, MatrixXd> matrices;

private:
  void add(StringRef name, StringRef type, const MatrixXd &values,
           std::string elements);

  std::mt19937 engine{7};
  std::string globals, loads;
};

void expectNear(ArrayRef<double> actual, ArrayRef<double> expected,
                double tolerance = 1e-9);

/// X^T X with the damping that contexts have by default.
MatrixXd getDampedGram(const MatrixXd &features);

} // namespace mlir::gnn::test

#endif // GNN_OPT_TEST_UNIT_ANALYSIS_CRITERIA_CRITERIAFIXTURE_H
