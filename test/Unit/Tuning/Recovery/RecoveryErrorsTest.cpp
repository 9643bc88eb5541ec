//===- RecoveryErrorsTest.cpp - What recovery refuses ---------------------===//
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

namespace {
class RecoveryErrorsTest : public RecoveryTest {
protected:
  /// Fails, with this in the message, and leaves the module as it is.
  void expectError(ModuleOp pruned, ModuleOp reference, const Dataset &data,
                   StringRef message, RecoveryOptions options = {}) {
    RowWeights weights{Vector::Ones(data.getNumNodes()), Vector::Ones(1)};
    std::string before = print(pruned);
    errors.clear();
    EXPECT_TRUE(failed(recover(pruned, reference, data, weights, options)));
    EXPECT_NE(errors.find(message.str()), std::string::npos) << errors;
    EXPECT_EQ(print(pruned), before);
  }

  /// Nothing changes, and that is no error.
  void expectNothing(ModuleOp pruned, ModuleOp reference, const Dataset &data,
                     RecoveryOptions options = {}) {
    std::string before = print(pruned);
    EXPECT_TRUE(recoverModel(pruned, reference, data, options).empty());
    EXPECT_EQ(print(pruned), before);
  }

private:
  static std::string print(ModuleOp module) {
    std::string text;
    llvm::raw_string_ostream os(text);
    module.print(os);
    return text;
  }
};
} // namespace

/// Four rows say nothing of five unknowns.
TEST_F(RecoveryErrorsTest, SingularWithoutRidge) {
  OwningOpRef<ModuleOp> model = makeModel("gcn", 1);
  OwningOpRef<ModuleOp> pruned = removeFrom(*model, "conv1", {0, 1});
  expectError(*pruned, *model, makeData(4, 2),
              "layer 'conv2.lin.weight' expects a Gram matrix of full rank 5 "
              "but got one of rank ",
              {.ridge = 0});
}

TEST_F(RecoveryErrorsTest, ReferenceWithoutTheChannel) {
  OwningOpRef<ModuleOp> model = makeModel("gcn", 1);
  OwningOpRef<ModuleOp> pruned = removeFrom(*model, "conv1", {0});
  OwningOpRef<ModuleOp> other = removeFrom(*model, "conv1", {3});
  expectError(*pruned, *other, makeData(20, 2),
              "parameter 'conv1.lin.weight' expects a reference with its "
              "original channel 3 but got one without");
}

TEST_F(RecoveryErrorsTest, UnknownFunction) {
  OwningOpRef<ModuleOp> model = makeModel("gcn", 1);
  expectError(*model, *model, makeData(20, 2),
              "expected a function \"absent\" but the module has \"forward\"",
              {.function = "absent"});
}

TEST_F(RecoveryErrorsTest, FeaturesOfAnotherWidth) {
  OwningOpRef<ModuleOp> model = makeModel("gcn", 1);
  Dataset data = makeData(20, 2);
  data.features = DenseFeatures{20, 4, CacheAlignedVector<float>(80)};
  expectError(*model, *model, data,
              "expects 3 features per node but the data has 4");
}

TEST_F(RecoveryErrorsTest, ParametersThatAreNoNumbers) {
  OwningOpRef<ModuleOp> model = makeModel("gcn", 1);
  OwningOpRef<ModuleOp> pruned = removeFrom(*model, "conv1", {0});
  Matrix w = getMatrix(*model, "conv2.lin.weight");
  w(0, 3) = std::numeric_limits<double>::quiet_NaN();
  setMatrix(*model, "conv2.lin.weight", w);
  expectError(*pruned, *model, makeData(20, 2),
              "layer 'conv2.lin.weight' expects finite values but got others");
}

TEST_F(RecoveryErrorsTest, AnotherModelIsNoReference) {
  OwningOpRef<ModuleOp> model = makeModel("gcn", 1);
  OwningOpRef<ModuleOp> pruned = removeFrom(*model, "conv1", {0});
  OwningOpRef<ModuleOp> other = makeModel("mlp", 1);
  expectNothing(*pruned, *other, makeData(20, 2));
}

TEST_F(RecoveryErrorsTest, TooManyFeaturesStay) {
  OwningOpRef<ModuleOp> model = makeModel("gcn", 1);
  OwningOpRef<ModuleOp> pruned = removeFrom(*model, "conv1", {0});
  expectNothing(*pruned, *model, makeData(20, 2), {.maxFeatures = 5});
}
