//===- CompiledDifferencesTest.cpp - Bounds of float32 code's differences -===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CompiledModelTest.h"

#include "gnn-opt/Analysis/ModelComparison.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
class CompiledDifferencesTest : public CompiledModelTest {
protected:
  CompiledDifferencesTest() { context.loadAllAvailableDialects(); }

  static func::FuncOp getFunction(ModuleOp module) {
    return module.lookupSymbol<func::FuncOp>("forward");
  }

  static std::unique_ptr<Engine> compile(ModuleOp module) {
    auto engine = createCompiledEngine(getFunction(module), /*threads=*/1);
    EXPECT_TRUE(bool(engine)) << llvm::toString(engine.takeError());
    return std::move(*engine);
  }

  static Logits run(Engine &engine, const Dataset &input) {
    EXPECT_FALSE(bool(engine.bind(getInputs(input))));
    EXPECT_FALSE(bool(engine.run()));
    return engine.getLogits();
  }
};
} // namespace

/// Every other parameter a little different; by next to nothing, so that what
/// is left is rounding, where `size` is 0.
static void perturb(ModuleOp module, unsigned seed, float size) {
  std::mt19937 engine(seed);
  std::normal_distribution<float> normal(0, 1);
  for (ml_program::GlobalOp parameter : getParameters(module)) {
    if (engine() % 2)
      continue;
    auto values = getParameterValues(parameter);
    for (float &value : *values)
      value += std::abs(value) * size * normal(engine);
    setParameterValues(parameter, getParameterType(parameter), *values);
  }
}

TEST_F(CompiledDifferencesTest, StayInTheirBounds) {
  for (unsigned seed = 1; seed <= 10; ++seed) {
    OwningOpRef<ModuleOp> first = makeModel(seed), second = first->clone();
    perturb(*second, seed, seed % 3 ? 0.01f : 1e-7f);
    std::unique_ptr<Engine> a = compile(*first), b = compile(*second);
    std::mt19937 random(seed);
    std::vector<Graph> graphs = makeGraphs();
    graphs.push_back(makeHub(random));
    for (const Graph &graph : graphs) {
      int64_t columns = getChannels(getFunction(*first).getArgument(1));
      Dataset input = makeInput(graph, columns, random);
      Logits x = run(*a, input), y = run(*b, input);
      auto bounds = boundDifference(getFunction(*first), getFunction(*second),
                                    makeInputDomain(input, ProofClass::graph),
                                    Rounding());
      ASSERT_TRUE(succeeded(bounds) && bounds->isRelational);
      for (size_t i = 0; i < x.values.size(); ++i)
        EXPECT_TRUE(
            bounds->channels[i % x.columns].contains(x.values[i] - y.values[i]))
            << seed << ": " << x.values[i] - y.values[i];
    }
  }
}
