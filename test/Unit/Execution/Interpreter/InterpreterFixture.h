//===- InterpreterFixture.h - Evaluate a function from its text -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TEST_UNIT_EXECUTION_INTERPRETER_INTERPRETERFIXTURE_H
#define GNN_OPT_TEST_UNIT_EXECUTION_INTERPRETER_INTERPRETERFIXTURE_H

#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Execution/Interpreter.h"

#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"

#include <cmath>

namespace mlir::gnn::test {

inline constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

using Rows = std::initializer_list<std::initializer_list<double>>;

inline Matrix makeMatrix(Rows rows) {
  int64_t columns = rows.size() ? rows.begin()->size() : 0;
  Matrix matrix(rows.size(), columns);
  double *next = matrix.data();
  for (const auto &row : rows)
    next = std::copy(row.begin(), row.end(), next);
  return matrix;
}

inline SparseMatrix makeSparse(Rows rows) {
  return makeMatrix(rows).sparseView();
}

inline Vector makeVector(std::initializer_list<double> values) {
  return Vector(Eigen::Map<const Vector>(values.begin(), values.size()));
}

/// Nodes 0 and 3 have no edges; 2 has a self loop. By row: 1 <- 0, 1 <- 2,
/// 2 <- 1, 2 <- 2.
inline Graph makeGraph() { return {{0, 0, 2, 4, 4}, {0, 2, 1, 2}}; }

/// One row a node of makeGraph().
inline Matrix makeNodes() {
  return makeMatrix({{1, 2}, {3, -4}, {5, 6}, {7, 8}});
}

/// Equal within `tolerance`, and NaN where NaN is expected.
inline void expectMatrix(const Matrix &got, const Matrix &expected,
                         double tolerance = 1e-14) {
  ASSERT_EQ(got.rows(), expected.rows());
  ASSERT_EQ(got.cols(), expected.cols());
  for (int64_t row = 0; row < got.rows(); ++row)
    for (int64_t column = 0; column < got.cols(); ++column) {
      double value = got(row, column), wanted = expected(row, column);
      if (std::isnan(wanted))
        EXPECT_TRUE(std::isnan(value)) << row << ", " << column;
      else
        EXPECT_NEAR(value, wanted, tolerance) << row << ", " << column;
    }
}

class InterpreterTest : public testing::Test {
protected:
  InterpreterTest() : context(makeInterpreterRegistry()) {}

  /// The results of @f, or nothing and its errors in `errors`.
  FailureOr<SmallVector<InterpreterValue>>
  tryEvaluate(StringRef text, ArrayRef<InterpreterValue> arguments) {
    ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) {
      errors += diagnostic.str() + "\n";
      return success();
    });
    module = parseSourceString<ModuleOp>(text, &context);
    if (!module)
      return failure();
    return Interpreter().call(module->lookupSymbol<func::FuncOp>("f"),
                              arguments);
  }

  /// The only result of @f.
  InterpreterValue evaluate(StringRef text,
                            ArrayRef<InterpreterValue> arguments) {
    auto results = tryEvaluate(text, arguments);
    EXPECT_TRUE(succeeded(results)) << errors;
    return succeeded(results) ? results->front() : InterpreterValue();
  }

  /// The only result of @f, features.
  Matrix compute(StringRef text, ArrayRef<InterpreterValue> arguments) {
    InterpreterValue value = evaluate(text, arguments);
    EXPECT_TRUE(value.is<Matrix>());
    return value.is<Matrix>() ? value.matrix() : Matrix();
  }

  /// What evaluating @f complains about.
  std::string complaint(StringRef text, ArrayRef<InterpreterValue> arguments) {
    EXPECT_TRUE(failed(tryEvaluate(text, arguments)));
    return errors;
  }

  MLIRContext context;
  OwningOpRef<ModuleOp> module;
  std::string errors;
};

} // namespace mlir::gnn::test

#endif // GNN_OPT_TEST_UNIT_EXECUTION_INTERPRETER_INTERPRETERFIXTURE_H
