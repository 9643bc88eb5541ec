//===- WeightForms.cpp - Ways to multiply with a weight -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/WeightForms.h"
#include "gnn-opt/Dialect/GNN/GNN.h"

#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::gnn;

std::string WeightForm::getName() const {
  switch (kind) {
  case Kind::Dense:
    return "dense";
  case Kind::Block:
    return llvm::formatv("block of {0}", outputs);
  case Kind::Unstructured:
    return "unstructured";
  }
  llvm_unreachable("all kinds are named");
}

Attribute WeightForm::getEncoding(MLIRContext *context) const {
  switch (kind) {
  case Kind::Dense:
    return nullptr;
  case Kind::Block:
    return BlockAttr::get(context, outputs);
  case Kind::Unstructured:
    return CSRAttr::get(context);
  }
  llvm_unreachable("all kinds are encoded");
}

/// Weights in blocks of `outputs` outputs of an input that are not all zero.
static int64_t countInBlocks(RankedTensorType type, ArrayRef<float> values,
                             int64_t outputs) {
  int64_t rows = type.getDimSize(0), columns = type.getDimSize(1), count = 0;
  for (int64_t first = 0; first < rows; first += outputs) {
    int64_t last = std::min(first + outputs, rows);
    for (int64_t column = 0; column < columns; ++column)
      for (int64_t row = first; row < last; ++row)
        if (values[row * columns + column] != 0) {
          count += last - first;
          break;
        }
  }
  return count;
}

static int64_t countMultiplied(WeightForm form, RankedTensorType type,
                               ArrayRef<float> values) {
  switch (form.kind) {
  case WeightForm::Kind::Dense:
    return values.size();
  case WeightForm::Kind::Block:
    return countInBlocks(type, values, form.outputs);
  case WeightForm::Kind::Unstructured:
    return llvm::count_if(values, [](float value) { return value != 0; });
  }
  llvm_unreachable("all kinds are counted");
}

namespace {
/// Cycles of a row of features: linear in what a form has to do. Fitted to
/// measurements, see docs/rationale/sparse-weights.md. What counts is how forms
/// compare: wider vectors divide all by about the same.
struct Curve {
  double perWeight, perOutput, perInput;
};
} // namespace

/// Unstructured weights go through all outputs once for so many inputs.
static constexpr int64_t inputsPerBlock = 96;

static Curve getCurve(WeightForm form, int64_t inputs) {
  switch (form.kind) {
  case WeightForm::Kind::Dense:
    return {0.07, 0.3, 0.3};
  case WeightForm::Kind::Block:
    return {form.outputs >= 16 ? 0.07 : 0.084, 0.3, 0.3};
  case WeightForm::Kind::Unstructured:
    return {0.104, 0.62 * double(llvm::divideCeil(inputs, inputsPerBlock)),
            0.9};
  }
  llvm_unreachable("all kinds have a curve");
}

WeightFormCost gnn::predictCost(WeightForm form, RankedTensorType type,
                                ArrayRef<float> values) {
  int64_t outputs = type.getDimSize(0), inputs = type.getDimSize(1);
  int64_t multiplied = countMultiplied(form, type, values);
  Curve curve = getCurve(form, inputs);
  return {form, multiplied,
          curve.perWeight * multiplied + curve.perOutput * outputs +
              curve.perInput * inputs};
}

/// Predictions of a form are off by so much, and times of a kernel too.
static constexpr double scatter = 0.05;

const WeightFormCost &gnn::chooseForm(ArrayRef<WeightFormCost> costs) {
  const WeightFormCost &dense = costs.front();
  const WeightFormCost &best = *llvm::min_element(
      costs, [](const WeightFormCost &a, const WeightFormCost &b) {
        return a.cycles < b.cycles;
      });
  return best.cycles < (1 - scatter) * dense.cycles ? best : dense;
}
