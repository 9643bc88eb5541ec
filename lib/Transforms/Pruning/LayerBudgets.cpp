//===- LayerBudgets.cpp - What part of each layer goes --------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LayerBudgets.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// A matrix and its share of what stays.
struct Claim {
  double size, share;

  /// e * m, of no more than there are.
  double getKept(double scale) const {
    return share > 0 ? std::min(size, scale * share) : 0;
  }
};
} // namespace

//===----------------------------------------------------------------------===//
// Shares
//===----------------------------------------------------------------------===//

static double getLargestScore(ArrayRef<WeightMatrix> matrices) {
  double largest = 0;
  for (const WeightMatrix &matrix : matrices)
    for (double score : matrix.scores)
      largest = std::max(largest, score);
  return largest;
}

/// The sum of scores over `unit`, which keeps it finite.
static double sumScores(const WeightMatrix &matrix, double unit) {
  double sum = 0;
  for (double score : matrix.scores)
    sum += score / unit;
  return sum;
}

static std::vector<Claim> makeClaims(ArrayRef<WeightMatrix> matrices,
                                     LayerBudget budget) {
  double largest = getLargestScore(matrices), unit = largest > 0 ? largest : 1;
  std::vector<Claim> claims;
  for (const WeightMatrix &matrix : matrices) {
    bool isCounted = !matrix.sparsity && !matrix.values.empty();
    double share = budget == LayerBudget::shapes
                       ? double(matrix.getRows() + matrix.columns)
                       : sumScores(matrix, unit);
    claims.push_back(isCounted ? Claim{double(matrix.values.size()), share}
                               : Claim{0, 0});
  }
  return claims;
}

//===----------------------------------------------------------------------===//
// The scale
//===----------------------------------------------------------------------===//

/// The e with which `kept` weights stay of all that have a share. They fill up
/// in the order of e at which they are full; infinite where all do.
static double findScale(std::vector<Claim> claims, double kept) {
  llvm::erase_if(claims, [](Claim each) { return !(each.share > 0); });
  llvm::sort(claims, [](Claim a, Claim b) {
    return a.size * b.share < b.size * a.share;
  });
  std::vector<double> rest(claims.size());
  double shares = 0;
  for (size_t i = claims.size(); i-- > 0;)
    rest[i] = shares += claims[i].share;
  for (auto [claim, sharesLeft] : llvm::zip(claims, rest)) {
    double scale = std::max(kept, 0.0) / sharesLeft;
    if (scale * claim.share < claim.size)
      return scale;
    kept -= claim.size;
  }
  return std::numeric_limits<double>::infinity();
}

/// What part of those without a share stays when all others are full.
static double getPartOfOthers(ArrayRef<Claim> claims, double kept) {
  double size = 0;
  for (Claim claim : claims)
    if (claim.share > 0)
      kept -= claim.size;
    else
      size += claim.size;
  return size > 0 ? std::clamp(kept / size, 0.0, 1.0) : 0;
}

std::vector<double> gnn::getLayerSparsities(ArrayRef<WeightMatrix> matrices,
                                            double sparsity,
                                            LayerBudget budget) {
  std::vector<Claim> claims = makeClaims(matrices, budget);
  double size = 0;
  for (Claim claim : claims)
    size += claim.size;
  double kept = (1 - sparsity) * size, scale = findScale(claims, kept);
  double others = std::isinf(scale) ? getPartOfOthers(claims, kept) : 0;
  std::vector<double> sparsities;
  for (Claim claim : claims)
    sparsities.push_back(claim.size == 0
                             ? 0
                             : 1 - std::max(claim.getKept(scale) / claim.size,
                                            claim.share > 0 ? 0 : others));
  return sparsities;
}
