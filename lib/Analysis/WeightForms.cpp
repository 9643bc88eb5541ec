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

namespace {
/// A weight cut into blocks of `outputs` outputs of an input.
struct Blocks {
  RankedTensorType type;
  ArrayRef<float> values;
  int64_t outputs;

  bool isZero(int64_t first, int64_t column) const {
    int64_t columns = type.getDimSize(1);
    return llvm::all_of(llvm::seq(first, getEnd(first)), [&](int64_t row) {
      return values[row * columns + column] == 0;
    });
  }
  int64_t getEnd(int64_t first) const {
    return std::min(first + outputs, type.getDimSize(0));
  }
  /// Weights in blocks that are not all zero.
  int64_t countWeights() const;
  /// Those of them that share their input with a neighbour: blocks go in pairs.
  int64_t countJointWeights() const;
};
} // namespace

int64_t Blocks::countWeights() const {
  int64_t count = 0;
  for (int64_t first = 0; first < type.getDimSize(0); first += outputs)
    for (int64_t column = 0; column < type.getDimSize(1); ++column)
      if (!isZero(first, column))
        count += getEnd(first) - first;
  return count;
}

int64_t Blocks::countJointWeights() const {
  int64_t count = 0, rows = type.getDimSize(0);
  for (int64_t first = 0; first + outputs < rows; first += 2 * outputs)
    for (int64_t column = 0; column < type.getDimSize(1); ++column)
      if (!isZero(first, column) && !isZero(first + outputs, column))
        count += getEnd(first + outputs) - first;
  return count;
}

/// A line of a panel is a vector at least.
static int64_t getLineOutputs(WeightForm form, int64_t vectorWidth) {
  return std::max(form.outputs, vectorWidth);
}

static int64_t countMultiplied(WeightForm form, RankedTensorType type,
                               ArrayRef<float> values, int64_t vectorWidth) {
  switch (form.kind) {
  case WeightForm::Kind::Dense:
    return values.size();
  case WeightForm::Kind::Block:
    return Blocks{type, values, getLineOutputs(form, vectorWidth)}
        .countWeights();
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
static constexpr int64_t inputsPerBlock = 128;

/// One vector a line reads an x for every multiply-add, unless a neighbour's
/// line shares it: vectors of 16 come with registers for the sums of both.
static Curve getBlockCurve(const Blocks &blocks, int64_t vectorWidth) {
  constexpr double shared = 0.07, alone = 0.09;
  if (blocks.outputs > vectorWidth)
    return {shared, 0.3, 0.3};
  int64_t joint = vectorWidth >= 16 ? blocks.countJointWeights() : 0;
  int64_t all = std::max<int64_t>(blocks.countWeights(), 1);
  return {alone + (shared - alone) * double(joint) / double(all), 0.3, 0.3};
}

static Curve getCurve(WeightForm form, RankedTensorType type,
                      ArrayRef<float> values, int64_t vectorWidth) {
  switch (form.kind) {
  case WeightForm::Kind::Dense:
    return {0.07, 0.3, 0.3};
  case WeightForm::Kind::Block:
    return getBlockCurve({type, values, getLineOutputs(form, vectorWidth)},
                         vectorWidth);
  case WeightForm::Kind::Unstructured:
    return {0.09,
            1.2 * double(llvm::divideCeil(type.getDimSize(1), inputsPerBlock)),
            0.7};
  }
  llvm_unreachable("all kinds have a curve");
}

static double predictCycles(WeightForm form, RankedTensorType type,
                            ArrayRef<float> values, int64_t vectorWidth) {
  Curve curve = getCurve(form, type, values, vectorWidth);
  int64_t multiplied = countMultiplied(form, type, values, vectorWidth);
  return curve.perWeight * multiplied + curve.perOutput * type.getDimSize(0) +
         curve.perInput * type.getDimSize(1);
}

static WeightFormCost predictCost(WeightForm form, RankedTensorType type,
                                  ArrayRef<float> values, int64_t vectorWidth) {
  constexpr WeightForm dense{WeightForm::Kind::Dense};
  int64_t multiplied = countMultiplied(form, type, values, vectorWidth);
  double cycles = predictCycles(form, type, values, vectorWidth);
  double denseCycles = predictCycles(dense, type, values, vectorWidth);
  return {form, multiplied, cycles, denseCycles > 0 ? cycles / denseCycles : 1};
}

WeightFormCost gnn::predictCost(WeightForm form, RankedTensorType type,
                                ArrayRef<float> values,
                                ArrayRef<int64_t> vectorWidths) {
  auto costs = llvm::map_to_vector(vectorWidths, [&](int64_t vectorWidth) {
    return ::predictCost(form, type, values, vectorWidth);
  });
  return *llvm::max_element(
      costs, [](const WeightFormCost &a, const WeightFormCost &b) {
        return a.ofDense < b.ofDense;
      });
}

/// Predictions of a form are off by so much, and times of a kernel too.
static constexpr double scatter = 0.05;

const WeightFormCost &gnn::chooseForm(ArrayRef<WeightFormCost> costs) {
  const WeightFormCost &best = *llvm::min_element(
      costs, [](const WeightFormCost &a, const WeightFormCost &b) {
        return a.ofDense < b.ofDense;
      });
  return best.ofDense < 1 - scatter ? best : costs.front();
}
