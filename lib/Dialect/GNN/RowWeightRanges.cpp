//===- RowWeightRanges.cpp - What rows are multiplied by ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RangeFormulas.h"

using namespace mlir;
using namespace mlir::gnn;

using Entries = std::vector<Interval>;

static Interval boundPower(const RowWeights::DegreePower &power) {
  Interval degree = max(power.degree, Interval::point(1));
  Interval range = power.coefficient * pow(degree, power.exponent);
  return power.degree.lower < 1 ? hull(range, Interval::point(0)) : range;
}

/// The range follows from what else is known.
static RowWeights tighten(RowWeights weights) {
  if (weights.power)
    weights.range = intersect(weights.range, boundPower(*weights.power));
  if (weights.entries && !weights.entries->empty()) {
    Interval all = weights.entries->front();
    for (Interval entry : *weights.entries)
      all = hull(all, entry);
    weights.range = intersect(weights.range, all);
  }
  return weights;
}

RowWeights gnn::inverseSqrtDegrees(const GraphRange &graph,
                                   const Rounding &rounding) {
  Interval one = rounding.round(Interval::point(1), 4);
  RowWeights result{{0, one.upper}};
  result.power = {graph.number, graph.degree, -0.5, one};
  if (graph.known) {
    Entries entries;
    for (size_t node = 0; node < graph.known->getNumNodes(); ++node) {
      double degree = graph.known->getSources(node).size();
      entries.push_back(degree ? one * pow(Interval::point(degree), -0.5)
                               : Interval::point(0));
    }
    result.entries = std::make_shared<const Entries>(std::move(entries));
  }
  return tighten(std::move(result));
}

static std::shared_ptr<const Entries> multiplyEntries(const RowWeights &a,
                                                      const RowWeights &b) {
  if (!a.entries || !b.entries || a.entries->size() != b.entries->size())
    return a.isOne() ? b.entries : b.isOne() ? a.entries : nullptr;
  Entries product;
  for (auto [x, y] : llvm::zip(*a.entries, *b.entries))
    product.push_back(x * y);
  return std::make_shared<const Entries>(std::move(product));
}

static std::optional<RowWeights::DegreePower>
multiplyPowers(const RowWeights &a, const RowWeights &b) {
  if (a.isOne() || b.isOne())
    return a.isOne() ? b.power : a.power;
  if (!a.power || !b.power || a.power->graph != b.power->graph)
    return std::nullopt;
  return {{a.power->graph, a.power->degree,
           a.power->exponent + b.power->exponent,
           a.power->coefficient * b.power->coefficient}};
}

RowWeights gnn::multiplyWeights(const RowWeights &a, const RowWeights &b) {
  return tighten(
      {a.range * b.range, multiplyPowers(a, b), multiplyEntries(a, b)});
}

/// The sum over the edges into each node, over their number for a mean.
static std::shared_ptr<const Entries>
reduceEntries(const KnownGraph &graph, const RowWeights &weights, bool isMean) {
  if (!weights.isOne() &&
      (!weights.entries || weights.entries->size() != graph.getNumNodes()))
    return nullptr;
  Entries result;
  for (size_t node = 0; node < graph.getNumNodes(); ++node) {
    Interval sum = Interval::point(0);
    ArrayRef<int32_t> sources = graph.getSources(node);
    for (int32_t source : sources)
      sum = sum +
            (weights.isOne() ? Interval::point(1) : (*weights.entries)[source]);
    if (isMean && !sources.empty())
      sum = sum * around(1.0 / sources.size());
    result.push_back(sum);
  }
  return std::make_shared<const Entries>(std::move(result));
}

RowWeights gnn::reduceWeights(const GraphRange &graph,
                              const RowWeights &weights, bool isMean) {
  if (isMean && weights.isOne() && !graph.mayHaveEmptyRows())
    return weights;
  RowWeights result;
  result.range = isMean ? weights.range : graph.degree * weights.range;
  if (graph.mayHaveEmptyRows())
    result.range = hull(result.range, Interval::point(0));
  result.power = {graph.number, graph.degree, isMean ? 0.0 : 1.0,
                  weights.range};
  if (graph.known)
    result.entries = reduceEntries(*graph.known, weights, isMean);
  return tighten(std::move(result));
}
