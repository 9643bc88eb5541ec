//===- CalibrationTest.cpp - Statistics against their formulas ------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CalibrationFixture.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

/// Two GCN layers, F to 4 to 3, with @w1, @b1 and @w2.
static std::string makeGCN(int64_t features) {
  std::string f = std::to_string(features);
  return R"mlir(
func.func @forward(%graph: !gnn.graph, %x: tensor<?x)mlir" +
         f + R"mlir(xf32>) -> tensor<?x3xf32> {
  %w1 = ml_program.global_load_const @w1 : tensor<4x)mlir" +
         f + R"mlir(xf32>
  %b1 = ml_program.global_load_const @b1 : tensor<4xf32>
  %w2 = ml_program.global_load_const @w2 : tensor<3x4xf32>
  %loops = gnn.add_self_loops %graph : (!gnn.graph) -> !gnn.graph
  %c = gnn.gcn_norm %loops : (!gnn.graph) -> tensor<?xf32>
  %h0 = gnn.linear %x, %w1 : (tensor<?x)mlir" +
         f + R"mlir(xf32>, tensor<4x)mlir" + f +
         R"mlir(xf32>) -> tensor<?x4xf32>
  %h1 = gnn.scale_rows %h0, %c : (tensor<?x4xf32>, tensor<?xf32>) -> tensor<?x4xf32>
  %h2 = gnn.aggregate sum %loops, %h1 : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
  %h3 = gnn.scale_rows %h2, %c : (tensor<?x4xf32>, tensor<?xf32>) -> tensor<?x4xf32>
  %h4 = gnn.bias_add %h3, %b1 : (tensor<?x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %h = gnn.relu %h4 : tensor<?x4xf32>
  %y0 = gnn.linear %h, %w2 : (tensor<?x4xf32>, tensor<3x4xf32>) -> tensor<?x3xf32>
  %y1 = gnn.scale_rows %y0, %c : (tensor<?x3xf32>, tensor<?xf32>) -> tensor<?x3xf32>
  %y2 = gnn.aggregate sum %loops, %y1 : (!gnn.graph, tensor<?x3xf32>) -> tensor<?x3xf32>
  %y = gnn.scale_rows %y2, %c : (tensor<?x3xf32>, tensor<?xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}
)mlir";
}

namespace {
/// A random GCN on a random graph, and what its layers must see.
class GCNCalibrationTest : public CalibrationTest {
protected:
  void make(int64_t nodes, int64_t edges, int64_t features, bool isSparse) {
    RandomMatrices random(nodes + features);
    x = isSparse ? random.makeSparse(nodes, features)
                 : random.make(nodes, features);
    graph = edges ? random.makeGraph(nodes, edges)
                  : Graph{std::vector<int64_t>(nodes + 1), {}};
    Matrix w1 = random.make(4, features), b1 = random.make(1, 4);
    parse(declare("w1", w1) + declare("b1", b1, "tensor<4xf32>") +
          declare("w2", random.make(3, 4)) + makeGCN(features));
    adjacency = makeGCNAdjacency(graph);
    hidden = relu((adjacency * x * w1.transpose()).rowwise() + b1.row(0));
    dataset = makeDataset(graph, x, isSparse);
  }

  /// For these row weights.
  void expectAll(const Vector &weights) {
    expectStatistics("w1",
                     computeStatistics(x, adjacency * x, weights, weights));
    expectStatistics(
        "w2", computeStatistics(hidden, adjacency * hidden, weights, weights));
  }

  Matrix x, hidden, adjacency;
  Graph graph;
  Dataset dataset;
};
} // namespace

TEST_F(GCNCalibrationTest, DenseFeatures) {
  make(30, 70, 5, /*isSparse=*/false);
  calibrate(dataset, {.split = "all"});
  expectAll(Vector::Ones(30));
}

TEST_F(GCNCalibrationTest, SparseFeaturesOfSeveralBlocksOfColumns) {
  make(40, 90, 600, /*isSparse=*/true);
  calibrate(dataset, {.split = "all"});
  expectAll(Vector::Ones(40));
}

TEST_F(GCNCalibrationTest, MoreRowsThanABlock) {
  make(700, 2000, 3, /*isSparse=*/false);
  calibrate(dataset, {.split = "all"});
  expectAll(Vector::Ones(700));
}

TEST_F(GCNCalibrationTest, RowsOfASplitByWeight) {
  for (bool isSparse : {false, true}) {
    make(24, 60, 6, isSparse);
    for (StringRef weighting : {"uniform", "train", "degree", "class"}) {
      calibrate(dataset, {.nodeWeights = weighting.str()});
      expectAll(
          llvm::cantFail(computeRowWeights(dataset, "train", weighting)).nodes);
    }
  }
}

TEST_F(GCNCalibrationTest, OneNodeAndNoEdges) {
  make(1, 0, 3, /*isSparse=*/false);
  calibrate(dataset);
  expectAll(Vector::Ones(1));
  make(5, 0, 3, /*isSparse=*/true);
  calibrate(dataset, {.split = "all"});
  expectAll(Vector::Ones(5));
}

TEST_F(GCNCalibrationTest, GramIsMadeWhereAskedFor) {
  make(10, 20, 6, /*isSparse=*/false);
  calibrate(dataset, {.gram = false});
  EXPECT_FALSE(getStatistics("w1").hasGram());
  calibrate(dataset, {.maxGram = 5});
  EXPECT_FALSE(getStatistics("w1").hasGram());
  EXPECT_TRUE(getStatistics("w2").hasGram());
}

TEST_F(GCNCalibrationTest, TheModuleKeepsItsFunctions) {
  make(10, 20, 6, /*isSparse=*/true);
  auto print = [&] {
    std::string text;
    for (auto function : module->getOps<func::FuncOp>())
      llvm::raw_string_ostream(text) << function;
    return text + std::to_string(module->getBody()->getOperations().size());
  };
  std::string before = print();
  calibrate(dataset);
  EXPECT_EQ(print(), before);
}

//===----------------------------------------------------------------------===//
// Other layers
//===----------------------------------------------------------------------===//

static constexpr const char *sage = R"mlir(
func.func @forward(%graph: !gnn.graph, %x: tensor<?x5xf32>) -> tensor<?x4xf32> {
  %l = ml_program.global_load_const @l : tensor<4x5xf32>
  %r = ml_program.global_load_const @r : tensor<4x5xf32>
  %m = gnn.aggregate mean %graph, %x : (!gnn.graph, tensor<?x5xf32>) -> tensor<?x5xf32>
  %a = gnn.linear %m, %l : (tensor<?x5xf32>, tensor<4x5xf32>) -> tensor<?x4xf32>
  %b = gnn.linear %x, %r : (tensor<?x5xf32>, tensor<4x5xf32>) -> tensor<?x4xf32>
  %y = gnn.add %a, %b : tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}
)mlir";

TEST_F(CalibrationTest, BothBranchesOfSAGE) {
  RandomMatrices random(1);
  Matrix x = random.make(20, 5);
  Graph graph = random.makeGraph(20, 50);
  parse(declare("l", random.make(4, 5)) + declare("r", random.make(4, 5)) +
        sage);
  calibrate(makeDataset(graph, x, false), {.split = "all"});
  Vector ones = Vector::Ones(20);
  Matrix mean = makeMeanAdjacency(graph) * x;
  expectStatistics("l", computeStatistics(mean, mean, ones, ones));
  expectStatistics("r", computeStatistics(x, x, ones, ones));
}

/// A weight that two layers share: rows add up.
static constexpr const char *shared = R"mlir(
func.func private @layer(%graph: !gnn.graph, %x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %w = ml_program.global_load_const @w : tensor<4x4xf32>
  %a = gnn.linear %x, %w : (tensor<?x4xf32>, tensor<4x4xf32>) -> tensor<?x4xf32>
  %m = gnn.aggregate mean %graph, %a : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
  %y = gnn.tanh %m : tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}
func.func @unused(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %w = ml_program.global_load_const @w : tensor<4x4xf32>
  %y = gnn.linear %x, %w : (tensor<?x4xf32>, tensor<4x4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}
func.func @forward(%graph: !gnn.graph, %x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %w = ml_program.global_load_const @w : tensor<4x4xf32>
  %a = call @layer(%graph, %x) : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
  %b = call @layer(%graph, %a) : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
  %y = gnn.linear %b, %w : (tensor<?x4xf32>, tensor<4x4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}
)mlir";

TEST_F(CalibrationTest, AWeightOfSeveralLayersSeesAllOfThem) {
  RandomMatrices random(2);
  Matrix x = random.make(15, 4), w = random.make(4, 4);
  Graph graph = random.makeGraph(15, 40);
  parse(declare("w", w) + shared);
  calibrate(makeDataset(graph, x, false), {.split = "all"});
  Matrix mean = makeMeanAdjacency(graph);
  Matrix first = (mean * x * w.transpose()).array().tanh();
  Matrix second = (mean * first * w.transpose()).array().tanh();
  Matrix all(45, 4), mapped(45, 4);
  all << x, first, second;
  mapped << mean * x, mean * first, second;
  Vector ones = Vector::Ones(45);
  expectStatistics("w", computeStatistics(all, mapped, ones, ones));
}

/// Two heads of three channels.
static constexpr const char *attention = R"mlir(
func.func @forward(%graph: !gnn.graph, %x: tensor<?x5xf32>) -> tensor<?x6xf32> {
  %w = ml_program.global_load_const @w : tensor<6x5xf32>
  %s = ml_program.global_load_const @s : tensor<1x2x3xf32>
  %h = gnn.linear %x, %w : (tensor<?x5xf32>, tensor<6x5xf32>) -> tensor<?x6xf32>
  %a = gnn.head_dot %h, %s : (tensor<?x6xf32>, tensor<1x2x3xf32>) -> tensor<?x2xf32>
  %y = gnn.attention %graph, %h, %a, %a {negative_slope = 2.000000e-01 : f64}
    : (!gnn.graph, tensor<?x6xf32>, tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x6xf32>
  return %y : tensor<?x6xf32>
}
)mlir";

TEST_F(CalibrationTest, HeadsOfAttentionAreRows) {
  RandomMatrices random(3);
  Matrix x = random.make(12, 5), w = random.make(6, 5);
  parse(declare("w", w) + declare("s", random.make(1, 6), "tensor<1x2x3xf32>") +
        attention);
  Dataset dataset = makeDataset(random.makeGraph(12, 30), x, false);
  calibrate(dataset, {.nodeWeights = "degree"});
  Vector weights =
      llvm::cantFail(computeRowWeights(dataset, "train", "degree")).nodes;
  expectStatistics("w", computeStatistics(x, x, weights, weights));
  Matrix h = x * w.transpose(), heads(24, 3);
  Vector ofHeads(24);
  for (int64_t row = 0; row < 24; ++row) {
    heads.row(row) = h.row(row / 2).segment(row % 2 * 3, 3);
    ofHeads[row] = weights[row / 2];
  }
  expectStatistics("s", computeStatistics(heads, heads, ofHeads, ofHeads));
}

/// GIN, and a readout of each graph; one product is of edges.
static constexpr const char *readout = R"mlir(
func.func @forward(%graph: !gnn.graph, %x: tensor<?x3xf32>, %ptr: tensor<?xi64>) -> tensor<?x2xf32> {
  %w1 = ml_program.global_load_const @w1 : tensor<4x3xf32>
  %w2 = ml_program.global_load_const @w2 : tensor<2x4xf32>
  %w3 = ml_program.global_load_const @w3 : tensor<2x4xf32>
  %we = ml_program.global_load_const @we : tensor<4x3xf32>
  %e = gnn.edge_add %graph, %x, %x : (!gnn.graph, tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %p = gnn.linear %e, %we : (tensor<?x3xf32>, tensor<4x3xf32>) -> tensor<?x4xf32>
  %s = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x3xf32>) -> tensor<?x3xf32>
  %z = gnn.add %s, %x : tensor<?x3xf32>
  %l = gnn.linear %z, %w1 : (tensor<?x3xf32>, tensor<4x3xf32>) -> tensor<?x4xf32>
  %h = gnn.relu %l : tensor<?x4xf32>
  %g = gnn.pool sum %h, %ptr : (tensor<?x4xf32>, tensor<?xi64>) -> tensor<?x4xf32>
  %a = gnn.linear %g, %w2 : (tensor<?x4xf32>, tensor<2x4xf32>) -> tensor<?x2xf32>
  %n = gnn.aggregate sum %graph, %h weights %p : (!gnn.graph, tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  %b = gnn.linear %n, %w3 : (tensor<?x4xf32>, tensor<2x4xf32>) -> tensor<?x2xf32>
  %q = gnn.pool mean %b, %ptr : (tensor<?x2xf32>, tensor<?xi64>) -> tensor<?x2xf32>
  %y = gnn.add %a, %q : tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
)mlir";

namespace {
/// Three graphs of 4, 0 and 5 nodes, of which the first two are to train.
class ReadoutCalibrationTest : public CalibrationTest {
protected:
  void make(Graph graph) {
    RandomMatrices random(4);
    x = random.make(9, 3);
    w1 = random.make(4, 3);
    we = random.make(4, 3);
    parse(declare("w1", w1) + declare("w2", random.make(2, 4)) +
          declare("w3", random.make(2, 4)) + declare("we", we) + readout);
    dataset = makeDataset(graph, x, false);
    dataset.graphPtr = {0, 4, 4, 9};
    dataset.labels = {0, 1, 1};
    dataset.masks = {{"train", {1, 1, 0}}};
  }

  Matrix x, w1, we;
  Dataset dataset;
};
} // namespace

TEST_F(ReadoutCalibrationTest, RowsMayBeGraphsAndEdges) {
  make({{0, 2, 3, 3, 4, 4, 6, 7, 7, 7}, {1, 3, 0, 2, 8, 8, 4}});
  calibrate(dataset);
  const Graph &graph = dataset.graph;
  Matrix sum = Matrix::Zero(9, 9), edges(7, 3), n = Matrix::Zero(9, 4);
  for (int64_t i = 0; i < 9; ++i)
    for (int64_t e = graph.rowPtr[i]; e < graph.rowPtr[i + 1]; ++e) {
      sum(i, graph.colIdx[e]) += 1;
      edges.row(e) = x.row(i) + x.row(graph.colIdx[e]);
    }
  Matrix z = sum * x + x, h = relu(z * w1.transpose());
  Matrix ofGraphs = Matrix::Zero(3, 9), meanOfGraphs = Matrix::Zero(3, 9);
  ofGraphs.block(0, 0, 1, 4).setOnes();
  ofGraphs.block(2, 4, 1, 5).setOnes();
  meanOfGraphs.row(0) = ofGraphs.row(0) / 4;
  meanOfGraphs.row(2) = ofGraphs.row(2) / 5;
  for (int64_t i = 0; i < 9; ++i)
    for (int64_t e = graph.rowPtr[i]; e < graph.rowPtr[i + 1]; ++e)
      n.row(i) +=
          (edges.row(e) * we.transpose()).cwiseProduct(h.row(graph.colIdx[e]));
  Vector nodes(9), graphs(3), all = Vector::Ones(7);
  nodes << 1, 1, 1, 1, 0, 0, 0, 0, 0;
  graphs << 1, 1, 0;
  expectStatistics("w1", computeStatistics(z, z, nodes, nodes));
  Matrix g = ofGraphs * h;
  expectStatistics("w2", computeStatistics(g, g, graphs, graphs));
  // Nodes are multiplied, and the readout maps them to graphs.
  expectStatistics("w3", computeStatistics(n, meanOfGraphs * n, nodes, graphs));
  expectStatistics("we", computeStatistics(edges, edges, all, all));
}

TEST_F(ReadoutCalibrationTest, ZeroRowsGiveZeros) {
  make({std::vector<int64_t>(10), {}});
  calibrate(dataset);
  FeatureStatistics edges = getStatistics("we");
  EXPECT_EQ(edges.rows, 0);
  std::vector<double> zeros(3);
  for (auto [name, values] : FeatureStatistics::getMoments())
    EXPECT_EQ(edges.*values, zeros) << name.str();
  EXPECT_EQ(edges.gram, std::vector<double>(9));
}
