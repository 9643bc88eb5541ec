//===- CompiledRangesTest.cpp - Float32 code stays within the bounds ------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GeneratedModel.h"
#include "PruningFixture.h"

#include "gnn-opt/Analysis/InputDomain.h"
#include "gnn-opt/InitAll.h"
#include "gnn-opt/Transforms/Passes.h"
#include "gnn-opt/Tuning/CompiledEngine.h"

#include "mlir/Parser/Parser.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
class CompiledRangesTest : public testing::Test {
protected:
  CompiledRangesTest() : context(makeRegistry()) {}

  /// A generated model that returns one of the values that it computes.
  OwningOpRef<ModuleOp> makeModel(unsigned seed) {
    std::mt19937 engine(seed);
    std::string text = generateModel(engine, Vocabulary::everything);
    auto module = parseSourceString<ModuleOp>(text, &context);
    EXPECT_TRUE(module) << text;
    fillParameters(*module, seed);
    PassManager passes(&context);
    passes.addNestedPass<func::FuncOp>(createDecomposeLayers());
    passes.addNestedPass<func::FuncOp>(createCSEPass());
    EXPECT_TRUE(succeeded(passes.run(*module)));
    returnSome(module->lookupSymbol<func::FuncOp>("forward"), engine);
    return module;
  }

  static Dataset makeInput(const Graph &graph, int64_t columns,
                           std::mt19937 &engine) {
    std::uniform_real_distribution<float> uniform(0, 1);
    Dataset input;
    input.graph = graph;
    int64_t nodes = graph.getNumNodes();
    DenseFeatures x{nodes, columns, {}};
    for (int64_t i = 0; i < nodes * columns; ++i)
      x.values.push_back(engine() % 3 ? uniform(engine) : engine() % 2);
    input.features = std::move(x);
    input.graphPtr = {0, nodes / 2, nodes};
    return input;
  }

  MLIRContext context;

private:
  static DialectRegistry makeRegistry() {
    DialectRegistry registry;
    registerAllDialects(registry);
    return registry;
  }

  /// Values of edges stay inside: an engine counts the edges of the graph that
  /// it is given, and not the self loops that the model adds.
  static void returnSome(func::FuncOp function, std::mt19937 &engine) {
    SmallVector<Value> values;
    DenseSet<Value> ofEdges;
    function.walk([&](ValueRangeOpInterface op) {
      Value result = op->getResult(0);
      if (!isDenseFeatures(result.getType()))
        return;
      if (isa<EdgeAddOp, EdgeSoftmaxOp>(op) ||
          ofEdges.contains(op->getOperand(0)))
        ofEdges.insert(result);
      else
        values.push_back(result);
    });
    Value chosen = values[engine() % values.size()];
    function.front().getTerminator()->setOperands(chosen);
    function.setFunctionType(FunctionType::get(
        function.getContext(), function.getArgumentTypes(), chosen.getType()));
  }
};
} // namespace

/// Sums of hundreds of terms are rounded hundreds of times.
static Graph makeHub(std::mt19937 &engine) {
  std::vector<int64_t> sources, destinations;
  for (int64_t edge = 0; edge < 900; ++edge) {
    sources.push_back(engine() % 50);
    destinations.push_back(engine() % 3 ? 0 : engine() % 50);
  }
  return llvm::cantFail(groupByDestination(sources, destinations, 50));
}

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
