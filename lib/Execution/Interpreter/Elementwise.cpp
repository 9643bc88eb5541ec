//===- Elementwise.cpp - Activations and arithmetic, on one element each --===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Checks.h"
#include "Evaluation.h"
#include "Formulas.h"

using namespace mlir;
using namespace mlir::gnn;

//===----------------------------------------------------------------------===//
// Broadcasting
//===----------------------------------------------------------------------===//

namespace {
/// How element (n, c) of the result reads an operand.
struct Broadcast {
  const double *data;
  int64_t rowStride;
  int64_t columnStride;

  double at(int64_t row, int64_t column) const {
    return data[row * rowStride + column * columnStride];
  }
};
} // namespace

/// tensor<?xCxf32>: one value an element; tensor<?xf32>: one a row;
/// tensor<Cxf32>: one a channel; tensor<1xf32>: one for all.
static Broadcast broadcast(Type type, const InterpreterValue &value) {
  if (value.is<Matrix>())
    return {value.matrix().data(), value.matrix().cols(), 1};
  const Vector &vector = value.vector();
  if (isNodeScalars(type))
    return {vector.data(), 1, 0};
  return {vector.data(), 0, vector.size() == 1 ? 0 : 1};
}

using Element = llvm::function_ref<double(ArrayRef<double>)>;

/// result[n, c] = element(operands at (n, c)); the first operand has the
/// result's shape.
static Result map(Operation *op, ArrayRef<InterpreterValue> operands,
                  Element element) {
  const Matrix &x = operands.front().matrix();
  SmallVector<Broadcast> sources;
  for (auto [type, value] : llvm::zip_equal(op->getOperandTypes(), operands)) {
    bool hasRows = value.is<Matrix>() || isNodeScalars(type);
    if (hasRows && failed(expectRows(op, "every operand", x.rows(), value)))
      return failure();
    sources.push_back(broadcast(type, value));
  }
  Matrix result(x.rows(), x.cols());
  SmallVector<double> elements(sources.size());
  for (int64_t row : llvm::seq(x.rows()))
    for (int64_t column : llvm::seq(x.cols())) {
      for (auto [value, source] : llvm::zip_equal(elements, sources))
        value = source.at(row, column);
      result(row, column) = element(elements);
    }
  return InterpreterValue(std::move(result));
}

//===----------------------------------------------------------------------===//
// Activations
//===----------------------------------------------------------------------===//

/// y = max(x, 0); the comparison is false for NaN, which then stays.
Result gnn::evaluate(ReluOp op, Operands<ReluOp> in) {
  return map(op, in.getOperands(),
             [](ArrayRef<double> x) { return x[0] < 0 ? 0 : x[0]; });
}

/// y = x where x >= 0, else slope * x.
Result gnn::evaluate(LeakyReluOp op, Operands<LeakyReluOp> in) {
  double slope = op.getNegativeSlope().convertToDouble();
  return map(op, in.getOperands(),
             [&](ArrayRef<double> x) { return leakyRelu(x[0], slope); });
}

/// y = x where x > 0, else alpha * (exp(x) - 1).
Result gnn::evaluate(EluOp op, Operands<EluOp> in) {
  double alpha = op.getAlpha().convertToDouble();
  return map(op, in.getOperands(), [&](ArrayRef<double> x) {
    return x[0] > 0 ? x[0] : alpha * std::expm1(x[0]);
  });
}

/// y = x / 2 * (1 + erf(x / sqrt(2))).
static double gelu(double x) {
  return x / 2 * (1 + std::erf(x / std::sqrt(2.0)));
}

/// y = x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3))).
static double geluByTanh(double x) {
  double inner = std::sqrt(2 / M_PI) * (x + 0.044715 * x * x * x);
  return x / 2 * (1 + std::tanh(inner));
}

Result gnn::evaluate(GeluOp op, Operands<GeluOp> in) {
  auto *formula = op.getTanhApproximation() ? &geluByTanh : &gelu;
  return map(op, in.getOperands(),
             [&](ArrayRef<double> x) { return formula(x[0]); });
}

/// y = 1 / (1 + exp(-x)).
Result gnn::evaluate(SigmoidOp op, Operands<SigmoidOp> in) {
  return map(op, in.getOperands(),
             [](ArrayRef<double> x) { return 1 / (1 + std::exp(-x[0])); });
}

Result gnn::evaluate(TanhOp op, Operands<TanhOp> in) {
  return map(op, in.getOperands(),
             [](ArrayRef<double> x) { return std::tanh(x[0]); });
}

/// y = x: the inference form.
Result gnn::evaluate(DropoutOp, Operands<DropoutOp> in) { return in.getX(); }

//===----------------------------------------------------------------------===//
// Arithmetic
//===----------------------------------------------------------------------===//

/// z = x + y.
Result gnn::evaluate(AddOp op, Operands<AddOp> in) {
  return map(op, in.getOperands(),
             [](ArrayRef<double> x) { return x[0] + x[1]; });
}

/// z = max(x, y); NaN where one of them is.
Result gnn::evaluate(MaxOp op, Operands<MaxOp> in) {
  return map(op, in.getOperands(), [](ArrayRef<double> x) {
    return std::isnan(x[0]) || x[0] > x[1] ? x[0] : x[1];
  });
}

/// z = x + (1 + eps) * y.
Result gnn::evaluate(AddScaledOp op, Operands<AddScaledOp> in) {
  return map(op, in.getOperands(),
             [](ArrayRef<double> x) { return x[0] + (1 + x[2]) * x[1]; });
}

/// y[n, c] = x[n, c] + b[c].
Result gnn::evaluate(BiasAddOp op, Operands<BiasAddOp> in) {
  return map(op, in.getOperands(),
             [](ArrayRef<double> x) { return x[0] + x[1]; });
}

/// z[n, c] = x[n, c] + s[n] * y[n, c].
Result gnn::evaluate(AddScaledRowsOp op, Operands<AddScaledRowsOp> in) {
  return map(op, in.getOperands(),
             [](ArrayRef<double> x) { return x[0] + x[2] * x[1]; });
}

/// y[n, c] = x[n, c] * s[n].
Result gnn::evaluate(ScaleRowsOp op, Operands<ScaleRowsOp> in) {
  return map(op, in.getOperands(),
             [](ArrayRef<double> x) { return x[0] * x[1]; });
}

/// y = (x - mean) / sqrt(variance + epsilon) * weight + bias.
Result gnn::evaluate(BatchNormOp op, Operands<BatchNormOp> in) {
  double epsilon = op.getEpsilon().convertToDouble();
  return map(op, in.getOperands(), [&](ArrayRef<double> x) {
    return (x[0] - x[1]) / std::sqrt(x[2] + epsilon) * x[3] + x[4];
  });
}
