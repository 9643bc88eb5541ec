//===- JITAttentionTest.cpp - Groups of rows that share memory ------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "JITFixture.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
/// By the lanes of a vector register.
class JITAttentionTest : public JITTest,
                         public testing::WithParamInterface<int64_t> {
protected:
  void compileHeads(int64_t heads, int64_t width);
};
} // namespace

/// Once as it is, once with the self loops that are missing.
void JITAttentionTest::compileHeads(int64_t heads, int64_t width) {
  compile(replaced(R"mlir(
    func.func @f(%g: !gnn.graph, %x: tensor<?x$Cxf32>, %s: tensor<?x$Hxf32>, %t: tensor<?x$Hxf32>)
        -> (tensor<?x$Cxf32>, tensor<?x$Cxf32>) {
      %m = gnn.missing_self_loops %g : (!gnn.graph) -> tensor<?xf32>
      %0 = gnn.attention %g, %x, %s, %t {negative_slope = 2.000000e-01 : f64}
        : (!gnn.graph, tensor<?x$Cxf32>, tensor<?x$Hxf32>, tensor<?x$Hxf32>) -> tensor<?x$Cxf32>
      %1 = gnn.attention %g, %x, %s, %t missing %m {negative_slope = 2.000000e-01 : f64}
        : (!gnn.graph, tensor<?x$Cxf32>, tensor<?x$Hxf32>, tensor<?x$Hxf32>, tensor<?xf32>) -> tensor<?x$Cxf32>
      return %0, %1 : tensor<?x$Cxf32>, tensor<?x$Cxf32>
    })mlir",
                   {{"$H", heads}, {"$C", heads * width}}),
          GetParam());
}

/// A graph whose first rows have so many edges, from nodes that have none.
static Graph makeRows(ArrayRef<int64_t> lengths) {
  constexpr int64_t sources = 1500;
  Graph graph{{0}, {}};
  for (int64_t length : lengths)
    graph.rowPtr.push_back(graph.rowPtr.back() + length);
  for (int64_t edge = 0; edge < graph.rowPtr.back(); ++edge)
    graph.colIdx.push_back(int32_t(lengths.size() + edge * 7919 % sources));
  graph.rowPtr.insert(graph.rowPtr.end(), sources, graph.rowPtr.back());
  return graph;
}

/// There is memory for 1024 edges of 4 heads: groups that fill it, that would
/// be one edge too many, around rows that are too long for it, with rows of no
/// edges at every place.
TEST_P(JITAttentionTest, groupsRows) {
  compileHeads(4, 3);
  const std::vector<int64_t> graphs[] = {
      {512, 512},    {512, 513},        {1024},
      {1025},        {1025, 3},         {3, 1025},
      {0, 0, 1025},  {1025, 0, 0},      {0, 1, 1025, 1026, 5, 0},
      {1000, 24, 0}, {1000, 24, 1, 0},  {0, 1000, 25, 1000},
      {0},           {0, 0, 0},         {1, 0, 2, 0, 3},
      {7, 9, 8, 1},  {2100, 1, 900, 1}, {200, 0, 200, 300, 324, 1, 40}};
  for (const std::vector<int64_t> &lengths : graphs) {
    SCOPED_TRACE(testing::PrintToString(lengths));
    Graph graph = makeRows(lengths);
    int64_t nodes = graph.getNumNodes();
    for (double scale : {1, 100})
      expectSame({graph, random(nodes, 12), Matrix(scale * random(nodes, 4)),
                  random(nodes, 4)});
  }
}

/// Heads of every number: they share a vector, fill it or take several, and
/// the last one may be anywhere in it.
TEST_P(JITAttentionTest, spreadsHeads) {
  for (int64_t heads : {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 20, 33}) {
    SCOPED_TRACE(heads);
    compileHeads(heads, 2);
    for (const auto &[name, graph] : makeGraphs()) {
      SCOPED_TRACE(name);
      int64_t nodes = graph.getNumNodes();
      expectSame({graph, random(nodes, heads * 2), random(nodes, heads),
                  random(nodes, heads)});
    }
  }
}

/// Heads of every width: they share vectors of channels, or have some of their
/// own, of which the last one repeats channels.
TEST_P(JITAttentionTest, joinsHeads) {
  const std::pair<int64_t, int64_t> shapes[] = {
      {2, 1},  {5, 3},  {20, 3}, {4, 4},  {3, 7},  {4, 8},
      {4, 12}, {4, 17}, {3, 33}, {2, 40}, {1, 33}, {4, 0}};
  for (auto [heads, width] : shapes) {
    SCOPED_TRACE(testing::Message() << heads << " x " << width);
    compileHeads(heads, width);
    for (const auto &[name, graph] : makeGraphs()) {
      SCOPED_TRACE(name);
      int64_t nodes = graph.getNumNodes();
      expectSame({graph, random(nodes, heads * width), random(nodes, heads),
                  random(nodes, heads)});
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Lanes, JITAttentionTest,
                         testing::Values<int64_t>(1, 4, 8, 16));
