//===- GraphTest.cpp - A directed graph in compressed form ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/Graph.h"

#include "test/Unit/Support/TestSupport.h"

#include <random>

using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {

TEST(Graph, EmptyGraphs) {
  EXPECT_EQ(Graph().getNumNodes(), 0);
  EXPECT_EQ(Graph().getNumEdges(), 0);
  auto none = groupByDestination({}, {}, 0);
  ASSERT_TRUE(isOk(none));
  EXPECT_EQ(none->rowPtr, std::vector<int64_t>{0});
  auto isolated = groupByDestination({}, {}, 2);
  ASSERT_TRUE(isOk(isolated));
  EXPECT_EQ(isolated->rowPtr, (std::vector<int64_t>{0, 0, 0}));
}

TEST(Graph, RowsKeepTheOrderOfTheFile) {
  auto graph = groupByDestination({2, 0, 1, 2, 2}, {1, 0, 1, 1, 0}, 3);
  ASSERT_TRUE(isOk(graph));
  EXPECT_EQ(graph->rowPtr, (std::vector<int64_t>{0, 2, 5, 5}));
  EXPECT_EQ(graph->colIdx, (std::vector<int32_t>{0, 2, 2, 1, 2}));
}

TEST(Graph, BadEdgesAreNumbered) {
  EXPECT_EQ(messageOf(groupByDestination({0, 3}, {0, 0}, 3)),
            "edge 1: expected a source in [0, 3) but got 3");
  EXPECT_EQ(messageOf(groupByDestination({0}, {-1}, 3)),
            "edge 0: expected a destination in [0, 3) but got -1");
  EXPECT_EQ(messageOf(groupByDestination({0}, {0}, 0)),
            "edge 0: expected a source in [0, 0) but got 0");
  EXPECT_EQ(messageOf(groupByDestination({0}, {}, 1)),
            "expected as many destinations as sources but got 0 and 1");
  EXPECT_EQ(messageOf(groupByDestination({}, {}, int64_t(1) << 31)),
            "expected at most 2147483647 nodes but got 2147483648");
}

/// More edges than are read at once: edge e goes into node e % 2, from e / 2.
TEST(Graph, EdgesOfSeveralBlocks) {
  constexpr int64_t numEdges = (int64_t(1) << 21) + 6, numNodes = numEdges / 2;
  std::vector<int64_t> sources(numEdges), destinations(numEdges);
  for (int64_t e = 0; e < numEdges; ++e) {
    sources[e] = e / 2;
    destinations[e] = e % 2;
  }
  auto graph = groupByDestination(sources, destinations, numNodes);
  ASSERT_TRUE(isOk(graph));
  EXPECT_EQ(graph->rowPtr[1], numNodes);
  for (int64_t e = 0; e < numEdges; ++e)
    ASSERT_EQ(graph->colIdx[e], e % numNodes);
  destinations.back() = numNodes;
  EXPECT_EQ(messageOf(groupByDestination(sources, destinations, numNodes)),
            "edge 2097157: expected a destination in [0, 1048579) but got "
            "1048579");
}

/// Against the definition: the sources of node i in the order of the file.
TEST(Graph, RandomGraphs) {
  std::mt19937_64 random(4);
  for (int round = 0; round < 100; ++round) {
    int64_t numNodes = 1 + random() % 12;
    std::vector<int64_t> sources(random() % 40), destinations;
    for (int64_t &source : sources) {
      source = random() % numNodes;
      destinations.push_back(random() % numNodes);
    }
    auto graph = groupByDestination(sources, destinations, numNodes);
    ASSERT_TRUE(isOk(graph));
    ASSERT_EQ(graph->getNumNodes(), numNodes);
    std::vector<int32_t> expected;
    for (int64_t node = 0; node < numNodes; ++node) {
      EXPECT_EQ(graph->rowPtr[node], static_cast<int64_t>(expected.size()));
      for (size_t e = 0; e < sources.size(); ++e)
        if (destinations[e] == node)
          expected.push_back(sources[e]);
    }
    EXPECT_EQ(graph->colIdx, expected);
    EXPECT_EQ(graph->rowPtr.back(), graph->getNumEdges());
  }
}

} // namespace
