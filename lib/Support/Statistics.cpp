//===- Statistics.cpp - Summaries of a sample of numbers ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Support/Statistics.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

using llvm::ArrayRef;

static constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

static bool hasNaN(ArrayRef<double> sample) {
  return llvm::any_of(sample, [](double value) { return std::isnan(value); });
}

double mlir::gnn::mean(ArrayRef<double> sample) {
  if (sample.empty())
    return kNaN;
  return std::accumulate(sample.begin(), sample.end(), 0.0) /
         static_cast<double>(sample.size());
}

double mlir::gnn::minimum(ArrayRef<double> sample) {
  // An order that NaN breaks must not decide the answer.
  if (sample.empty() || hasNaN(sample))
    return kNaN;
  return *llvm::min_element(sample);
}

double mlir::gnn::maximum(ArrayRef<double> sample) {
  if (sample.empty() || hasNaN(sample))
    return kNaN;
  return *llvm::max_element(sample);
}

double mlir::gnn::percentile(ArrayRef<double> sample, double percent) {
  if (sample.empty() || hasNaN(sample) || !(percent >= 0 && percent <= 100))
    return kNaN;
  std::vector<double> sorted(sample.begin(), sample.end());
  llvm::sort(sorted);
  double rank = static_cast<double>(sorted.size() - 1) * percent / 100;
  size_t below = static_cast<size_t>(rank);
  double fraction = rank - static_cast<double>(below);
  // Infinite neighbours must not meet a fraction of zero.
  if (fraction == 0)
    return sorted[below];
  return sorted[below] + fraction * (sorted[below + 1] - sorted[below]);
}

double mlir::gnn::median(ArrayRef<double> sample) {
  return percentile(sample, 50);
}

/// The largest k with P(Bin(n, 1/2) <= k) <= 2.5 %, or 0: where in order, from
/// 0, the interval's lower end is.
static size_t getLowerRank(size_t n) {
  double probability = std::pow(0.5, static_cast<double>(n)), below = 0;
  for (size_t k = 0; k < n; ++k) {
    below += probability;
    if (below > 0.025)
      return k == 0 ? 0 : k - 1;
    probability *= static_cast<double>(n - k) / static_cast<double>(k + 1);
  }
  return 0;
}

mlir::gnn::MedianInterval mlir::gnn::medianInterval(ArrayRef<double> sample) {
  if (sample.empty() || hasNaN(sample))
    return {kNaN, kNaN};
  std::vector<double> sorted(sample.begin(), sample.end());
  llvm::sort(sorted);
  size_t rank = getLowerRank(sorted.size());
  return {sorted[rank], sorted[sorted.size() - 1 - rank]};
}

double mlir::gnn::standardDeviation(ArrayRef<double> sample) {
  if (sample.size() < 2)
    return kNaN;
  // Two passes: sum of squares minus square of the sum cancels for latencies,
  // whose spread is small beside their mean.
  double center = mean(sample);
  double sum = 0;
  for (double value : sample)
    sum += (value - center) * (value - center);
  return std::sqrt(sum / static_cast<double>(sample.size() - 1));
}

double mlir::gnn::standardError(ArrayRef<double> sample) {
  return standardDeviation(sample) /
         std::sqrt(static_cast<double>(sample.size()));
}

std::optional<mlir::gnn::PairedDifference>
mlir::gnn::pairedDifference(ArrayRef<double> before, ArrayRef<double> after) {
  if (before.size() != after.size())
    return std::nullopt;
  std::vector<double> differences;
  for (auto [first, second] : llvm::zip_equal(before, after))
    differences.push_back(second - first);
  return PairedDifference{mean(differences), standardError(differences)};
}
