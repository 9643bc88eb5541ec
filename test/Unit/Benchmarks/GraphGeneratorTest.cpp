//===- GraphGeneratorTest.cpp - What every generated graph keeps ----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "graphs/GraphGenerator.h"
#include "graphs/FeatureGenerator.h"

#include "gtest/gtest.h"

#include <algorithm>

using namespace mlir::gnn;
using namespace mlir::gnn::bench;

static GraphRecipe small(llvm::StringRef name, int64_t nodes, double degree) {
  GraphRecipe recipe = llvm::cantFail(findRecipe(name));
  recipe.nodes = nodes;
  recipe.degree = degree;
  return recipe;
}

static llvm::ArrayRef<int32_t> row(const Graph &graph, int64_t node) {
  return llvm::ArrayRef(graph.colIdx)
      .slice(graph.rowPtr[node], graph.rowPtr[node + 1] - graph.rowPtr[node]);
}

static int64_t largestDegree(const Graph &graph) {
  int64_t largest = 0;
  for (int64_t node = 0; node < graph.getNumNodes(); ++node)
    largest = std::max<int64_t>(largest, row(graph, node).size());
  return largest;
}

TEST(GraphGeneratorTest, GraphsAreSymmetricSortedAndSimple) {
  for (const GraphRecipe &recipe : getRecipes()) {
    SCOPED_TRACE(recipe.name.str());
    Graph graph = generateGraph(small(recipe.name, 1000, 12), 5);
    ASSERT_EQ(graph.getNumNodes(), 1000);
    EXPECT_GT(graph.getNumEdges(), 5000);
    for (int32_t node = 0; node < 1000; ++node) {
      llvm::ArrayRef<int32_t> sources = row(graph, node);
      // No equal neighbours: sorted and each once.
      EXPECT_EQ(std::adjacent_find(sources.begin(), sources.end(),
                                   std::greater_equal<>()),
                sources.end());
      for (int32_t source : sources) {
        ASSERT_GE(source, 0);
        ASSERT_LT(source, 1000);
        EXPECT_NE(source, node);
        EXPECT_TRUE(llvm::is_contained(row(graph, source), node));
      }
    }
  }
}

TEST(GraphGeneratorTest, ASeedIsOneGraph) {
  GraphRecipe recipe = small("products", 500, 8);
  EXPECT_EQ(generateGraph(recipe, 1).colIdx, generateGraph(recipe, 1).colIdx);
  EXPECT_NE(generateGraph(recipe, 1).colIdx, generateGraph(recipe, 2).colIdx);
}

TEST(GraphGeneratorTest, SkewedGraphsHaveHubs) {
  EXPECT_GT(largestDegree(generateGraph(small("arxiv", 4096, 13.7), 1)), 200);
  EXPECT_LT(largestDegree(generateGraph(small("uniform", 4096, 13.7), 1)), 50);
}

TEST(GraphGeneratorTest, ArxivLeavesNobodyAlone) {
  Graph graph = generateGraph(small("arxiv", 2000, 4), 1);
  for (int64_t node = 0; node < 2000; ++node)
    EXPECT_FALSE(row(graph, node).empty()) << node;
}

/// 0.8 inside plus what lands in the block by chance.
TEST(GraphGeneratorTest, PlantedBlocksHoldTheirEdges) {
  Graph graph = generateGraph(small("planted-sorted", 5000, 20), 1);
  double inside = 0;
  for (int64_t node = 0; node < 5000; ++node)
    for (int32_t source : row(graph, node))
      inside += source / 500 == node / 500;
  EXPECT_NEAR(inside / double(graph.getNumEdges()), 0.82, 0.02);
}

TEST(GraphGeneratorTest, TinyGraphs) {
  for (int64_t nodes : {0, 1, 2, 3}) {
    Graph graph = generateGraph(small("planted-shuffled", nodes, 0.7), 1);
    EXPECT_EQ(graph.getNumNodes(), nodes);
    EXPECT_LE(graph.getNumEdges(), nodes * (nodes - 1));
  }
}

TEST(FeatureGeneratorTest, SparseRowsSumToOne) {
  CSRFeatures x = generateSparseFeatures(50, 40, 0.1, 3);
  ASSERT_EQ(x.indptr.size(), 51u);
  ASSERT_EQ(x.indices.size(), 200u);
  for (int64_t node = 0; node < 50; ++node) {
    auto begin = x.indices.begin() + x.indptr[node];
    EXPECT_EQ(std::adjacent_find(begin, begin + 4, std::greater_equal<>()),
              begin + 4);
  }
  EXPECT_FLOAT_EQ(x.values[17], 0.25f);
}

TEST(FeatureGeneratorTest, DenseValuesAreCentred) {
  DenseFeatures x = generateDenseFeatures(100, 100, 3);
  double sum = 0;
  for (float value : x.values) {
    ASSERT_GE(value, -1);
    ASSERT_LT(value, 1);
    sum += value;
  }
  EXPECT_NEAR(sum / 1e4, 0, 0.03);
}
