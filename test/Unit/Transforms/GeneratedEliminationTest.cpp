//===- GeneratedEliminationTest.cpp - Nothing live goes, all dead does ----===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GeneratedModelTest.h"
#include "Planter.h"

#include "gnn-opt/Analysis/OriginalChannels.h"

#include "mlir/IR/DialectResourceBlobManager.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;
using ml_program::GlobalOp;

namespace {
class GeneratedElimination : public GeneratedModelTest {
protected:
  OwningOpRef<ModuleOp> generateCore(unsigned seed, Vocabulary vocabulary) {
    OwningOpRef<ModuleOp> module = generate(seed, vocabulary);
    if (module)
      runPasses(*module, "func.func(gnn-decompose-layers,cse)");
    return module;
  }

  /// The largest difference of results over the largest result, for features in
  /// a box.
  double compareIn(Interval box, ModuleOp expected, ModuleOp got,
                   unsigned seed) {
    std::mt19937 engine(seed);
    double largest = 1e-300, difference = 0;
    for (const Graph &graph : makeGraphs()) {
      Matrix x = drawFeatures(graph.getNumNodes(), getNumFeatures(expected),
                              box, engine);
      SmallVector<Matrix> a = run(expected, graph, x), b = run(got, graph, x);
      for (auto [y, z] : llvm::zip_equal(a, b)) {
        if (y.size() == 0)
          continue;
        EXPECT_FALSE(z.hasNaN() && !y.hasNaN());
        largest = std::max(largest, y.cwiseAbs().maxCoeff());
        difference = std::max(difference, (y - z).cwiseAbs().maxCoeff());
      }
    }
    return difference / largest;
  }

  /// What the passes recorded in the module, as text; empty for nothing.
  static StringRef readLedger(ModuleOp module) {
    auto ledger =
        module->getAttrOfType<DenseResourceElementsAttr>("gnn.ledger");
    if (!ledger)
      return "";
    ArrayRef<char> data = ledger.getRawHandle().getBlob()->getData();
    return StringRef(data.data(), data.size());
  }

  /// One channel stays where all of them are dead.
  static bool isLast(ModuleOp module, const PlantedChannel &channel) {
    auto parameter = module.lookupSymbol<GlobalOp>(channel.parameter);
    return getParameterType(parameter).getDimSize(0) == 1;
  }

  static bool isGone(ModuleOp module, const PlantedChannel &channel,
                     int64_t index) {
    auto parameter = module.lookupSymbol<GlobalOp>(channel.parameter);
    auto original = OriginalChannels::read(parameter);
    EXPECT_TRUE(succeeded(original));
    for (int64_t i = 0, e = getParameterType(parameter).getDimSize(0); i < e;
         ++i)
      if (original->get(0, i) == index)
        return false;
    return true;
  }
};
} // namespace

TEST_F(GeneratedElimination, RemovesNothingLive) {
  int64_t withRemovals = 0, forBoxes = 0;
  for (unsigned seed = 1; seed <= 1000; ++seed) {
    OwningOpRef<ModuleOp> module = generateCore(seed, Vocabulary::everything);
    ASSERT_TRUE(module);
    if (seed % 3 == 0)
      runPasses(*module, "gnn-prune-weights{sparsity=0.6 scope=layer}");
    OwningOpRef<ModuleOp> before = module->clone();
    bool isBoxed = seed % 4;
    runPasses(*module, isBoxed ? "gnn-eliminate-dead-neurons{box=0:1}"
                               : "gnn-eliminate-dead-neurons");
    StringRef ledger = readLedger(*module);
    bool folds =
        ledger.contains("\"constant\"") || ledger.contains("\"duplicate\"");
    EXPECT_LE(compareIn(isBoxed ? Interval{0, 1} : Interval{-2, 2}, *before,
                        *module, seed),
              folds ? 1e-6 : 1e-12)
        << seed;
    withRemovals += ledger.contains("gnn-eliminate-dead-neurons");
    forBoxes += ledger.contains("proved-for-box");
  }
  // Not a test of nothing.
  EXPECT_GT(withRemovals, 100);
  EXPECT_GT(forBoxes, 20);
}

/// The (1 + eps) of GIN keeps what is not negative only if it is not.
static void makeEpsilonsPositive(ModuleOp module) {
  for (GlobalOp parameter : getParameters(module))
    if (parameter.getSymName().ends_with(".eps")) {
      auto values = getParameterValues(parameter);
      for (float &value : *values)
        value = std::abs(value);
      setParameterValues(parameter, getParameterType(parameter), *values);
    }
}

TEST_F(GeneratedElimination, FindsEverythingPlanted) {
  size_t found = 0;
  for (unsigned seed = 1; seed <= 300; ++seed) {
    OwningOpRef<ModuleOp> module = generateCore(seed, Vocabulary::plainRelu);
    ASSERT_TRUE(module);
    makeEpsilonsPositive(*module);
    Planter planter(*module, seed);
    planter.plantUnread();
    planter.plantNeverPositive();
    planter.plantDuplicate();
    OwningOpRef<ModuleOp> before = module->clone();
    runPasses(*module, "gnn-eliminate-dead-neurons{box=0:1}");
    for (const PlantedChannel &channel : planter.getPlanted()) {
      bool gone = isGone(*module, channel, channel.index) ||
                  (channel.twin && isGone(*module, channel, *channel.twin));
      EXPECT_TRUE(gone || isLast(*module, channel))
          << seed << " " << channel.parameter << " " << channel.index;
      found += gone;
    }
    EXPECT_LE(compareIn({0, 1}, *before, *module, seed), 1e-6) << seed;
  }
  EXPECT_GT(found, 900u);
}

/// Without the box nothing is known of the sign of the features.
TEST_F(GeneratedElimination, NeedsTheBoxForWhatTheBoxProves) {
  for (unsigned seed = 1; seed <= 50; ++seed) {
    OwningOpRef<ModuleOp> module = generateCore(seed, Vocabulary::plainRelu);
    makeEpsilonsPositive(*module);
    Planter(*module, seed).plantNeverPositive();
    runPasses(*module, "gnn-eliminate-dead-neurons");
    EXPECT_FALSE(readLedger(*module).contains("proved-for-")) << seed;
  }
}
