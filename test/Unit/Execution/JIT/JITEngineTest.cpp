//===- JITEngineTest.cpp - Compiled models on data, and what they refuse --===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/CInterface/Passes.h"
#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Execution/JIT.h"
#include "gnn-opt/Pipelines/ModelPipeline.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
class JITEngineTest : public testing::Test {
protected:
  JITEngineTest() {
    context.loadDialect<GNNDialect, func::FuncDialect, LLVM::LLVMDialect,
                        ml_program::MLProgramDialect>();
  }

  /// An engine for @forward of the text, or the error.
  llvm::Expected<std::unique_ptr<Engine>> create(StringRef text,
                                                 bool record = true) {
    auto module = parseSourceString<ModuleOp>(text, &context);
    auto signature =
        getSignature(module->lookupSymbol<func::FuncOp>("forward"));
    if (!signature)
      return signature.takeError();
    PassManager passes(&context);
    if (record)
      passes.addPass(createRecordSignature());
    buildModelToCPUPipeline(passes, CPUPipelineOptions());
    if (failed(passes.run(*module)))
      return llvm::createStringError("not lowered");
    return createJITEngine(*module, *signature, /*threads=*/2);
  }

  MLIRContext context;
};

constexpr StringRef neighbours = R"mlir(
  func.func @forward(%g: !gnn.graph, %x: tensor<?x2xf32>) -> tensor<?x2xf32> {
    %y = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
    return %y : tensor<?x2xf32>
  })mlir";
constexpr StringRef readout = R"mlir(
  func.func @forward(%x: tensor<?x2xf32>, %p: tensor<?xi64>) -> tensor<?x2xf32> {
    %y = gnn.pool sum %x, %p : (tensor<?x2xf32>, tensor<?xi64>) -> tensor<?x2xf32>
    return %y : tensor<?x2xf32>
  })mlir";
constexpr StringRef sparse = R"mlir(
  func.func @forward(%x: tensor<?x2xf32, #gnn.csr>) -> tensor<?x2xf32> {
    %y = gnn.to_dense %x : (tensor<?x2xf32, #gnn.csr>) -> tensor<?x2xf32>
    return %y : tensor<?x2xf32>
  })mlir";

/// 0 -> 1, 2 -> 1, 1 -> 2.
const Graph path{{0, 0, 2, 3}, {0, 2, 1}};
const Features rows = DenseFeatures{3, 2, {1, 2, 3, 4, 5, 6}};
} // namespace

static void expectLogits(Engine &engine, int64_t numRows,
                         std::vector<double> values) {
  Logits logits = engine.getLogits();
  EXPECT_EQ(logits.rows, numRows);
  EXPECT_EQ(logits.columns, 2);
  EXPECT_EQ(logits.values, values);
}

static std::string messageOf(llvm::Error error) {
  return llvm::toString(std::move(error));
}

TEST_F(JITEngineTest, runsAgainAndOnOtherData) {
  auto engine = llvm::cantFail(create(neighbours));
  EXPECT_EQ(engine->getLogits().rows, 0);
  llvm::cantFail(engine->bind({path, rows}));
  llvm::cantFail(engine->run());
  expectLogits(*engine, 3, {0, 0, 6, 8, 3, 4});
  llvm::cantFail(engine->run());
  expectLogits(*engine, 3, {0, 0, 6, 8, 3, 4});

  Graph single{{0, 1}, {0}};
  Features row = DenseFeatures{1, 2, {7, 8}};
  llvm::cantFail(engine->bind({single, row}));
  llvm::cantFail(engine->run());
  expectLogits(*engine, 1, {7, 8});
}

TEST_F(JITEngineTest, givesARowForEachGraph) {
  auto engine = llvm::cantFail(create(readout));
  std::vector<int64_t> ptr = {0, 1, 1, 3};
  llvm::cantFail(engine->bind({path, rows, ptr}));
  llvm::cantFail(engine->run());
  expectLogits(*engine, 3, {1, 2, 0, 0, 8, 10});
  // A single graph is one segment.
  llvm::cantFail(engine->bind({path, rows}));
  llvm::cantFail(engine->run());
  expectLogits(*engine, 1, {9, 12});
}

TEST_F(JITEngineTest, takesSparseFeatures) {
  auto engine = llvm::cantFail(create(sparse));
  Features features = CSRFeatures{3, 2, {0, 1, 1, 3}, {1, 0, 1}, {5, 6, 7}};
  llvm::cantFail(engine->bind({path, features}));
  llvm::cantFail(engine->run());
  expectLogits(*engine, 3, {0, 5, 0, 0, 6, 7});
}

TEST_F(JITEngineTest, refusesToRunUnbound) {
  auto engine = llvm::cantFail(create(neighbours));
  EXPECT_EQ(messageOf(engine->run()), "expected bound data but got none");
}

TEST_F(JITEngineTest, refusesDataThatDoesNotFit) {
  auto engine = llvm::cantFail(create(neighbours));
  Features narrow = DenseFeatures{3, 1, {1, 2, 3}};
  EXPECT_EQ(messageOf(engine->bind({path, narrow})),
            "function \"forward\": expects 2 features per node but the data "
            "has 1");
}

TEST_F(JITEngineTest, refusesAFunctionWithoutRecord) {
  auto engine = create(neighbours, /*record=*/false);
  ASSERT_FALSE(bool(engine));
  EXPECT_EQ(
      messageOf(engine.takeError()),
      "function \"forward\": expects a lowered function with one recorded "
      "result but got none; run gnn-record-signature first");
}

TEST_F(JITEngineTest, refusesAFunctionThatIsMissing) {
  auto module = parseSourceString<ModuleOp>(
      "llvm.func @_mlir_ciface_here() { llvm.return }", &context);
  auto compiled = llvm::cantFail(CompiledModule::create(*module));
  EXPECT_FALSE(bool(compiled->call("here", {})));
  EXPECT_NE(messageOf(compiled->call("there", {})).find("there"),
            std::string::npos);
}
