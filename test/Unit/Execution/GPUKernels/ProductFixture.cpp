//===- ProductFixture.cpp - Products on the emulated GPU ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProductFixture.h"

#include "gnn-opt/Conversion/CInterface/Passes.h"
#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"
#include "gnn-opt/Execution/GPUEmulator/EmulatedDriver.h"
#include "gnn-opt/Execution/GPUEngine.h"
#include "gnn-opt/Execution/Interpreter.h"
#include "gnn-opt/Pipelines/GPUHostPipeline.h"

#include "mlir/Dialect/Func/Extensions/InlinerExtension.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Parser/Parser.h"
#include "llvm/ADT/bit.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

static DialectRegistry makeRegistry() {
  DialectRegistry registry = makeInterpreterRegistry();
  func::registerInlinerExtension(registry);
  registerGPUExtensions(registry);
  return registry;
}

ProductTest::ProductTest() : context(makeRegistry()) {
  emulator::configureEmulatedDriver({});
}

/// The kernels are unloaded before the driver is configured anew.
ProductTest::~ProductTest() { engine = nullptr; }

std::vector<float> ProductTest::random(int64_t size) {
  std::normal_distribution<float> normal;
  std::vector<float> values(size);
  for (float &value : values)
    value = normal(generator);
  return values;
}

std::vector<float> ProductTest::randomOfFewBits(int64_t size) {
  std::vector<float> values = random(size);
  for (float &value : values)
    value = llvm::bit_cast<float>(llvm::bit_cast<uint32_t>(value) & ~0xffffu);
  return values;
}

void ProductTest::keepTwoOfFour(std::vector<float> &weight, int64_t inputs) {
  for (size_t i = 0; i < weight.size(); ++i) {
    size_t input = i % inputs, output = i / inputs;
    // All six pairs of places, by turns.
    static constexpr unsigned kept[] = {0x3, 0x5, 0x9, 0x6, 0xa, 0xc};
    if (!(kept[(output + input / 4) % 6] >> input % 4 & 1))
      weight[i] = 0;
  }
}

void ProductTest::keepBlocks(std::vector<float> &weight, int64_t inputs,
                             int64_t outputs, double share) {
  std::bernoulli_distribution keep(share);
  int64_t rows = weight.size() / inputs;
  for (int64_t first = 0; first < rows; first += outputs)
    for (int64_t input = 0; input < inputs; ++input)
      if (!keep(generator))
        for (int64_t o = first; o < std::min(first + outputs, rows); ++o)
          weight[o * inputs + input] = 0;
}

void ProductTest::parse(const ProductCase &product, ArrayRef<float> weight) {
  std::string type = "tensor<" + std::to_string(product.outputs) + "x" +
                     std::to_string(product.inputs) + "xf32" +
                     (*product.encoding ? ", " : "") + product.encoding + ">";
  std::string bias = "tensor<" + std::to_string(product.outputs) + "xf32>";
  std::string in = "tensor<?x" + std::to_string(product.inputs) + "xf32>";
  std::string out = "tensor<?x" + std::to_string(product.outputs) + "xf32>";
  std::string text =
      "ml_program.global private @w(#ml_program.extern : " + type +
      ") : " + type +
      "\nml_program.global private @b(#ml_program.extern : " + bias +
      ") : " + bias + "\nfunc.func @forward(%x: " + in + ") -> " + out +
      " {\n%w = ml_program.global_load_const @w : " + type +
      "\n%b = ml_program.global_load_const @b : " + bias +
      "\n%y = gnn.linear %x, %w " +
      (product.hasBias ? "bias %b : (" + in + ", " + type + ", " + bias + ")"
                       : ": (" + in + ", " + type + ")") +
      " -> " + out + "\n%z = gnn.relu %y : " + out + "\nreturn %z : " + out +
      "\n}\n";
  module = parseSourceString<ModuleOp>(text, &context);
  ASSERT_TRUE(module) << text;
  auto set = [&](StringRef name, ArrayRef<float> values) {
    auto global = module->lookupSymbol<ml_program::GlobalOp>(name);
    setParameterValues(global, getParameterType(global), values);
  };
  set("w", weight);
  set("b", randomOfFewBits(product.outputs));
}

void ProductTest::compile(const ProductCase &product, ArrayRef<float> weight) {
  engine = nullptr;
  reference = nullptr;
  parse(product, weight);
  inputs = product.inputs;
  auto function = module->lookupSymbol<func::FuncOp>("forward");
  auto signature = getSignature(function);
  ASSERT_TRUE(bool(signature)) << llvm::toString(signature.takeError());
  lowered = OwningOpRef<ModuleOp>(module->clone());
  GPUPipelineOptions options;
  options.chip = product.chip;
  options.matmul = product.matmul;
  options.format = "llvm";
  PassManager passes(&context);
  passes.addPass(createRecordSignature());
  buildModelToGPUHostPipeline(passes, options);
  ASSERT_TRUE(succeeded(passes.run(*lowered)));
  auto created =
      createGPUEngine(*lowered, *signature, emulator::lookupEmulatedDriver);
  ASSERT_TRUE(bool(created)) << llvm::toString(created.takeError());
  engine = std::move(*created);
  reference = llvm::cantFail(createReferenceEngine(function));
}

static Logits run(Engine &engine, const Inputs &inputs) {
  llvm::Error error = engine.bind(inputs);
  if (!error)
    error = engine.run();
  std::string message = llvm::toString(std::move(error));
  EXPECT_EQ(message, "");
  return engine.getLogits();
}

double ProductTest::differenceFor(int64_t rows, ArrayRef<float> x) {
  if (!engine || !reference)
    return std::numeric_limits<double>::quiet_NaN();
  Graph graph{std::vector<int64_t>(rows + 1), {}};
  Features features = DenseFeatures{rows, inputs, {x.begin(), x.end()}};
  Inputs in{graph, features};
  Logits got = run(*engine, in), expected = run(*reference, in);
  EXPECT_EQ(got.rows, rows);
  EXPECT_EQ(got.values.size(), expected.values.size());
  double largest = 0, difference = 0;
  for (auto [a, b] : llvm::zip(got.values, expected.values)) {
    largest = std::max(largest, std::abs(b));
    difference = std::max(difference, std::abs(a - b));
  }
  return difference == 0 ? 0 : difference / largest;
}
