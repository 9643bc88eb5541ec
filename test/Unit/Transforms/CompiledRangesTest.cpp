//===- CompiledRangesTest.cpp - Float32 code stays within the bounds ------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CompiledModelTest.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

using CompiledRangesTest = CompiledModelTest;

TEST_F(CompiledRangesTest, HoldEveryValue) {
  InputDomain domain{ProofClass::box, {{0, 1}}};
  for (unsigned seed = 1; seed <= 25; ++seed) {
    OwningOpRef<ModuleOp> module = makeModel(seed);
    auto function = module->lookupSymbol<func::FuncOp>("forward");
    auto engine = createCompiledEngine(function, /*threads=*/1);
    ASSERT_TRUE(bool(engine)) << llvm::toString(engine.takeError());
    std::mt19937 random(seed);
    std::vector<Graph> graphs = makeGraphs();
    graphs.push_back(makeHub(random));
    for (const Graph &graph : graphs) {
      Dataset input =
          makeInput(graph, getChannels(function.getArgument(1)), random);
      ASSERT_FALSE(bool((*engine)->bind(getInputs(input))));
      ASSERT_FALSE(bool((*engine)->run()));
      Logits logits = (*engine)->getLogits();
      InputDomain known = makeInputDomain(input, ProofClass::graph);
      for (const InputDomain &each : {domain, known}) {
        auto ranges = computeValueRanges(*module, each);
        ASSERT_TRUE(succeeded(ranges));
        Value result = function.front().getTerminator()->getOperand(0);
        for (auto [i, value] : llvm::enumerate(logits.values)) {
          Interval range = ranges->getChannel(result, i % logits.columns);
          EXPECT_TRUE(range.contains(value))
              << seed << ": " << value << " is not in [" << range.lower << ", "
              << range.upper << "]";
        }
      }
    }
  }
}
