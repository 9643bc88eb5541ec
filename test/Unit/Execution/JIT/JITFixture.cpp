//===- JITFixture.cpp - Compiled code against the interpreter -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "JITFixture.h"

#include "CallBuffers.h"
#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"
#include "gnn-opt/Pipelines/CPUPipeline.h"

#include "mlir/Parser/Parser.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

JITTest::JITTest() : context(makeInterpreterRegistry()) {}

Matrix JITTest::random(int64_t rows, int64_t columns) {
  std::normal_distribution<float> normal;
  return Matrix::NullaryExpr(rows, columns, [&] { return normal(generator); });
}

Vector JITTest::randomVector(int64_t size) {
  std::normal_distribution<float> normal;
  return Vector::NullaryExpr(size, [&] { return normal(generator); });
}

SparseMatrix JITTest::randomSparse(int64_t rows, int64_t columns) {
  Matrix dense = random(rows, columns).cwiseAbs();
  std::bernoulli_distribution keep(0.2);
  return dense.unaryExpr([&](double x) { return keep(generator) ? x : 0.0; })
      .sparseView();
}

/// Keeps some weights, or blocks of the type's encoding.
void JITTest::removeSome(RankedTensorType type, MutableArrayRef<float> values) {
  auto block = dyn_cast<BlockAttr>(type.getEncoding());
  int64_t blockOutputs = block ? block.getOutputs() : 1;
  int64_t outputs = type.getDimSize(0), inputs = type.getDimSize(1);
  std::bernoulli_distribution keep(keptWeights);
  for (int64_t first = 0; first < outputs; first += blockOutputs)
    for (int64_t input = 0; input < inputs; ++input)
      if (!keep(generator))
        for (int64_t o = first; o < std::min(first + blockOutputs, outputs);
             ++o)
          values[o * inputs + input] = 0;
}

/// Weights of the size that training leaves, so that results stay near 1. What
/// is called a variance is positive.
void JITTest::fill(ml_program::GlobalOp parameter) {
  RankedTensorType type = getParameterType(parameter);
  std::normal_distribution<float> normal(
      0, 1 / std::sqrt(float(type.getShape().back())));
  std::vector<float> values(type.getNumElements());
  for (float &value : values)
    value = normal(generator);
  if (isSparse(type))
    removeSome(type, values);
  if (parameter.getSymName().contains("variance"))
    for (float &value : values)
      value = std::abs(value) + 0.5f;
  setParameterValues(parameter, type, values);
}

void JITTest::fillParameters() {
  for (ml_program::GlobalOp parameter : getParameters(*module))
    if (!hasParameterValues(parameter))
      fill(parameter);
}

void JITTest::compile(const std::string &text, int64_t vectorWidth,
                      FeatureType features) {
  module = parseSourceString<ModuleOp>(text, &context);
  ASSERT_TRUE(module);
  fillParameters();
  lowered = OwningOpRef<ModuleOp>(module->clone());
  PassManager passes(&context);
  CPUPipelineOptions options;
  options.vectorWidth = vectorWidth;
  options.features = features;
  // Tests say themselves what they compile.
  options.sparseFormat = "keep";
  buildCPUPipeline(passes, options);
  ASSERT_TRUE(succeeded(passes.run(*lowered)));
  auto result = CompiledModule::create(*lowered);
  ASSERT_TRUE(bool(result)) << llvm::toString(result.takeError());
  compiled = std::move(*result);
}

std::vector<InterpreterValue>
JITTest::interpret(StringRef function, ArrayRef<InterpreterValue> arguments) {
  auto results = Interpreter().call(
      module->lookupSymbol<func::FuncOp>(function), arguments);
  EXPECT_TRUE(succeeded(results));
  if (failed(results))
    return {};
  return {results->begin(), results->end()};
}

void JITTest::expectSame(ArrayRef<InterpreterValue> arguments) {
  expectNear(arguments, interpret("f", arguments));
}

void JITTest::expectNear(ArrayRef<InterpreterValue> arguments,
                         ArrayRef<InterpreterValue> expected,
                         ArrayRef<InterpreterValue> bounds) {
  ASSERT_TRUE(compiled);
  ASSERT_FALSE(expected.empty());
  CallBuffers first(arguments, expected);
  call(first, /*threads=*/1);
  first.expectNear(expected, bounds);
  for (unsigned threads : {2, 3, 7}) {
    CallBuffers buffers(arguments, expected);
    call(buffers, threads);
    EXPECT_TRUE(first.hasSameBits(buffers))
        << "1 and " << threads << " threads differ";
  }
}

void JITTest::call(CallBuffers &buffers, unsigned threads) {
  auto error = compiled->call("f", buffers.get(), threads);
  ASSERT_FALSE(bool(error)) << llvm::toString(std::move(error));
}

std::string gnn::test::replaced(
    std::string text,
    std::initializer_list<std::pair<const char *, int64_t>> numbers) {
  for (auto [name, number] : numbers)
    for (size_t at; (at = text.find(name)) != std::string::npos;)
      text.replace(at, 2, std::to_string(number));
  return text;
}

static Graph makeRandomGraph(int64_t nodes, int64_t edges, unsigned seed) {
  std::mt19937 generator(seed);
  // Some nodes never receive: isolated, or sources only.
  std::uniform_int_distribution<int64_t> source(0, nodes - 1),
      destination(0, nodes * 3 / 4);
  std::vector<int64_t> sources, destinations;
  for (int64_t edge = 0; edge < edges; ++edge) {
    sources.push_back(source(generator));
    bool loop = edge % 7 == 0, hub = edge % 5 == 0;
    destinations.push_back(loop  ? sources.back()
                           : hub ? nodes / 2
                                 : destination(generator));
    if (edge % 11 == 0) {
      sources.push_back(sources.back());
      destinations.push_back(destinations.back());
    }
  }
  return llvm::cantFail(groupByDestination(sources, destinations, nodes));
}

std::vector<NamedGraph> gnn::test::makeGraphs() {
  return {{"a few nodes", makeRandomGraph(13, 40, 1)},
          {"several chunks", makeRandomGraph(203, 900, 2)},
          {"whole chunks", makeRandomGraph(128, 128, 3)},
          {"no edges", Graph{std::vector<int64_t>(6, 0), {}}},
          {"one node", Graph{{0, 0}, {}}},
          {"one node with loops", Graph{{0, 2}, {0, 0}}},
          {"no nodes", Graph{}}};
}

Graph gnn::test::makeGraphWithHubs() {
  constexpr int64_t nodes = 4500;
  std::mt19937 generator(4);
  std::uniform_int_distribution<int64_t> source(0, nodes - 1);
  std::vector<int64_t> sources, destinations;
  auto add = [&](int64_t node, int64_t edges) {
    for (; edges > 0; --edges) {
      sources.push_back(source(generator));
      destinations.push_back(node);
    }
  };
  for (int64_t node = 0; node < nodes; ++node)
    add(node, node % 3);
  for (auto [node, edges] : {std::pair(3, 170),
                             {4, 171},
                             {6, 512},
                             {7, 513},
                             {9, 1024},
                             {10, 1025},
                             {500, 4096},
                             {501, 4097},
                             {502, 8192},
                             {2000, 8193},
                             {4499, 9000}})
    add(node, edges - node % 3);
  return llvm::cantFail(groupByDestination(sources, destinations, nodes));
}
