//===- TrialInputs.cpp - Inputs of a domain, at random --------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TrialInputs.h"

#include "llvm/ADT/STLExtras.h"

#include <cmath>

using namespace mlir::gnn;

int64_t TrialInputs::drawIndex(int64_t size) {
  return std::uniform_int_distribution<int64_t>(0, size - 1)(engine);
}

//===----------------------------------------------------------------------===//
// Graphs
//===----------------------------------------------------------------------===//

/// The edges into each node are its own to choose: none, from itself, from
/// anywhere with repetition; node 0 may be a hub.
Graph TrialInputs::drawAnyGraph() {
  int64_t nodes = drawIndex(4) ? 2 + drawIndex(20) : 1;
  int64_t most = domain.degree.upper < 1e6 ? domain.degree.upper : 2 * nodes;
  std::vector<int64_t> sources, destinations;
  int64_t style = drawIndex(5);
  for (int64_t node = 0; node < nodes; ++node) {
    int64_t degree = style == 0 ? 0
                     : style == 1 && node == 0
                         ? most
                         : drawIndex(std::min<int64_t>(most, 6) + 1);
    for (int64_t edge = 0; edge < degree; ++edge) {
      sources.push_back(style == 2 ? node : drawIndex(nodes));
      destinations.push_back(node);
    }
  }
  return llvm::cantFail(groupByDestination(sources, destinations, nodes));
}

Graph TrialInputs::drawGraph() {
  return domain.graph ? dataset->graph : drawAnyGraph();
}

//===----------------------------------------------------------------------===//
// Features
//===----------------------------------------------------------------------===//

/// Without bounds, numbers of any sign and of very different sizes.
float TrialInputs::drawFeature(int64_t column) {
  std::normal_distribution<float> normal;
  if (domain.features.empty())
    return normal(engine) * std::exp(2 * normal(engine));
  Interval box = domain.features[domain.features.size() == 1 ? 0 : column];
  box = intersect(box, {-1e6, 1e6});
  if (drawIndex(2))
    return drawIndex(2) ? box.lower : box.upper;
  return std::uniform_real_distribution<float>(box.lower, box.upper)(engine);
}

template <typename Draw>
static CSRFeatures takeRows(const CSRFeatures &all, int64_t rows, Draw draw) {
  CSRFeatures result;
  result.rows = rows;
  result.columns = all.columns;
  for (int64_t row = 0; row < rows; ++row) {
    int64_t from = draw();
    for (int64_t e = all.indptr[from]; e < all.indptr[from + 1]; ++e) {
      result.indices.push_back(all.indices[e]);
      result.values.push_back(all.values[e]);
    }
    result.indptr.push_back(result.values.size());
  }
  return result;
}

template <typename Draw>
static DenseFeatures takeRows(const DenseFeatures &all, int64_t rows,
                              Draw draw) {
  DenseFeatures result{rows, all.columns, {}};
  for (int64_t row = 0; row < rows; ++row) {
    auto begin = all.values.begin() + draw() * all.columns;
    result.values.insert(result.values.end(), begin, begin + all.columns);
  }
  return result;
}

/// Rows of the data, any of them any number of times.
Features TrialInputs::drawRows(int64_t rows) {
  return std::visit(
      [&](const auto &all) -> Features {
        return takeRows(all, all.rows ? rows : 0,
                        [&] { return drawIndex(all.rows); });
      },
      dataset->features);
}

Features TrialInputs::drawFeatures(int64_t rows) {
  if (dataset)
    return drawRows(rows);
  DenseFeatures features{rows, columns, {}};
  for (int64_t row = 0; row < rows; ++row)
    for (int64_t column = 0; column < columns; ++column)
      features.values.push_back(drawFeature(column));
  return features;
}

Dataset TrialInputs::draw() {
  Dataset input;
  input.graph = drawGraph();
  int64_t nodes = input.graph.getNumNodes();
  input.features = drawFeatures(nodes);
  if (dataset && domain.graph)
    input.graphPtr = dataset->graphPtr;
  else
    input.graphPtr = {0, nodes / 2, nodes};
  return input;
}
