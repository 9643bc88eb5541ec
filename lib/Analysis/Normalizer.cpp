//===- Normalizer.cpp - Scores of different groups, made alike ------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/Normalizer.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <cmath>
#include <numeric>
#include <tuple>

using namespace mlir;
using namespace mlir::gnn;
using llvm::ArrayRef;
using llvm::StringRef;

static constexpr std::pair<llvm::StringLiteral, Normalizer> names[] = {
    {"none", Normalizer::none},         {"sum", Normalizer::sum},
    {"mean", Normalizer::mean},         {"max", Normalizer::max},
    {"gaussian", Normalizer::gaussian}, {"lamp", Normalizer::lamp}};

std::optional<Normalizer> gnn::parseNormalizer(StringRef name) {
  for (auto [known, normalizer] : names)
    if (name == known)
      return normalizer;
  return std::nullopt;
}

std::string gnn::listNormalizers() {
  return llvm::join(llvm::make_first_range(names), ", ");
}

static double sum(ArrayRef<double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

static void divide(std::vector<double> &values, double divisor) {
  if (divisor != 0)
    for (double &value : values)
      value /= divisor;
}

/// By the largest, so that no sum or square that follows overflows.
static void divideByLargest(std::vector<double> &values) {
  double largest = 0;
  for (double value : values)
    largest = std::max(largest, std::abs(value));
  divide(values, largest);
}

static double sumOfMagnitudes(ArrayRef<double> values) {
  double total = 0;
  for (double value : values)
    total += std::abs(value);
  return total;
}

static void standardize(std::vector<double> &values) {
  double mean = sum(values) / double(values.size()), squares = 0;
  for (double &value : values) {
    value -= mean;
    squares += value * value;
  }
  divide(values, std::sqrt(squares / double(values.size())));
}

static std::vector<double> rankByLamp(ArrayRef<double> values) {
  std::vector<size_t> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  llvm::sort(order, [&](size_t a, size_t b) {
    return std::tie(values[a], a) > std::tie(values[b], b);
  });
  std::vector<double> scores(values.size(), 0.0);
  double squares = 0;
  for (size_t each : order) {
    squares += values[each] * values[each];
    if (squares != 0)
      scores[each] = values[each] * values[each] / squares;
  }
  return scores;
}

std::vector<double> gnn::normalizeScores(ArrayRef<double> scores,
                                         Normalizer normalizer) {
  std::vector<double> values(scores.begin(), scores.end());
  if (normalizer == Normalizer::none || values.empty())
    return values;
  divideByLargest(values);
  switch (normalizer) {
  case Normalizer::none:
  case Normalizer::max:
    break;
  case Normalizer::sum:
    divide(values, sumOfMagnitudes(values));
    break;
  case Normalizer::mean:
    divide(values, sumOfMagnitudes(values) / double(values.size()));
    break;
  case Normalizer::gaussian:
    standardize(values);
    break;
  case Normalizer::lamp:
    return rankByLamp(values);
  }
  return values;
}
