//===- PruningFixture.cpp - Models, graphs, and their results -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PruningFixture.h"

#include "gnn-opt/Transforms/Passes.h"
#include "gnn-opt/Transforms/Pruning/Passes.h"

#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;
using ml_program::GlobalOp;

/// For pipelines in text.
static void registerPassesOnce() {
  static const bool registered = [] {
    registerTransformsPasses();
    registerGNNTransformsPasses();
    registerGNNPruningPasses();
    return true;
  }();
  (void)registered;
}

PruningTest::PruningTest() : context(makeInterpreterRegistry()) {
  context.printOpOnDiagnostic(false);
  registerPassesOnce();
}

//===----------------------------------------------------------------------===//
// Models
//===----------------------------------------------------------------------===//

/// A variance must be positive; its name is PyG's.
static bool isVariance(GlobalOp parameter) {
  return parameter.getSymName().ends_with("running_var");
}

const std::vector<std::string> &gnn::test::getModelNames() {
  static const std::vector<std::string> names = {
      "concat",       "core",       "dense",
      "gat_concat",   "gat_linear", "gat_mean",
      "gat_residual", "gat_widths", "gcn",
      "gin",          "jumping",    "jumping_max",
      "mlp",          "pools",      "projection",
      "residual",     "sage",       "sage_normalized",
      "tied",         "twins",      "two_outputs",
  };
  return names;
}

void gnn::test::fillParameters(ModuleOp module, unsigned seed) {
  std::mt19937 engine(seed);
  std::normal_distribution<float> normal;
  for (GlobalOp parameter : getParameters(module)) {
    std::vector<float> values(getParameterType(parameter).getNumElements());
    for (float &value : values) {
      value = normal(engine);
      if (isVariance(parameter))
        value = std::abs(value) + 0.1f;
    }
    setParameterValues(parameter, getParameterType(parameter), values);
  }
}

OwningOpRef<ModuleOp> PruningTest::makeModel(StringRef name, unsigned seed) {
  std::string path =
      (GNN_SOURCE_DIR "/test/Unit/Transforms/models/" + name + ".mlir").str();
  auto module = parseSourceFile<ModuleOp>(path, &context);
  EXPECT_TRUE(module) << path;
  if (module)
    fillParameters(*module, seed);
  return module;
}

void PruningTest::runPasses(ModuleOp module, StringRef pipeline) {
  PassManager passes(&context);
  ASSERT_TRUE(succeeded(parsePassPipeline(pipeline, passes)));
  ASSERT_TRUE(succeeded(passes.run(module)));
}

OwningOpRef<ModuleOp> LoweredModelTest::makeLowered() {
  auto [name, pipeline, seed] = GetParam();
  OwningOpRef<ModuleOp> module = makeModel(name, seed);
  if (module && !pipeline.empty())
    runPasses(*module, pipeline);
  return module;
}

//===----------------------------------------------------------------------===//
// Graphs
//===----------------------------------------------------------------------===//

static Graph makeRandomGraph(int64_t nodes, int64_t edges, unsigned seed) {
  std::mt19937 engine(seed);
  // The last third has no edges; node 0 is a hub.
  std::uniform_int_distribution<int64_t> any(0, nodes * 2 / 3), coin(0, 3);
  std::vector<int64_t> sources, destinations;
  for (int64_t e = 0; e < edges; ++e) {
    sources.push_back(any(engine));
    destinations.push_back(coin(engine) ? any(engine) : 0);
  }
  return llvm::cantFail(groupByDestination(sources, destinations, nodes));
}

std::vector<Graph> gnn::test::makeGraphs() {
  return {makeRandomGraph(12, 40, 1), makeRandomGraph(7, 6, 2),
          makeRandomGraph(5, 0, 3), makeRandomGraph(1, 2, 4),
          makeRandomGraph(1, 0, 5)};
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

/// An argument of the type: the graph, random features, or segments that split
/// the nodes in three graphs, the second of them without nodes.
static InterpreterValue makeArgument(Type type, const Graph &graph,
                                     std::mt19937 &engine) {
  if (isa<gnn::GraphType>(type))
    return graph;
  int64_t nodes = graph.getNumNodes();
  if (isSegmentPtr(type))
    return SegmentPtr{0, nodes / 2, nodes / 2, nodes};
  Matrix features(nodes, cast<RankedTensorType>(type).getDimSize(1));
  std::normal_distribution<double> normal;
  for (double &value : features.reshaped())
    value = normal(engine);
  return InterpreterValue(std::move(features));
}

std::vector<double> PruningTest::evaluate(ModuleOp module, const Graph &graph,
                                          unsigned seed) {
  auto function = module.lookupSymbol<func::FuncOp>("forward");
  std::mt19937 engine(seed);
  SmallVector<InterpreterValue> arguments;
  for (Type type : function.getArgumentTypes())
    arguments.push_back(makeArgument(type, graph, engine));
  auto results = Interpreter().call(function, arguments);
  EXPECT_TRUE(succeeded(results));
  std::vector<double> all;
  if (succeeded(results))
    for (const InterpreterValue &result : *results)
      llvm::append_range(all, result.matrix().reshaped());
  return all;
}

double PruningTest::compare(ModuleOp expected, ModuleOp got, unsigned seed) {
  double largest = 1e-300, difference = 0;
  for (const Graph &graph : makeGraphs()) {
    std::vector<double> a = evaluate(expected, graph, seed);
    std::vector<double> b = evaluate(got, graph, seed);
    EXPECT_EQ(a.size(), b.size());
    for (auto [x, y] : llvm::zip(a, b)) {
      largest = std::max(largest, std::abs(x));
      difference = std::max(difference, std::abs(x - y));
      EXPECT_EQ(std::isnan(x), std::isnan(y));
    }
  }
  return difference / largest;
}

void gnn::test::forEachElement(GlobalOp parameter, unsigned dim, int64_t index,
                               function_ref<void(size_t)> visit) {
  ArrayRef<int64_t> shape = getParameterType(parameter).getShape();
  int64_t inner = 1;
  for (int64_t size : shape.drop_front(dim + 1))
    inner *= size;
  int64_t count = getParameterType(parameter).getNumElements();
  for (int64_t element = 0; element < count; ++element)
    if (element / inner % shape[dim] == index)
      visit(element);
}

void gnn::test::maskChannel(const ChannelGroups &groups, unsigned channel) {
  for (const ChannelMember &member : groups.getMembers(channel)) {
    const ChannelAxis &axis = groups.getAxes()[member.axis];
    GlobalOp parameter = axis.parameter;
    if (!parameter)
      continue;
    auto values = getParameterValues(parameter);
    ASSERT_TRUE(succeeded(values));
    forEachElement(parameter, axis.dim, member.index,
                   [&](size_t element) { (*values)[element] = 0; });
    setParameterValues(parameter, getParameterType(parameter), *values);
  }
}
