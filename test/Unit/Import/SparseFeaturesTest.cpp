//===- SparseFeaturesTest.cpp - Retyping the features of one function -----===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ImportTest.h"

#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Transforms/SparseFeatures.h"

#include "mlir/IR/Verifier.h"
#include "mlir/Parser/Parser.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {

class SparseFeatures : public ImportTest {
protected:
  OwningOpRef<ModuleOp> parse(StringRef text) {
    context.loadDialect<GNNDialect, func::FuncDialect>();
    return parseSourceString<ModuleOp>(text, &context);
  }

  static func::FuncOp getFunction(ModuleOp module) {
    return *module.getOps<func::FuncOp>().begin();
  }
};

TEST_F(SparseFeatures, RetypesAnImportedModel) {
  OwningOpRef<ModuleOp> module = importLayers(
      R"({"op": "NormalizeFeatures"},
         {"op": "GCNConv", "name": "c", "out_channels": 2})");
  ASSERT_TRUE(module);
  func::FuncOp forward = getFunction(*module);
  for (int repeat = 0; repeat < 2; ++repeat) {
    ASSERT_TRUE(succeeded(setSparseFeatures(forward)));
    EXPECT_TRUE(succeeded(verify(*module)));
    EXPECT_TRUE(isSparse(forward.getArgumentTypes()[1]));
  }
  module->walk(
      [](GCNConvOp op) { EXPECT_TRUE(isSparse(op.getX().getType())); });
}

TEST_F(SparseFeatures, RefusesWhatHasNoFeatures) {
  OwningOpRef<ModuleOp> module = parse(
      "func.func @f(%g: !gnn.graph) -> !gnn.graph { return %g : !gnn.graph }");
  ASSERT_TRUE(module);
  EXPECT_TRUE(failed(setSparseFeatures(getFunction(*module))));
  EXPECT_NE(reported.find("expects an argument of features type "
                          "tensor<?xCxf32> but got '(!gnn.graph)"),
            std::string::npos)
      << reported;
}

TEST_F(SparseFeatures, RefusesADeclaration) {
  OwningOpRef<ModuleOp> module = parse("func.func private @f(tensor<?x3xf32>)");
  ASSERT_TRUE(module);
  EXPECT_TRUE(failed(setSparseFeatures(getFunction(*module))));
  EXPECT_NE(reported.find("expects a body"), std::string::npos) << reported;
}

} // namespace
