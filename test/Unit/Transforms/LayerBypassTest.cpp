//===- LayerBypassTest.cpp - Bypassing a branch is zeroing it -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PruningFixture.h"

#include "gnn-opt/Transforms/Pruning/LayerBypass.h"

#include "mlir/IR/Verifier.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;
using ml_program::GlobalOp;

namespace {
/// What a model is lowered to first.
class LayerBypassTest : public PruningTest,
                        public testing::WithParamInterface<const char *> {
protected:
  OwningOpRef<ModuleOp> makeCase(StringRef name, unsigned seed = 1) {
    OwningOpRef<ModuleOp> module = makeModel(name, seed);
    if (module && *GetParam())
      runPasses(*module, GetParam());
    return module;
  }

  static std::vector<std::string> namesOf(ModuleOp module) {
    std::vector<std::string> names;
    for (const BypassableLayer &layer : findBypassableLayers(module))
      names.push_back(layer.name);
    return names;
  }
};
} // namespace

/// The sum of the input and a branch whose parameters are zero is the input.
TEST_P(LayerBypassTest, EqualsABranchOfZeros) {
  for (unsigned seed = 1; seed < 5; ++seed) {
    OwningOpRef<ModuleOp> zeroed = makeCase("residual", seed);
    OwningOpRef<ModuleOp> bypassed = zeroed->clone();
    for (StringRef name : {"conv2.lin.weight", "conv2.bias"}) {
      auto parameter = zeroed->lookupSymbol<GlobalOp>(name);
      RankedTensorType type = getParameterType(parameter);
      std::vector<float> zeros(type.getNumElements());
      setParameterValues(parameter, type, zeros);
    }
    auto layer = findLayer(*bypassed, "conv2");
    ASSERT_TRUE(bool(layer));
    bypass(*layer);
    EXPECT_TRUE(succeeded(verify(*bypassed)));
    EXPECT_FALSE(bypassed->lookupSymbol("conv2.lin.weight"));
    EXPECT_FALSE(bypassed->lookupSymbol("conv2.bias"));
    EXPECT_EQ(compare(*zeroed, *bypassed, seed), 0.0);
  }
}

TEST_P(LayerBypassTest, FindsLayersOfEqualWidths) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(namesOf(*makeCase("gcn")), Names());
  EXPECT_EQ(namesOf(*makeCase("gat_concat")), Names());
  EXPECT_EQ(namesOf(*makeCase("residual")), Names{"conv2"});
}

TEST_P(LayerBypassTest, EveryLayerFoundLeavesAModelThatRuns) {
  size_t found = 0;
  for (const std::string &name : getModelNames()) {
    OwningOpRef<ModuleOp> module = makeCase(name);
    for (const std::string &layer : namesOf(*module)) {
      OwningOpRef<ModuleOp> copy = module->clone();
      bypass(llvm::cantFail(findLayer(*copy, layer)));
      EXPECT_TRUE(succeeded(verify(*copy)));
      for (const Graph &graph : makeGraphs())
        EXPECT_EQ(evaluate(*copy, graph, 1).size(),
                  evaluate(*module, graph, 1).size());
      ++found;
    }
  }
  EXPECT_GT(found, 0u);
}

INSTANTIATE_TEST_SUITE_P(Forms, LayerBypassTest,
                         testing::Values("", "func.func(gnn-decompose-layers)"),
                         [](const auto &info) {
                           return std::string(*info.param ? "core" : "layers");
                         });
