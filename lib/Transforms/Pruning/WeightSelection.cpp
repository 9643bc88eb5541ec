//===- WeightSelection.cpp - Which weights become zero --------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WeightSelection.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "llvm/ADT/StringSwitch.h"

#include <cmath>
#include <tuple>

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// One weight of all.
struct Candidate {
  double score;
  size_t matrix;
  size_t element;

  bool operator<(const Candidate &other) const {
    return std::tie(score, matrix, element) <
           std::tie(other.score, other.matrix, other.element);
  }
};

/// Weights that are ranked with each other.
using Pool = std::vector<Candidate>;
} // namespace

std::optional<WeightScope> gnn::parseWeightScope(StringRef name) {
  return llvm::StringSwitch<std::optional<WeightScope>>(name)
      .Case("global", WeightScope::global)
      .Case("layer", WeightScope::layer)
      .Case("output", WeightScope::output)
      .Default(std::nullopt);
}

/// Whether element `i` of a matrix is the first of its pool.
static bool startsPool(WeightScope scope, bool isFirst, size_t i,
                       size_t columns) {
  switch (scope) {
  case WeightScope::global:
    return isFirst;
  case WeightScope::layer:
    return i == 0;
  case WeightScope::output:
    return i % columns == 0;
  }
  return isFirst;
}

static std::vector<Pool> makePools(ArrayRef<WeightMatrix> matrices,
                                   WeightScope scope) {
  std::vector<Pool> pools;
  for (auto [number, matrix] : llvm::enumerate(matrices)) {
    size_t columns = getParameterType(matrix.parameter).getDimSize(1);
    for (auto [i, score] : llvm::enumerate(matrix.scores)) {
      if (startsPool(scope, pools.empty(), i, columns))
        pools.emplace_back();
      pools.back().push_back({score, number, i});
    }
  }
  return pools;
}

void gnn::removeLowest(MutableArrayRef<WeightMatrix> matrices,
                       WeightScope scope, double sparsity) {
  for (Pool &pool : makePools(matrices, scope)) {
    size_t count = std::llround(sparsity * double(pool.size()));
    std::nth_element(pool.begin(), pool.begin() + count, pool.end());
    for (const Candidate &each : ArrayRef(pool).take_front(count))
      matrices[each.matrix].removed.set(each.element);
  }
}

void gnn::removeBelow(MutableArrayRef<WeightMatrix> matrices,
                      double threshold) {
  for (WeightMatrix &matrix : matrices)
    for (auto [i, value] : llvm::enumerate(matrix.values))
      if (std::abs(double(value)) < threshold)
        matrix.removed.set(i);
}

double gnn::getLargestRemoved(const WeightMatrix &matrix) {
  double largest = 0;
  for (unsigned i : matrix.removed.set_bits())
    largest = std::max(largest, std::abs(double(matrix.values[i])));
  return largest;
}
