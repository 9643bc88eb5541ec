//===- GraphGenerator.cpp - Graphs like those of the literature -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GraphGenerator.h"

#include "RandomBits.h"
#include "gnn-opt/Support/Text.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MathExtras.h"

#include <algorithm>
#include <numeric>

using namespace llvm;
using namespace mlir::gnn;
using namespace mlir::gnn::bench;

// Corners are chosen so that the largest degree is the fraction of nodes that
// it is in the named graph, see benchmarks/README.md.
static constexpr GraphRecipe recipes[] = {
    {.name = "arxiv",
     .nodes = 169'343,
     .degree = 13.7,
     .upperLeft = 0.57,
     .mixed = 0.19,
     .joinsIsolated = true},
    {.name = "products",
     .nodes = 262'144,
     .degree = 50.5,
     .upperLeft = 0.40,
     .mixed = 0.22},
    {.name = "reddit",
     .nodes = 58'241,
     .degree = 492,
     .upperLeft = 0.365,
     .mixed = 0.22},
    {.name = "uniform", .nodes = 262'144, .degree = 50.5},
    {.name = "planted-sorted",
     .nodes = 262'144,
     .degree = 50.5,
     .insideBlock = 0.8,
     .shuffled = false},
    {.name = "planted-shuffled",
     .nodes = 262'144,
     .degree = 50.5,
     .insideBlock = 0.8},
};

ArrayRef<GraphRecipe> bench::getRecipes() { return recipes; }

Expected<GraphRecipe> bench::findRecipe(StringRef name) {
  const auto *found =
      find_if(recipes, [&](const GraphRecipe &r) { return r.name == name; });
  if (found != std::end(recipes))
    return *found;
  auto names = map_range(recipes, [](const GraphRecipe &r) { return r.name; });
  return createStringError("expected a graph of " + join(names, ", ") +
                           " but got " + quote(name));
}

namespace {
struct Edge {
  uint32_t from, to;
};

/// Draws edges one by one; both ends are below the number of nodes.
class EdgeDraw {
public:
  EdgeDraw(const GraphRecipe &recipe, uint64_t seed)
      : recipe(recipe), random(seed), levels(Log2_64_Ceil(recipe.nodes)),
        limits{threshold(recipe.upperLeft),
               threshold(recipe.upperLeft + recipe.mixed),
               threshold(recipe.upperLeft + 2 * recipe.mixed)} {}

  /// No self loop.
  Edge next() {
    while (true) {
      Edge edge = recipe.insideBlock > 0 ? planted() : recursive();
      if (edge.from != edge.to && edge.from < recipe.nodes &&
          edge.to < recipe.nodes)
        return edge;
    }
  }

  RandomBits &bits() { return random; }

private:
  static uint64_t threshold(double chance) {
    return uint64_t(chance * 0x1.0p32);
  }

  /// One bit of each end a level; a draw of 64 bits serves two levels.
  Edge recursive() {
    uint32_t from = 0, to = 0;
    for (unsigned level = 0; level < levels; level += 2) {
      uint64_t draw = random.next();
      descend(draw >> 32, from, to);
      if (level + 1 < levels)
        descend(uint32_t(draw), from, to);
    }
    return {from, to};
  }

  void descend(uint64_t draw, uint32_t &from, uint32_t &to) const {
    unsigned quarter =
        (draw >= limits[0]) + (draw >= limits[1]) + (draw >= limits[2]);
    from = 2 * from + (quarter >> 1);
    to = 2 * to + (quarter & 1);
  }

  Edge planted() {
    uint32_t from = random.below(recipe.nodes);
    if (random.unit() >= recipe.insideBlock)
      return {from, uint32_t(random.below(recipe.nodes))};
    uint64_t block = from / recipe.blockSize * recipe.blockSize;
    return {from, uint32_t(block + random.below(recipe.blockSize))};
  }

  const GraphRecipe &recipe;
  RandomBits random;
  unsigned levels;
  uint64_t limits[3];
};
} // namespace

static std::vector<uint32_t> drawLabels(const GraphRecipe &recipe,
                                        RandomBits &random) {
  std::vector<uint32_t> labels(recipe.nodes);
  std::iota(labels.begin(), labels.end(), 0);
  if (recipe.shuffled)
    for (size_t i = labels.size(); i > 1; --i)
      std::swap(labels[i - 1], labels[random.below(i)]);
  return labels;
}

static void joinIsolated(std::vector<Edge> &edges, int64_t nodes,
                         RandomBits &random) {
  std::vector<bool> joined(nodes);
  for (Edge edge : edges)
    joined[edge.from] = joined[edge.to] = true;
  for (uint32_t node = 0; node < nodes; ++node)
    if (!joined[node])
      edges.push_back(
          {node, uint32_t((node + 1 + random.below(nodes - 1)) % nodes)});
}

static std::vector<Edge> drawEdges(const GraphRecipe &recipe, uint64_t seed) {
  EdgeDraw draw(recipe, seed);
  std::vector<Edge> edges(int64_t(double(recipe.nodes) * recipe.degree / 2));
  for (Edge &edge : edges)
    edge = draw.next();
  if (recipe.joinsIsolated)
    joinIsolated(edges, recipe.nodes, draw.bits());
  std::vector<uint32_t> labels = drawLabels(recipe, draw.bits());
  for (Edge &edge : edges)
    edge = {labels[edge.from], labels[edge.to]};
  return edges;
}

/// Both directions of every edge, grouped by destination, duplicates included.
static Graph groupBothWays(ArrayRef<Edge> edges, int64_t nodes) {
  Graph graph;
  graph.rowPtr.assign(nodes + 1, 0);
  for (Edge edge : edges) {
    ++graph.rowPtr[edge.from + 1];
    ++graph.rowPtr[edge.to + 1];
  }
  std::partial_sum(graph.rowPtr.begin(), graph.rowPtr.end(),
                   graph.rowPtr.begin());
  graph.colIdx.resize(2 * edges.size());
  std::vector<int64_t> next(graph.rowPtr.begin(), graph.rowPtr.end() - 1);
  for (Edge edge : edges) {
    graph.colIdx[next[edge.from]++] = edge.to;
    graph.colIdx[next[edge.to]++] = edge.from;
  }
  return graph;
}

/// Sorts each row and drops what occurs twice, in place.
static void mergeDuplicates(Graph &graph) {
  auto end = graph.colIdx.begin();
  int64_t begin = 0;
  for (int64_t node = 0; node < graph.getNumNodes(); ++node) {
    auto first = graph.colIdx.begin() + begin;
    auto last = graph.colIdx.begin() + graph.rowPtr[node + 1];
    begin = graph.rowPtr[node + 1];
    std::sort(first, last);
    last = std::unique(first, last);
    end = end == first ? last : std::move(first, last, end);
    graph.rowPtr[node + 1] = end - graph.colIdx.begin();
  }
  graph.colIdx.erase(end, graph.colIdx.end());
}

Graph bench::generateGraph(const GraphRecipe &recipe, uint64_t seed) {
  if (recipe.nodes < 2)
    return {std::vector<int64_t>(recipe.nodes + 1, 0), {}};
  Graph graph = groupBothWays(drawEdges(recipe, seed), recipe.nodes);
  mergeDuplicates(graph);
  return graph;
}
