//===- AffineRanges.cpp - Layers with nothing nonlinear between -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Of y = W t and t = A b + c, plain intervals forget that the elements of t
// come from the same b. As one map, y = (W A) b + W c, they are bounded
// together: what cancels in W A costs nothing. Aggregation keeps such a form,
// as it keeps every convex set.
//
//===----------------------------------------------------------------------===//

#include "RangeFormulas.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

static constexpr Interval zero = Interval::point(0);

/// Larger products are not worth what they cost.
static constexpr size_t maxMatrix = size_t(1) << 24;
static constexpr size_t maxProduct = size_t(1) << 28;

/// t itself, as the identity of what `x` is.
static AffineForm startForm(const FeatureRange &x, ArrayRef<double> weight) {
  auto base = std::make_shared<FeatureRange>();
  base->channels = x.channels;
  base->rowSum = x.rowSum;
  return {std::move(base), weight.vec(), {}};
}

/// Row `row` of W A, and what its terms sum to at most.
static double multiplyRow(ArrayRef<double> row, const AffineForm &form,
                          MutableArrayRef<double> result) {
  double magnitude = 0;
  size_t width = result.size();
  for (auto [channel, factor] : llvm::enumerate(row)) {
    auto from = ArrayRef(form.matrix).slice(channel * width, width);
    for (auto [sum, element] : llvm::zip(result, from))
      sum += factor * element;
    magnitude += std::abs(factor) * getProductMagnitude(*form.base, from);
  }
  return magnitude;
}

static Interval multiplyOffset(ArrayRef<double> row, const AffineForm &form) {
  Interval sum = zero;
  for (auto [factor, offset] : llvm::zip(row, form.offset))
    sum = sum + Interval::point(factor) * offset;
  return sum;
}

static AffineForm composeForm(const AffineForm &form, ArrayRef<double> weight,
                              size_t outputs) {
  size_t width = form.base->channels.size(), inputs = form.offset.size();
  AffineForm result{form.base, std::vector<double>(outputs * width, 0.0), {}};
  for (size_t output = 0; output < outputs; ++output) {
    ArrayRef<double> row = weight.slice(output * inputs, inputs);
    double magnitude = multiplyRow(
        row, form, MutableArrayRef(result.matrix).slice(output * width, width));
    result.offset.push_back(
        multiplyOffset(row, form) +
        Rounding::toDouble().relax(zero, magnitude, inputs + 2));
  }
  return result;
}

static bool isBounded(const FeatureRange &x) {
  return llvm::all_of(x.channels,
                      [](Interval each) { return each.isBounded(); });
}

/// What computing y from x, and not from b, may lose.
static void relaxForm(AffineForm &form, const FeatureRange &x,
                      ArrayRef<double> weight, const Rounding &rounding) {
  size_t inputs = x.channels.size();
  for (auto [output, offset] : llvm::enumerate(form.offset))
    offset =
        offset +
        rounding.relax(
            zero, getProductMagnitude(x, weight.slice(output * inputs, inputs)),
            inputs + 1);
}

void gnn::composeAffine(FeatureRange &y, const FeatureRange &x,
                        ArrayRef<double> weight, const Rounding &rounding) {
  size_t outputs = y.channels.size();
  size_t width = x.form ? x.form->base->channels.size() : x.channels.size();
  if (outputs * width > maxMatrix || width == 0 || !isBounded(x) ||
      !llvm::all_of(weight, [](double each) { return std::isfinite(each); }) ||
      (x.form && outputs * width * x.channels.size() > maxProduct))
    return;
  AffineForm form =
      x.form ? composeForm(*x.form, weight, outputs) : startForm(x, weight);
  form.offset.resize(outputs, zero);
  relaxForm(form, x, weight, rounding);
  for (auto [output, channel] : llvm::enumerate(y.channels))
    if (x.form)
      channel = intersect(
          channel,
          boundProduct(*form.base,
                       ArrayRef(form.matrix).slice(output * width, width),
                       Rounding::toDouble()) +
              form.offset[output]);
  y.form = std::make_shared<const AffineForm>(std::move(form));
}

void gnn::shiftAffine(FeatureRange &y, const FeatureRange &x,
                      ArrayRef<Interval> vector, const Rounding &rounding) {
  if (!x.form || !x.weights.isOne())
    return;
  AffineForm form = *x.form;
  for (auto [offset, shift, sum] : llvm::zip(form.offset, vector, y.channels))
    offset = offset + shift + rounding.relax(zero, sum.getMagnitude(), 1);
  y.form = std::make_shared<const AffineForm>(std::move(form));
}

void gnn::relaxAffine(FeatureRange &x, double operations,
                      const Rounding &rounding) {
  if (!x.form)
    return;
  AffineForm form = *x.form;
  for (auto [offset, channel] : llvm::zip(form.offset, x.channels))
    offset = offset + rounding.relax(zero, channel.getMagnitude(), operations);
  x.form = std::make_shared<const AffineForm>(std::move(form));
}
