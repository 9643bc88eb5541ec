//===- GatherProfile.cpp - Which gathered rows a cache still holds --------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/GatherProfile.h"

#include <algorithm>
#include <cmath>

using namespace mlir::gnn;

/// As many sampled gathers give the curve to about a percent.
static constexpr double wantedSamples = 1 << 19;

GatherProfile GatherProfile::uniform() {
  GatherProfile profile;
  for (int i = 0; i < numSizes; ++i)
    profile.missRatios[i] = 1 - std::ldexp(1.0, -i);
  return profile;
}

double GatherProfile::getMissRatio(double cached) const {
  if (cached >= 1)
    return 0;
  double place = cached > 0 ? -std::log2(cached) : numSizes;
  int above = std::min(int(place), numSizes - 1);
  int below = std::min(above + 1, numSizes - 1);
  double part = std::min(place - above, 1.0);
  return missRatios[above] * (1 - part) + missRatios[below] * part;
}

namespace {
/// Counts, over a growing list of gathers, the distinct rows since one of them:
/// a Fenwick tree that has a 1 at the last gather of each row.
class DistinctRows {
public:
  explicit DistinctRows(size_t gathers) : tree(gathers + 1) {}

  void add(size_t gather, int32_t change) {
    for (size_t i = gather + 1; i < tree.size(); i += i & -i)
      tree[i] += change;
  }

  /// Rows whose last gather is before `gather`.
  int64_t before(size_t gather) const {
    int64_t sum = 0;
    for (size_t i = gather; i > 0; i -= i & -i)
      sum += tree[i];
    return sum;
  }

private:
  std::vector<int32_t> tree;
};
} // namespace

/// Whether a node is in a sample of one of `every` (a power of two).
static bool isSampled(int32_t node, uint32_t every) {
  return ((uint32_t(node) * 0x9e3779b1u >> 7) & (every - 1)) == 0;
}

static uint32_t chooseRate(int64_t edges) {
  uint32_t every = 1;
  while (double(edges) / every > wantedSamples && every < (1u << 20))
    every *= 2;
  return every;
}

static std::vector<int32_t> sampleGathers(const Graph &graph, uint32_t every) {
  std::vector<int32_t> gathers;
  for (int32_t source : graph.colIdx)
    if (isSampled(source, every))
      gathers.push_back(source);
  return gathers;
}

/// The distinct rows between each gather and the one before of the same row.
static std::vector<int64_t>
measureDistances(const std::vector<int32_t> &gathers, int64_t nodes,
                 uint32_t every) {
  std::vector<int64_t> distances, last(nodes, -1);
  DistinctRows rows(gathers.size());
  int64_t seen = 0;
  for (size_t i = 0; i < gathers.size(); ++i) {
    int64_t &previous = last[gathers[i]];
    distances.push_back(previous < 0 ? nodes
                                     : (seen - rows.before(previous)) * every);
    if (previous < 0)
      ++seen;
    else
      rows.add(previous, -1);
    rows.add(i, 1);
    previous = int64_t(i);
  }
  return distances;
}

GatherProfile GatherProfile::measure(const Graph &graph) {
  uint32_t every = chooseRate(graph.getNumEdges());
  std::vector<int32_t> gathers = sampleGathers(graph, every);
  if (gathers.empty())
    return uniform();
  std::vector<int64_t> distances =
      measureDistances(gathers, graph.getNumNodes(), every);
  std::sort(distances.begin(), distances.end());
  GatherProfile profile;
  for (int i = 0; i < numSizes; ++i) {
    auto rows = int64_t(std::ldexp(double(graph.getNumNodes()), -i));
    auto missed = distances.end() -
                  std::upper_bound(distances.begin(), distances.end(), rows);
    profile.missRatios[i] = double(missed) / double(distances.size());
  }
  return profile;
}
