//===- RecoveryTest.cpp - What recovery restores, and what it keeps -------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RecoveryFixture.h"

#include "gnn-opt/Analysis/FeatureStatistics.h"
#include "gnn-opt/Execution/Engine.h"

#include "mlir/Parser/Parser.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

/// Everything that is not negative passes a ReLU as it is.
static void makeNonNegative(Dataset &data) {
  for (float &value : std::get<DenseFeatures>(data.features).values)
    value = std::abs(value);
}

/// A channel that is a sum of others after the nonlinearity is no loss.
TEST_F(RecoveryTest, RestoresWhatOtherChannelsSay) {
  OwningOpRef<ModuleOp> model = makeModel("gcn", 1);
  Matrix w = getMatrix(*model, "conv1.lin.weight").cwiseAbs();
  w.row(5) = 0.5 * w.row(0) + 2 * w.row(1);
  setMatrix(*model, "conv1.lin.weight", w);
  setMatrix(*model, "conv1.bias", Matrix::Zero(6, 1));
  Dataset data = makeData(30, 2);
  makeNonNegative(data);
  Matrix expected = run(*model, data);
  OwningOpRef<ModuleOp> pruned = removeFrom(*model, "conv1", {5});
  EXPECT_GT(compareMatrices(expected, run(*pruned, data)), 0.1);
  auto layers = recoverModel(*pruned, *model, data, {.ridge = 1e-12});
  EXPECT_LT(compareMatrices(expected, run(*pruned, data)), 1e-5);
  ASSERT_EQ(layers.size(), 1u);
  EXPECT_GT(layers[0].errorBefore, 0.1);
  EXPECT_LT(layers[0].errorAfter, 1e-5);
}

/// For each layer and topology: no layer ends farther than it was, and the
/// result comes closer. Attention makes no promise: what it does with values
/// that are closer depends on scores.
TEST_F(RecoveryTest, EveryModelComesCloser) {
  for (auto [name, group] :
       std::vector<std::pair<StringRef, StringRef>>{{"concat", "lin1"},
                                                    {"gat_concat", "conv1"},
                                                    {"gat_mean", "conv1"},
                                                    {"gcn", "conv1"},
                                                    {"gin", "conv1.nn.0"},
                                                    {"jumping", "conv1"},
                                                    {"residual", "conv1"},
                                                    {"sage", "conv2"}}) {
    OwningOpRef<ModuleOp> model = makeModel(name, 7);
    Dataset data = makeData(60, 8);
    OwningOpRef<ModuleOp> pruned = removeFrom(*model, group, {0, 1});
    Matrix expected = run(*model, data);
    double before = (run(*pruned, data) - expected).norm();
    auto layers = recoverModel(*pruned, *model, data, {.ridge = 1e-8});
    double after = (run(*pruned, data) - expected).norm();
    if (!name.starts_with("gat"))
      EXPECT_LT(after, 0.95 * before) << name.str();
    EXPECT_FALSE(layers.empty()) << name.str();
    for (const RecoveredLayer &layer : layers)
      EXPECT_LT(layer.errorAfter, layer.errorBefore + 1e-12) << layer.name;
  }
}

/// The errors told are those of the layer: here the result is the last one's.
TEST_F(RecoveryTest, TellsTheErrorsOfTheLayer) {
  OwningOpRef<ModuleOp> model = makeModel("gcn", 2);
  Dataset data = makeData(50, 3);
  OwningOpRef<ModuleOp> pruned = removeFrom(*model, "conv1", {0, 1, 2});
  Matrix expected = run(*model, data);
  auto error = [&] {
    return (run(*pruned, data) - expected).norm() / expected.norm();
  };
  double before = error();
  auto layers = recoverModel(*pruned, *model, data);
  ASSERT_EQ(layers.size(), 1u);
  EXPECT_NEAR(layers[0].errorBefore, before, 1e-9 * before);
  EXPECT_NEAR(layers[0].errorAfter, error(), 1e-5);
}

/// Bytes stay where nothing was pruned.
TEST_F(RecoveryTest, ChangesNothingWithoutPruning) {
  for (const std::string &name : getModelNames()) {
    OwningOpRef<ModuleOp> model = makeModel(name, 5);
    if (!canRun(*model))
      continue;
    OwningOpRef<ModuleOp> copy = model.get().clone();
    for (RecoveryMethod method :
         {RecoveryMethod::leastSquares, RecoveryMethod::bias})
      EXPECT_TRUE(recoverModel(*copy, *model, makeData(20, 6, /*isSet=*/true),
                               {.method = method, .ridge = 0})
                      .empty())
          << name;
    for (ml_program::GlobalOp parameter : getParameters(*model))
      EXPECT_EQ(copy->lookupSymbol<ml_program::GlobalOp>(parameter.getName())
                    .getValueAttr(),
                parameter.getValueAttr());
  }
}

/// Values of nodes, and behind the readout values of graphs.
TEST_F(RecoveryTest, BatchOfGraphs) {
  OwningOpRef<ModuleOp> model = makeModel("gin", 4);
  Dataset data = makeData(40, 9, /*isSet=*/true);
  OwningOpRef<ModuleOp> pruned = removeFrom(*model, "conv1.nn.0", {1, 3});
  Matrix expected = run(*model, data);
  ASSERT_EQ(expected.rows(), 3);
  double before = (run(*pruned, data) - expected).norm();
  auto layers = recoverModel(*pruned, *model, data, {.ridge = 1e-8});
  ASSERT_EQ(layers.size(), 2u);
  EXPECT_EQ(layers[0].name, "conv1.nn.3.weight");
  EXPECT_EQ(layers[1].name, "lin.weight");
  EXPECT_LT((run(*pruned, data) - expected).norm(), 0.01 * before);
}

/// Sparse weights keep their zeros, and move elsewhere.
TEST_F(RecoveryTest, SparseWeightsKeepTheirZeros) {
  OwningOpRef<ModuleOp> model = makeModel("gcn", 6);
  OwningOpRef<ModuleOp> pruned = model.get().clone();
  runPasses(*pruned, "gnn-prune-weights{sparsity=0.5}");
  Dataset data = makeData(50, 7);
  Matrix expected = run(*model, data);
  std::vector<Matrix> weights;
  StringRef names[] = {"conv1.lin.weight", "conv2.lin.weight"};
  for (StringRef name : names)
    weights.push_back(getMatrix(*pruned, name));
  double before = (run(*pruned, data) - expected).norm();
  EXPECT_EQ(recoverModel(*pruned, *model, data).size(), 2u);
  EXPECT_LT((run(*pruned, data) - expected).norm(), 0.8 * before);
  for (auto [name, old] : llvm::zip_equal(names, weights)) {
    Matrix now = getMatrix(*pruned, name);
    EXPECT_GT((old.array() == 0).count(), 0) << name.str();
    EXPECT_TRUE(((old.array() == 0) == (now.array() == 0)).all()) << name.str();
    EXPECT_NE(old, now) << name.str();
  }
}

/// A weight that two layers read is neither's to change; their biases are.
TEST_F(RecoveryTest, SharedWeightsStay) {
  const char *text = R"mlir(
    ml_program.global private @in(dense<[[1.0, 2.0, 0.5], [0.3, -1.0, 0.7], [1.0, 1.0, -2.0]]> : tensor<3x3xf32>) : tensor<3x3xf32>
    ml_program.global private @out(dense<[[1.0, -2.0, 0.5]]> : tensor<1x3xf32>) : tensor<1x3xf32>
    ml_program.global private @bias(dense<1.0> : tensor<1xf32>) : tensor<1xf32>
    func.func @forward(%x: tensor<?x3xf32>) -> tensor<?x1xf32> {
      %in = ml_program.global_load_const @in : tensor<3x3xf32>
      %out = ml_program.global_load_const @out : tensor<1x3xf32>
      %bias = ml_program.global_load_const @bias : tensor<1xf32>
      %h = gnn.linear %x, %in : (tensor<?x3xf32>, tensor<3x3xf32>) -> tensor<?x3xf32>
      %r = gnn.relu %h : tensor<?x3xf32>
      %t = gnn.tanh %h : tensor<?x3xf32>
      %a = gnn.linear %r, %out bias %bias : (tensor<?x3xf32>, tensor<1x3xf32>, tensor<1xf32>) -> tensor<?x1xf32>
      %b = gnn.linear %t, %out : (tensor<?x3xf32>, tensor<1x3xf32>) -> tensor<?x1xf32>
      %y = gnn.add %a, %b : tensor<?x1xf32>
      return %y : tensor<?x1xf32>
    })mlir";
  auto model = parseSourceString<ModuleOp>(text, &context);
  ASSERT_TRUE(model) << errors;
  OwningOpRef<ModuleOp> pruned = removeFrom(*model, "in", {0});
  Matrix weight = getMatrix(*pruned, "out");
  EXPECT_EQ(recoverModel(*pruned, *model, makeData(30, 9)).size(), 1u);
  EXPECT_EQ(getMatrix(*pruned, "out"), weight);
  EXPECT_NE(getVector(*pruned, "bias")[0], 1.0);
}

TEST_F(RecoveryTest, BiasMovesTheMean) {
  OwningOpRef<ModuleOp> model = makeModel("gcn", 9);
  Dataset data = makeData(40, 10);
  OwningOpRef<ModuleOp> pruned = removeFrom(*model, "conv1", {0, 3});
  Matrix weight = getMatrix(*pruned, "conv2.lin.weight");
  recoverModel(*pruned, *model, data, {.method = RecoveryMethod::bias});
  EXPECT_EQ(getMatrix(*pruned, "conv2.lin.weight"), weight);
  RowVector expected = run(*model, data).colwise().mean();
  RowVector got = run(*pruned, data).colwise().mean();
  EXPECT_LT(compareMatrices(expected, got), 1e-6);
}

/// Features that the data stores sparse.
TEST_F(RecoveryTest, SparseFeatures) {
  OwningOpRef<ModuleOp> model = makeModel("gcn", 10);
  Dataset data = makeData(30, 11);
  makeNonNegative(data);
  Dataset sparse = data;
  sparse.features = toCSR(std::get<DenseFeatures>(data.features));
  // The least feature of all must be an implicit zero.
  std::get<DenseFeatures>(data.features).values[4] = 0;
  sparse.features = toCSR(std::get<DenseFeatures>(data.features));
  OwningOpRef<ModuleOp> a = removeFrom(*model, "conv1", {2});
  OwningOpRef<ModuleOp> b = a.get().clone();
  recoverModel(*a, *model, data);
  recoverModel(*b, *model, sparse);
  EXPECT_LT(compareMatrices(getMatrix(*a, "conv2.lin.weight"),
                            getMatrix(*b, "conv2.lin.weight")),
            1e-6);
}

/// A reference that was pruned before: channels are told by their origin.
TEST_F(RecoveryTest, ReferenceThatLostOtherChannels) {
  OwningOpRef<ModuleOp> model = makeModel("residual", 11);
  Dataset data = makeData(40, 12);
  OwningOpRef<ModuleOp> first = removeFrom(*model, "conv1", {1});
  OwningOpRef<ModuleOp> second = removeFrom(*first, "conv1", {3});
  Matrix expected = run(*first, data);
  double before = (run(*second, data) - expected).norm();
  recoverModel(*second, *first, data, {.ridge = 1e-8});
  EXPECT_LT((run(*second, data) - expected).norm(), 0.9 * before);
}

/// Statistics are of features that are no more.
TEST_F(RecoveryTest, DropsStatistics) {
  OwningOpRef<ModuleOp> model = makeModel("gcn", 12);
  OwningOpRef<ModuleOp> pruned = removeFrom(*model, "conv1", {1});
  auto weight = pruned->lookupSymbol<ml_program::GlobalOp>("conv1.lin.weight");
  FeatureStatistics statistics;
  statistics.rows = 1;
  for (const FeatureStatistics::Moment &moment :
       FeatureStatistics::getMoments())
    (statistics.*moment.values).assign(3, 0.0);
  writeFeatureStatistics(weight, statistics);
  recoverModel(*pruned, *model, makeData(20, 13));
  auto read = readFeatureStatistics(weight);
  ASSERT_TRUE(succeeded(read));
  EXPECT_FALSE(read->has_value());
}
