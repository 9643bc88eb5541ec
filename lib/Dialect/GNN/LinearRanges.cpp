//===- LinearRanges.cpp - Bounds of sums of channels ----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The largest w . t over all t with l <= t <= u and a <= sum of t <= b is a
// fractional knapsack. By duality every number m gives a bound,
//
//   w . t = m (sum of t) + (w - m) . t
//        <= max(m a, m b) + sum over i of max((w[i] - m) l[i], (w[i] - m)
//        u[i]),
//
// and the best is the w[i] of the item that fills the knapsack, or 0 where the
// bounds of the sum do not bind: then it is the bound of plain intervals. For
// features whose rows are divided by their sum it is s max(0, max w).
//
//===----------------------------------------------------------------------===//

#include "RangeFormulas.h"

#include "llvm/ADT/Sequence.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

static constexpr Interval zero = Interval::point(0);

namespace {
/// Bounds of w . t for rows t.
class RowProduct {
public:
  RowProduct(ArrayRef<Interval> box, Interval rowSum)
      : box(box), rowSum(rowSum) {}

  double getUpper(ArrayRef<double> weight) const;

private:
  double findMultiplier(ArrayRef<double> weight) const;

  ArrayRef<Interval> box;
  Interval rowSum;
};
} // namespace

/// Any result is sound, so that plain arithmetic will do.
double RowProduct::findMultiplier(ArrayRef<double> weight) const {
  double least = 0;
  for (Interval channel : box)
    least += channel.lower;
  double room = rowSum.upper - least, needed = rowSum.lower - least;
  if (!std::isfinite(least) || (std::isinf(room) && std::isinf(needed)))
    return 0;
  auto order = llvm::to_vector(llvm::seq<size_t>(0, weight.size()));
  llvm::sort(order, [&](size_t a, size_t b) { return weight[a] > weight[b]; });
  double used = 0;
  for (size_t i : order) {
    bool gains = weight[i] > 0;
    if (!gains && used >= needed)
      return 0;
    used += box[i].upper - box[i].lower;
    if (used >= (gains ? room : needed))
      return weight[i];
  }
  return 0;
}

/// Summed in double precision, and what that may lose added.
double RowProduct::getUpper(ArrayRef<double> weight) const {
  double multiplier = findMultiplier(weight);
  double sum = 0, magnitude = 0;
  bool anyGain = false;
  for (auto [each, channel] : llvm::zip(weight, box)) {
    double difference = each - multiplier;
    if (difference == 0)
      continue;
    double term = difference * (difference > 0 ? channel.upper : channel.lower);
    sum += term;
    magnitude += std::abs(term);
    anyGain |= term > 0;
  }
  if (std::isnan(sum) || std::isinf(magnitude))
    return Interval::infinity;
  Interval total = Rounding::toDouble().relax(Interval::point(sum), magnitude,
                                              weight.size() + 2);
  if (!anyGain)
    total.upper = std::min(total.upper, 0.0);
  return (total + Interval::point(multiplier) * rowSum).upper;
}

//===----------------------------------------------------------------------===//
// One output
//===----------------------------------------------------------------------===//

static bool isFinite(ArrayRef<double> weight) {
  return llvm::all_of(weight, [](double each) { return std::isfinite(each); });
}

/// The largest sum of absolute values of the terms.
double gnn::getProductMagnitude(const FeatureRange &x,
                                ArrayRef<double> weight) {
  bool oneSign = true;
  std::vector<Interval> box;
  for (Interval channel : x.channels) {
    oneSign &= channel.isNonNegative();
    box.push_back(abs(channel));
  }
  std::vector<double> absolute;
  for (double each : weight)
    absolute.push_back(std::abs(each));
  Interval rowSum = {0, oneSign ? x.rowSum.upper : Interval::infinity};
  return RowProduct(box, rowSum).getUpper(absolute);
}

/// Terms of one sign keep their sign, however they are rounded.
static Interval keepSigns(Interval result, const FeatureRange &x,
                          ArrayRef<double> weight) {
  Interval signs = zero;
  for (auto [each, channel] : llvm::zip(weight, x.channels))
    signs = hull(signs, Interval::point(each) * channel);
  if (signs.isNonNegative())
    result.lower = std::max(result.lower, 0.0);
  if (signs.isNonPositive())
    result.upper = std::min(result.upper, 0.0);
  return result;
}

Interval gnn::boundProduct(const FeatureRange &x, ArrayRef<double> weight,
                           const Rounding &rounding) {
  if (!isFinite(weight))
    return {};
  RowProduct product(x.channels, x.rowSum);
  std::vector<double> negated;
  for (double each : weight)
    negated.push_back(-each);
  Interval exact = {-product.getUpper(negated), product.getUpper(weight)};
  return keepSigns(
      rounding.relax(exact, getProductMagnitude(x, weight), weight.size() + 1),
      x, weight);
}

//===----------------------------------------------------------------------===//
// Features
//===----------------------------------------------------------------------===//

FeatureRange gnn::multiply(const FeatureRange &x, ArrayRef<double> weight,
                           int64_t outputs, const Rounding &rounding) {
  FeatureRange result = {{}, {}, x.weights};
  size_t inputs = x.channels.size();
  for (int64_t output = 0; output < outputs; ++output)
    result.channels.push_back(
        boundProduct(x, weight.slice(output * inputs, inputs), rounding));
  composeAffine(result, x, weight, rounding);
  return result;
}

FeatureRange gnn::dotHeads(const FeatureRange &x, ArrayRef<double> vector,
                           int64_t heads, const Rounding &rounding) {
  FeatureRange result = {{}, {}, x.weights};
  size_t width = heads ? vector.size() / heads : 0;
  for (int64_t head = 0; head < heads; ++head) {
    auto begin = x.channels.begin() + head * width;
    FeatureRange part = {{begin, begin + width}};
    if (heads == 1)
      part.rowSum = x.rowSum;
    result.channels.push_back(
        boundProduct(part, vector.slice(head * width, width), rounding));
  }
  return result;
}

FeatureRange gnn::meanOfHeads(const FeatureRange &x, int64_t heads,
                              const Rounding &rounding) {
  Interval share = around(1.0 / heads);
  FeatureRange result = {{}, x.rowSum * share, x.weights};
  size_t width = x.channels.size() / heads;
  double total = 0;
  for (size_t channel = 0; channel < width; ++channel) {
    Interval sum = zero;
    double magnitude = 0;
    for (int64_t head = 0; head < heads; ++head) {
      Interval part = x.channels[head * width + channel];
      sum = sum + part;
      magnitude += part.getMagnitude();
    }
    total += magnitude;
    result.channels.push_back(
        rounding.relax(sum * share, magnitude, heads + 1));
  }
  result.rowSum = rounding.relax(result.rowSum, total, heads + 1);
  return result;
}

FeatureRange gnn::add(const FeatureRange &x, const FeatureRange &y,
                      const Rounding &rounding) {
  FeatureRange a = x.flatten(), b = y.flatten();
  FeatureRange result = {{}, a.rowSum + b.rowSum};
  double total = 0;
  for (auto [left, right] : llvm::zip(a.channels, b.channels)) {
    Interval sum = left + right;
    total += sum.getMagnitude();
    bool isExact = left == zero || right == zero;
    result.channels.push_back(isExact ? sum : rounding.round(sum));
  }
  result.rowSum = rounding.relax(result.rowSum, total, 2);
  if (llvm::all_of(b.channels, [](Interval each) { return each.isPoint(); }))
    shiftAffine(result, x, b.channels, rounding);
  return result;
}

FeatureRange gnn::concatenate(ArrayRef<FeatureRange> parts) {
  FeatureRange result = {{}, zero};
  for (const FeatureRange &part : parts) {
    FeatureRange flat = part.flatten();
    llvm::append_range(result.channels, flat.channels);
    result.rowSum = result.rowSum + flat.rowSum;
  }
  return result;
}

FeatureRange gnn::unknownFeatures(int64_t channels) {
  return {std::vector<Interval>(channels)};
}
