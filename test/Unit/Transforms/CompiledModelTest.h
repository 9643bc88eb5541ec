//===- CompiledModelTest.h - Generated models, compiled --------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TEST_UNIT_TRANSFORMS_COMPILEDMODELTEST_H
#define GNN_OPT_TEST_UNIT_TRANSFORMS_COMPILEDMODELTEST_H

#include "GeneratedModel.h"
#include "PruningFixture.h"

#include "gnn-opt/Analysis/InputDomain.h"
#include "gnn-opt/InitAll.h"
#include "gnn-opt/Transforms/Passes.h"
#include "gnn-opt/Tuning/CompiledEngine.h"

#include "mlir/Parser/Parser.h"
#include "mlir/Transforms/Passes.h"

namespace mlir::gnn::test {

/// Models that are compiled for a CPU, on inputs in [0, 1].
class CompiledModelTest : public testing::Test {
protected:
  CompiledModelTest() : context(makeRegistry()) {}

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

/// Sums of hundreds of terms are rounded hundreds of times.
inline Graph makeHub(std::mt19937 &engine) {
  std::vector<int64_t> sources, destinations;
  for (int64_t edge = 0; edge < 900; ++edge) {
    sources.push_back(engine() % 50);
    destinations.push_back(engine() % 3 ? 0 : engine() % 50);
  }
  return llvm::cantFail(groupByDestination(sources, destinations, 50));
}

} // namespace mlir::gnn::test

#endif // GNN_OPT_TEST_UNIT_TRANSFORMS_COMPILEDMODELTEST_H
