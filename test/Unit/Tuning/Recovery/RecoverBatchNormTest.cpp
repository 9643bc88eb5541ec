//===- RecoverBatchNormTest.cpp - Statistics of a model's own values ------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RecoveryFixture.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

/// What the batch norm of the model gin normalises.
static Matrix getNormalized(ModuleOp module, const Dataset &data) {
  auto probe = ModelProbe::create(module, "forward", data);
  EXPECT_TRUE(succeeded(probe));
  BatchNormOp norm;
  (*probe)->getFunction().walk([&](BatchNormOp op) { norm = op; });
  return (*probe)->evaluate({norm.getX()})->front().matrix();
}

/// Mean and unbiased variance of all rows, as PyTorch computes them.
TEST_F(RecoveryTest, BatchNormTakesItsOwnStatistics) {
  OwningOpRef<ModuleOp> model = makeModel("gin", 1);
  Dataset data = makeData(30, 2, /*isSet=*/true);
  OwningOpRef<ModuleOp> pruned = removeFrom(*model, "conv1.nn.0", {2});
  OwningOpRef<ModuleOp> before = pruned.get().clone();
  auto layers =
      recoverModel(*pruned, {}, data, {.method = RecoveryMethod::batchNorm});
  ASSERT_EQ(layers.size(), 1u);
  Matrix x = getNormalized(*pruned, data);
  RowVector mean = RowVector::Zero(5), variance = RowVector::Zero(5);
  for (int64_t row = 0; row < 30; ++row)
    mean += x.row(row) / 30;
  for (int64_t row = 0; row < 30; ++row)
    variance += (x.row(row) - mean).cwiseAbs2() / 29;
  EXPECT_LT(compareMatrices(mean.transpose(),
                            getVector(*pruned, "conv1.nn.1.running_mean")),
            1e-6);
  EXPECT_LT(compareMatrices(variance.transpose(),
                            getVector(*pruned, "conv1.nn.1.running_var")),
            1e-6);
  // Nothing else has changed.
  for (ml_program::GlobalOp parameter : getParameters(*before)) {
    auto now = pruned->lookupSymbol<ml_program::GlobalOp>(parameter.getName());
    bool isStatistic = parameter.getName().contains("running_");
    EXPECT_EQ(now.getValueAttr() == parameter.getValueAttr(), !isStatistic)
        << parameter.getName().str();
  }
}

/// Rows count by their weights; 0 is not there at all.
TEST_F(RecoveryTest, BatchNormCountsSomeRows) {
  OwningOpRef<ModuleOp> model = makeModel("gin", 3);
  Dataset data = makeData(20, 4, /*isSet=*/true);
  RowWeights weights{Vector::Zero(20), Vector::Ones(3)};
  weights.nodes.head(3).setConstant(2);
  auto layers =
      recover(*model, {}, data, weights, {.method = RecoveryMethod::batchNorm});
  ASSERT_TRUE(succeeded(layers)) << errors;
  Matrix x = getNormalized(*model, data).topRows(3);
  RowVector mean = x.colwise().mean();
  RowVector variance = (x.rowwise() - mean).cwiseAbs2().colwise().sum() / 2;
  EXPECT_LT(compareMatrices(variance.transpose(),
                            getVector(*model, "conv1.nn.1.running_var")),
            1e-6);
}

TEST_F(RecoveryTest, BatchNormOfOneRowStays) {
  OwningOpRef<ModuleOp> model = makeModel("gin", 5);
  Dataset data = makeData(20, 6, /*isSet=*/true);
  RowWeights weights{Vector::Zero(20), Vector::Ones(3)};
  weights.nodes[7] = 0.3;
  auto layers =
      recover(*model, {}, data, weights, {.method = RecoveryMethod::batchNorm});
  ASSERT_TRUE(succeeded(layers)) << errors;
  EXPECT_TRUE(layers->empty());
}
