//===- DifferenceBoundsTest.cpp - No difference leaves its bounds ---------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GeneratedModelTest.h"

#include "gnn-opt/Analysis/ModelComparison.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;
using ml_program::GlobalOp;

namespace {
class DifferenceBoundsTest : public GeneratedModelTest {
protected:
  DifferenceBoundsTest() {
    context.loadDialect<arith::ArithDialect, math::MathDialect>();
  }

  /// The same model with each parameter a little different, some of them not.
  static void perturb(ModuleOp module, std::mt19937 &engine) {
    std::normal_distribution<float> normal(0, 0.01);
    for (GlobalOp parameter : getParameters(module)) {
      if (engine() % 2)
        continue;
      auto values = getParameterValues(parameter);
      for (float &value : *values)
        value += std::abs(value) * normal(engine);
      setParameterValues(parameter, getParameterType(parameter), *values);
    }
  }

  static func::FuncOp getFunction(ModuleOp module) {
    return module.lookupSymbol<func::FuncOp>("forward");
  }

  /// Checks the bounds on all graphs; the bounds.
  DifferenceBounds expectSound(ModuleOp first, ModuleOp second,
                               const InputDomain &domain, unsigned seed) {
    auto bounds =
        boundDifference(getFunction(first), getFunction(second), domain);
    EXPECT_TRUE(succeeded(bounds));
    if (failed(bounds))
      return {};
    std::mt19937 engine(seed);
    for (const Graph &graph : makeGraphs()) {
      Matrix x = drawFeatures(graph.getNumNodes(), getNumFeatures(first),
                              domain.features.front(), engine);
      Matrix difference =
          run(first, graph, x).front() - run(second, graph, x).front();
      for (int64_t row = 0; row < difference.rows(); ++row)
        for (int64_t c = 0; c < difference.cols(); ++c) {
          Interval limit = bounds->channels[c];
          double slack = 1e-9 * (1 + std::abs(difference(row, c)));
          EXPECT_GE(difference(row, c), limit.lower - slack) << seed;
          EXPECT_LE(difference(row, c), limit.upper + slack) << seed;
        }
    }
    return *bounds;
  }
};
} // namespace

/// Graphs with at most as many edges into a node as the hub of makeGraphs()
/// has.
static InputDomain makeDomain() {
  InputDomain domain{ProofClass::box, {{0, 1}}};
  domain.degree.upper = 40;
  return domain;
}

TEST_F(DifferenceBoundsTest, OfPerturbedModels) {
  int64_t relational = 0;
  for (unsigned seed = 1; seed <= 200; ++seed) {
    OwningOpRef<ModuleOp> first = generate(seed, Vocabulary::everything);
    runPasses(*first, "func.func(gnn-decompose-layers,cse)");
    OwningOpRef<ModuleOp> second = first->clone();
    std::mt19937 engine(seed);
    perturb(*second, engine);
    relational += expectSound(*first, *second, makeDomain(), seed).isRelational;
  }
  EXPECT_EQ(relational, 200);
}

/// Channels that went come back as zeros, but not behind a norm of rows, which
/// would see them.
TEST_F(DifferenceBoundsTest, OfPrunedModels) {
  int64_t relational = 0;
  for (unsigned seed = 1; seed <= 100; ++seed) {
    OwningOpRef<ModuleOp> first = generate(seed, Vocabulary::plainRelu);
    runPasses(*first, "func.func(gnn-decompose-layers,cse)");
    OwningOpRef<ModuleOp> second = first->clone();
    runPasses(*second, "gnn-prune-channels{ratio=0.3}");
    relational += expectSound(*first, *second, makeDomain(), seed).isRelational;
  }
  EXPECT_EQ(relational, 100);
}

/// Bounds of a small change are small: a fraction of those of the results.
TEST_F(DifferenceBoundsTest, AreTighterThanThoseOfBothModels) {
  int64_t tighter = 0;
  for (unsigned seed = 1; seed <= 50; ++seed) {
    OwningOpRef<ModuleOp> first = generate(seed, Vocabulary::plainRelu);
    runPasses(*first, "func.func(gnn-decompose-layers,cse)");
    OwningOpRef<ModuleOp> second = first->clone();
    std::mt19937 engine(seed);
    perturb(*second, engine);
    auto followed = boundDifference(getFunction(*first), getFunction(*second),
                                    makeDomain());
    // A parameter of another name cannot be compared one by one.
    getParameters(*second).front().setSymName("renamed");
    second->walk([&](ml_program::GlobalLoadConstOp load) {
      if (!getParameter(load.getResult()))
        load.setGlobalAttr(SymbolRefAttr::get(&context, "renamed"));
    });
    auto apart = boundDifference(getFunction(*first), getFunction(*second),
                                 makeDomain());
    ASSERT_TRUE(succeeded(followed) && succeeded(apart));
    EXPECT_FALSE(apart->isRelational);
    EXPECT_LE(followed->getLargest(), apart->getLargest() * (1 + 1e-9));
    tighter += followed->getLargest() < 0.2 * apart->getLargest();
  }
  EXPECT_GT(tighter, 30);
}
