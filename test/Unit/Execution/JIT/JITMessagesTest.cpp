//===- JITMessagesTest.cpp - What flows along edges, compiled -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "JITFixture.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
class JITMessagesTest : public JITTest {
protected:
  const Graph hubs = makeGraphWithHubs();
};

struct Heads {
  int64_t heads, width;
};
} // namespace

/// One head and many; narrower and wider than a vector, than a block.
static constexpr Heads headShapes[] = {{1, 1}, {1, 7}, {8, 8},  {4, 32},
                                       {3, 5}, {9, 2}, {17, 3}, {1, 300}};

TEST_F(JITMessagesTest, aggregates) {
  for (int64_t channels : widths) {
    SCOPED_TRACE(channels);
    compile(withChannels(R"mlir(
      func.func @f(%g: !gnn.graph, %x: tensor<?x$Cxf32>)
          -> (tensor<?x$Cxf32>, tensor<?x$Cxf32>, tensor<?x$Cxf32>, tensor<?x$Cxf32>) {
        %0 = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x$Cxf32>) -> tensor<?x$Cxf32>
        %1 = gnn.aggregate mean %g, %x : (!gnn.graph, tensor<?x$Cxf32>) -> tensor<?x$Cxf32>
        %2 = gnn.aggregate max %g, %x : (!gnn.graph, tensor<?x$Cxf32>) -> tensor<?x$Cxf32>
        %3 = gnn.aggregate min %g, %x : (!gnn.graph, tensor<?x$Cxf32>) -> tensor<?x$Cxf32>
        return %0, %1, %2, %3 : tensor<?x$Cxf32>, tensor<?x$Cxf32>, tensor<?x$Cxf32>, tensor<?x$Cxf32>
      })mlir",
                         channels));
    for (const auto &[name, graph] : makeGraphs()) {
      SCOPED_TRACE(name);
      expectSame({graph, random(graph.getNumNodes(), channels)});
    }
    expectSame({hubs, random(hubs.getNumNodes(), channels)});
  }
}

/// Both forms of a maximum: a NaN comes out of every row that it goes into, and
/// infinities of both signs are no NaN.
TEST_F(JITMessagesTest, keepsNaN) {
  for (int64_t channels : {1, 17, 128}) {
    SCOPED_TRACE(channels);
    compile(withChannels(R"mlir(
      func.func @f(%g: !gnn.graph, %x: tensor<?x$Cxf32>) -> (tensor<?x$Cxf32>, tensor<?x$Cxf32>) {
        %0 = gnn.aggregate max %g, %x : (!gnn.graph, tensor<?x$Cxf32>) -> tensor<?x$Cxf32>
        %1 = gnn.aggregate min %g, %x : (!gnn.graph, tensor<?x$Cxf32>) -> tensor<?x$Cxf32>
        return %0, %1 : tensor<?x$Cxf32>, tensor<?x$Cxf32>
      })mlir",
                         channels));
    for (auto [a, b] : {std::pair(1.0f, NAN), {-INFINITY, INFINITY}}) {
      Matrix x = random(hubs.getNumNodes(), channels);
      for (int64_t edge : {0, 3, 4711, 20000}) {
        x(hubs.colIdx[edge], edge % channels) = a;
        x(hubs.colIdx[edge + 1], edge % channels) = b;
      }
      expectSame({hubs, x});
    }
  }
}

TEST_F(JITMessagesTest, aggregatesWithEdgeWeights) {
  for (auto [heads, width] : headShapes) {
    SCOPED_TRACE(testing::Message() << heads << " heads of " << width);
    compile(replaced(R"mlir(
      func.func @f(%g: !gnn.graph, %x: tensor<?x$Cxf32>, %w: tensor<?x$Hxf32>)
          -> (tensor<?x$Cxf32>, tensor<?x$Cxf32>) {
        %0 = gnn.aggregate sum %g, %x weights %w
          : (!gnn.graph, tensor<?x$Cxf32>, tensor<?x$Hxf32>) -> tensor<?x$Cxf32>
        %1 = gnn.aggregate max %g, %x weights %w
          : (!gnn.graph, tensor<?x$Cxf32>, tensor<?x$Hxf32>) -> tensor<?x$Cxf32>
        return %0, %1 : tensor<?x$Cxf32>, tensor<?x$Cxf32>
      })mlir",
                     {{"$H", heads}, {"$C", heads * width}}));
    for (const auto &[name, graph] : makeGraphs()) {
      SCOPED_TRACE(name);
      expectSame({graph, random(graph.getNumNodes(), heads * width),
                  random(graph.getNumEdges(), heads)});
    }
    expectSame({hubs, random(hubs.getNumNodes(), heads * width),
                random(hubs.getNumEdges(), heads)});
  }
}

TEST_F(JITMessagesTest, attends) {
  for (auto [heads, width] : headShapes) {
    SCOPED_TRACE(testing::Message() << heads << " heads of " << width);
    compile(replaced(R"mlir(
      func.func @f(%g: !gnn.graph, %x: tensor<?x$Cxf32>, %s: tensor<?x$Hxf32>,
                   %t: tensor<?x$Hxf32>) -> tensor<?x$Cxf32> {
        %0 = gnn.attention %g, %x, %s, %t {negative_slope = 2.000000e-01 : f64}
          : (!gnn.graph, tensor<?x$Cxf32>, tensor<?x$Hxf32>, tensor<?x$Hxf32>) -> tensor<?x$Cxf32>
        return %0 : tensor<?x$Cxf32>
      })mlir",
                     {{"$H", heads}, {"$C", heads * width}}));
    for (const auto &[name, graph] : makeGraphs()) {
      SCOPED_TRACE(name);
      int64_t nodes = graph.getNumNodes();
      expectSame({graph, random(nodes, heads * width), random(nodes, heads),
                  random(nodes, heads)});
      // Scores so large that only their differences can be exponents.
      expectSame({graph, random(nodes, heads * width),
                  Matrix(100 * random(nodes, heads)), random(nodes, heads)});
    }
    int64_t nodes = hubs.getNumNodes();
    for (double scale : {1, 100})
      expectSame({hubs, random(nodes, heads * width),
                  Matrix(scale * random(nodes, heads)), random(nodes, heads)});
  }
}

/// A row in several steps, and so many channels that the last block is a single
/// vector, which repeats channels of the one before.
TEST_F(JITMessagesTest, attendsWithManyBlocks) {
  compile(R"mlir(
    func.func @f(%g: !gnn.graph, %x: tensor<?x1681xf32>, %s: tensor<?x1xf32>, %t: tensor<?x1xf32>)
        -> tensor<?x1681xf32> {
      %0 = gnn.attention %g, %x, %s, %t {negative_slope = 2.000000e-01 : f64}
        : (!gnn.graph, tensor<?x1681xf32>, tensor<?x1xf32>, tensor<?x1xf32>) -> tensor<?x1681xf32>
      return %0 : tensor<?x1681xf32>
    })mlir");
  constexpr int64_t nodes = 300;
  Graph graph{std::vector<int64_t>(nodes + 1, 5000),
              std::vector<int32_t>(5000)};
  graph.rowPtr[0] = 0;
  for (auto [edge, source] : llvm::enumerate(graph.colIdx))
    source = edge % nodes;
  expectSame({graph, random(nodes, 1681), random(nodes, 1), random(nodes, 1)});
}

/// With the loops that are missing, and with any number of them.
TEST_F(JITMessagesTest, attendsToItself) {
  for (auto [heads, width] : headShapes) {
    SCOPED_TRACE(testing::Message() << heads << " heads of " << width);
    compile(replaced(R"mlir(
      func.func @f(%g: !gnn.graph, %x: tensor<?x$Cxf32>, %s: tensor<?x$Hxf32>,
                   %t: tensor<?x$Hxf32>, %n: tensor<?xf32>)
          -> (tensor<?x$Cxf32>, tensor<?x$Cxf32>) {
        %m = gnn.missing_self_loops %g : (!gnn.graph) -> tensor<?xf32>
        %0 = gnn.attention %g, %x, %s, %t missing %m {negative_slope = 2.000000e-01 : f64}
          : (!gnn.graph, tensor<?x$Cxf32>, tensor<?x$Hxf32>, tensor<?x$Hxf32>, tensor<?xf32>) -> tensor<?x$Cxf32>
        %1 = gnn.attention %g, %x, %s, %t missing %n {negative_slope = 2.000000e-01 : f64}
          : (!gnn.graph, tensor<?x$Cxf32>, tensor<?x$Hxf32>, tensor<?x$Hxf32>, tensor<?xf32>) -> tensor<?x$Cxf32>
        return %0, %1 : tensor<?x$Cxf32>, tensor<?x$Cxf32>
      })mlir",
                     {{"$H", heads}, {"$C", heads * width}}));
    auto expectOn = [&](const Graph &graph, double scale) {
      int64_t nodes = graph.getNumNodes();
      Vector counts = randomVector(nodes).cwiseAbs();
      for (int64_t node = 0; node < nodes; node += 3)
        counts[node] = 0;
      expectSame({graph, random(nodes, heads * width),
                  Matrix(scale * random(nodes, heads)), random(nodes, heads),
                  counts});
    };
    for (double scale : {1, 100}) {
      for (const auto &[name, graph] : makeGraphs()) {
        SCOPED_TRACE(name);
        expectOn(graph, scale);
      }
      expectOn(hubs, scale);
    }
  }
}

/// A node with a loop of its own adds nothing to it, whatever its features are.
TEST_F(JITMessagesTest, keepsInfinitiesOfLoopsThatAreThere) {
  compile(R"mlir(
    func.func @f(%g: !gnn.graph, %x: tensor<?x17xf32>, %s: tensor<?x1xf32>) -> tensor<?x17xf32> {
      %m = gnn.missing_self_loops %g : (!gnn.graph) -> tensor<?xf32>
      %0 = gnn.attention %g, %x, %s, %s missing %m {negative_slope = 2.000000e-01 : f64}
        : (!gnn.graph, tensor<?x17xf32>, tensor<?x1xf32>, tensor<?x1xf32>, tensor<?xf32>) -> tensor<?x17xf32>
      return %0 : tensor<?x17xf32>
    })mlir");
  Graph graph{{0, 2, 3}, {0, 1, 0}};
  expectSame({graph, Matrix(Matrix::Constant(2, 17, INFINITY)), random(2, 1)});
}

TEST_F(JITMessagesTest, attendsInStoredSteps) {
  for (int64_t heads : {1, 3, 8, 17, 33}) {
    SCOPED_TRACE(heads);
    compile(replaced(R"mlir(
      func.func @f(%g: !gnn.graph, %s: tensor<?x$Hxf32>, %t: tensor<?x$Hxf32>)
          -> (tensor<?x$Hxf32>, tensor<?x$Hxf32>) {
        %0 = gnn.edge_add %g, %s, %t
          : (!gnn.graph, tensor<?x$Hxf32>, tensor<?x$Hxf32>) -> tensor<?x$Hxf32>
        %1 = gnn.leaky_relu %0 {negative_slope = 2.000000e-01 : f64} : tensor<?x$Hxf32>
        %2 = gnn.edge_softmax %g, %1 : (!gnn.graph, tensor<?x$Hxf32>) -> tensor<?x$Hxf32>
        return %1, %2 : tensor<?x$Hxf32>, tensor<?x$Hxf32>
      })mlir",
                     {{"$H", heads}}));
    for (const auto &[name, graph] : makeGraphs()) {
      SCOPED_TRACE(name);
      int64_t nodes = graph.getNumNodes();
      expectSame({graph, random(nodes, heads), random(nodes, heads)});
    }
    int64_t nodes = hubs.getNumNodes();
    expectSame({hubs, random(nodes, heads), random(nodes, heads)});
  }
}

TEST_F(JITMessagesTest, pools) {
  for (int64_t channels : widths) {
    SCOPED_TRACE(channels);
    compile(withChannels(R"mlir(
      func.func @f(%x: tensor<?x$Cxf32>, %p: tensor<?xi64>)
          -> (tensor<?x$Cxf32>, tensor<?x$Cxf32>, tensor<?x$Cxf32>, tensor<?x$Cxf32>) {
        %0 = gnn.pool sum %x, %p : (tensor<?x$Cxf32>, tensor<?xi64>) -> tensor<?x$Cxf32>
        %1 = gnn.pool mean %x, %p : (tensor<?x$Cxf32>, tensor<?xi64>) -> tensor<?x$Cxf32>
        %2 = gnn.pool max %x, %p : (tensor<?x$Cxf32>, tensor<?xi64>) -> tensor<?x$Cxf32>
        %3 = gnn.pool min %x, %p : (tensor<?x$Cxf32>, tensor<?xi64>) -> tensor<?x$Cxf32>
        return %0, %1, %2, %3 : tensor<?x$Cxf32>, tensor<?x$Cxf32>, tensor<?x$Cxf32>, tensor<?x$Cxf32>
      })mlir",
                         channels));
    expectSame({random(200, channels), SegmentPtr{0, 1, 1, 70, 200}});
    expectSame({random(3, channels), SegmentPtr{0, 3}});
    expectSame({random(9000, channels), SegmentPtr{0, 50, 8900, 9000}});
    expectSame({random(0, channels), SegmentPtr{0, 0}});
    expectSame({random(0, channels), SegmentPtr{0}});
  }
}

TEST_F(JITMessagesTest, countsMissingSelfLoops) {
  compile(R"mlir(
    func.func @f(%g: !gnn.graph) -> (tensor<?xf32>, tensor<?xf32>) {
      %m = gnn.missing_self_loops %g : (!gnn.graph) -> tensor<?xf32>
      %c = gnn.gcn_norm %g missing %m : (!gnn.graph, tensor<?xf32>) -> tensor<?xf32>
      return %m, %c : tensor<?xf32>, tensor<?xf32>
    })mlir");
  for (const auto &[name, graph] : makeGraphs()) {
    SCOPED_TRACE(name);
    expectSame({graph});
  }
  expectSame({hubs});
}

TEST_F(JITMessagesTest, addsSelfLoopsInTheirPlace) {
  // Edge values tell every edge's place apart.
  compile(R"mlir(
    func.func @f(%g: !gnn.graph, %s: tensor<?x1xf32>, %t: tensor<?x1xf32>)
        -> (tensor<?x1xf32>, tensor<?xf32>, tensor<?xf32>) {
      %before = gnn.gcn_norm %g : (!gnn.graph) -> tensor<?xf32>
      %l = gnn.add_self_loops %g : (!gnn.graph) -> !gnn.graph
      %e = gnn.edge_add %l, %s, %t : (!gnn.graph, tensor<?x1xf32>, tensor<?x1xf32>) -> tensor<?x1xf32>
      %after = gnn.gcn_norm %l : (!gnn.graph) -> tensor<?xf32>
      return %e, %before, %after : tensor<?x1xf32>, tensor<?xf32>, tensor<?xf32>
    })mlir");
  for (const auto &[name, graph] : makeGraphs()) {
    SCOPED_TRACE(name);
    int64_t nodes = graph.getNumNodes();
    expectSame({graph, random(nodes, 1), random(nodes, 1)});
  }
}
