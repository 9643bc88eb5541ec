//===- RecoveryFixture.cpp - Models that lost channels --------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RecoveryFixture.h"

#include "gnn-opt/Transforms/Pruning/RemoveChannels.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

RecoveryTest::RecoveryTest()
    : handler(&context, [this](Diagnostic &diagnostic) {
        errors += diagnostic.str() + "\n";
      }) {}

Dataset RecoveryTest::makeData(int64_t nodes, unsigned seed, bool isSet) {
  std::mt19937 engine(seed);
  // Edges stay within the two halves; the last nodes of each are isolated.
  std::uniform_int_distribution<int64_t> half(0, 1), node(0, nodes / 2 - 2);
  std::vector<int64_t> sources, destinations;
  for (int64_t edge = 0; edge < 4 * nodes; ++edge) {
    int64_t offset = half(engine) * (nodes / 2);
    sources.push_back(offset + node(engine));
    destinations.push_back(offset + node(engine));
  }
  Dataset data;
  data.graph = llvm::cantFail(groupByDestination(sources, destinations, nodes));
  DenseFeatures features{nodes, 3, CacheAlignedVector<float>(nodes * 3)};
  std::normal_distribution<float> normal;
  for (float &value : features.values)
    value = normal(engine);
  data.features = std::move(features);
  if (isSet)
    data.graphPtr = {0, nodes / 2, nodes / 2, nodes};
  return data;
}

OwningOpRef<ModuleOp> RecoveryTest::removeFrom(ModuleOp model, StringRef name,
                                               ArrayRef<unsigned> indices) {
  OwningOpRef<ModuleOp> pruned = model.clone();
  ChannelGroups groups(*pruned);
  auto group = groups.find(name);
  if (!group) {
    ADD_FAILURE() << llvm::toString(group.takeError());
    return pruned;
  }
  SmallVector<unsigned> channels;
  for (unsigned index : indices)
    channels.push_back((*group)->channels[index]);
  EXPECT_TRUE(succeeded(removeChannels(groups, channels))) << errors;
  return pruned;
}

std::vector<RecoveredLayer>
RecoveryTest::recoverModel(ModuleOp pruned, ModuleOp reference,
                           const Dataset &data, RecoveryOptions options) {
  auto weights = computeRowWeights(data, "all", "uniform");
  if (!weights) {
    ADD_FAILURE() << llvm::toString(weights.takeError());
    return {};
  }
  auto layers = recover(pruned, reference, data, *weights, options);
  EXPECT_TRUE(succeeded(layers)) << errors;
  return succeeded(layers) ? *layers : std::vector<RecoveredLayer>();
}

Matrix RecoveryTest::run(ModuleOp module, const Dataset &data) {
  auto probe = ModelProbe::create(module, "forward", data);
  EXPECT_TRUE(succeeded(probe)) << errors;
  if (failed(probe))
    return {};
  Value result = (*probe)->getFunction().front().getTerminator()->getOperand(0);
  auto values = (*probe)->evaluate({result});
  EXPECT_TRUE(succeeded(values)) << errors;
  return succeeded(values) ? values->front().matrix() : Matrix();
}

static std::vector<float> getValues(ModuleOp module, StringRef parameter) {
  auto values =
      getParameterValues(module.lookupSymbol<ml_program::GlobalOp>(parameter));
  EXPECT_TRUE(succeeded(values)) << parameter.str();
  return succeeded(values) ? *values : std::vector<float>();
}

Matrix RecoveryTest::getMatrix(ModuleOp module, StringRef parameter) {
  std::vector<float> values = getValues(module, parameter);
  auto type =
      getParameterType(module.lookupSymbol<ml_program::GlobalOp>(parameter));
  Matrix matrix(type.getDimSize(0), type.getDimSize(1));
  llvm::copy(values, matrix.data());
  return matrix;
}

Vector RecoveryTest::getVector(ModuleOp module, StringRef parameter) {
  std::vector<float> values = getValues(module, parameter);
  Vector vector(values.size());
  llvm::copy(values, vector.data());
  return vector;
}

void RecoveryTest::setMatrix(ModuleOp module, StringRef parameter,
                             const Matrix &matrix) {
  auto global = module.lookupSymbol<ml_program::GlobalOp>(parameter);
  std::vector<float> values(matrix.data(), matrix.data() + matrix.size());
  setParameterValues(global, getParameterType(global), values);
}

double gnn::test::compareMatrices(const Matrix &expected, const Matrix &got) {
  EXPECT_EQ(expected.rows(), got.rows());
  EXPECT_EQ(expected.cols(), got.cols());
  if (expected.size() == 0)
    return 0;
  return (expected - got).cwiseAbs().maxCoeff() /
         std::max(expected.cwiseAbs().maxCoeff(), 1e-300);
}
