//===- InterpreterEngineTest.cpp - The interpreter as an engine -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InterpreterFixture.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
class InterpreterEngineTest : public InterpreterTest {
protected:
  std::unique_ptr<Engine> makeEngine(StringRef text) {
    module = parseSourceString<ModuleOp>(text, &context);
    auto engine =
        createReferenceEngine(module->lookupSymbol<func::FuncOp>("f"));
    EXPECT_TRUE(bool(engine));
    return std::move(*engine);
  }

  static constexpr StringRef sums = R"mlir(
    func.func @f(%x: tensor<?x2xf32>, %graph: !gnn.graph) -> tensor<?x2xf32> {
      %y = gnn.aggregate sum %graph, %x
        : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    })mlir";
  static constexpr StringRef pools = R"mlir(
    func.func @f(%x: tensor<?x1xf32>, %ptr: tensor<?xi64>) -> tensor<?x1xf32> {
      %y = gnn.pool sum %x, %ptr
        : (tensor<?x1xf32>, tensor<?xi64>) -> tensor<?x1xf32>
      return %y : tensor<?x1xf32>
    })mlir";
};
} // namespace

TEST_F(InterpreterEngineTest, runsOnBoundData) {
  Graph graph = makeGraph();
  Features features = DenseFeatures{4, 2, {1, 2, 3, -4, 5, 6, 7, 8}};
  auto engine = makeEngine(sums);
  EXPECT_EQ(engine->getLogits().rows, 0);
  EXPECT_EQ(llvm::toString(engine->run()), "expected bound data but got none");
  EXPECT_EQ(llvm::toString(engine->bind({graph, features})), "");
  for (int repetition = 0; repetition < 2; ++repetition) {
    EXPECT_EQ(llvm::toString(engine->run()), "");
    Logits logits = engine->getLogits();
    EXPECT_EQ(logits.rows, 4);
    EXPECT_EQ(logits.columns, 2);
    EXPECT_EQ(logits.values, (std::vector<double>{0, 0, 6, 8, 8, 2, 0, 0}));
  }
}

TEST_F(InterpreterEngineTest, dataMustFitTheSignature) {
  Graph graph = makeGraph();
  auto engine = makeEngine(sums);
  auto bind = [&](Features features) {
    return llvm::toString(engine->bind({graph, features}));
  };
  EXPECT_EQ(bind(DenseFeatures{4, 1, {1, 2, 3, 4}}),
            "function \"f\": expects 2 features per node but the data has 1");
  EXPECT_EQ(bind(DenseFeatures{1, 2, {1, 2}}),
            "function \"f\": expects features of 4 nodes but the data has 1");
  EXPECT_EQ(bind(CSRFeatures{4, 2, {0, 0, 0, 0, 0}, {}, {}}),
            "function \"f\": expects dense features but the data has CSR");
}

TEST_F(InterpreterEngineTest, oneGraphIsOneSegment) {
  Graph graph{{0, 0, 0, 0}, {}};
  Features features = DenseFeatures{3, 1, {1, 2, 4}};
  auto engine = makeEngine(pools);
  EXPECT_EQ(llvm::toString(engine->bind({graph, features})), "");
  EXPECT_EQ(llvm::toString(engine->run()), "");
  EXPECT_EQ(engine->getLogits().values, (std::vector<double>{7}));
  std::vector<int64_t> ptr = {0, 1, 3};
  EXPECT_EQ(llvm::toString(engine->bind({graph, features, ptr})), "");
  EXPECT_EQ(llvm::toString(engine->run()), "");
  EXPECT_EQ(engine->getLogits().values, (std::vector<double>{1, 6}));
}

TEST_F(InterpreterEngineTest, errorsCarryTheirPlace) {
  Graph graph{{0, 0}, {}};
  Features features = CSRFeatures{1, 1, {0, 1}, {0}, {-1}};
  auto engine = makeEngine(R"mlir(
    func.func @f(%x: tensor<?x1xf32, #gnn.csr>) -> tensor<?x1xf32> {
      %z = gnn.normalize_features %x : tensor<?x1xf32, #gnn.csr>
      %y = gnn.to_dense %z : (tensor<?x1xf32, #gnn.csr>) -> tensor<?x1xf32>
      return %y : tensor<?x1xf32>
    })mlir");
  EXPECT_EQ(llvm::toString(engine->bind({graph, features})), "");
  std::string message = llvm::toString(engine->run());
  EXPECT_NE(message.find(":3:12"), std::string::npos) << message;
  EXPECT_NE(message.find("not negative but got -1"), std::string::npos)
      << message;
}

TEST_F(InterpreterEngineTest, featuresKeepTheirValuesInEitherStorage) {
  DenseFeatures dense{2, 3, {0, 2, 0, 3, 0, 4}};
  CSRFeatures csr = toCSR(dense);
  EXPECT_EQ(csr.indptr, (std::vector<int64_t>{0, 1, 3}));
  EXPECT_EQ(csr.indices, (std::vector<int32_t>{1, 0, 2}));
  EXPECT_EQ(csr.values, (std::vector<float>{2, 3, 4}));
  EXPECT_EQ(toDense(csr).values, dense.values);
}

TEST_F(InterpreterEngineTest, columnsAreSelectedInEitherStorage) {
  DenseFeatures dense{2, 4, {0, 2, 0, 5, 3, 0, 4, 6}};
  Features selected = selectColumns(dense, {1, 3});
  EXPECT_EQ(std::get<DenseFeatures>(selected).columns, 2);
  EXPECT_EQ(std::get<DenseFeatures>(selected).values,
            (CacheAlignedVector<float>{2, 5, 0, 6}));
  auto csr = std::get<CSRFeatures>(selectColumns(toCSR(dense), {1, 3}));
  EXPECT_EQ(csr.columns, 2);
  EXPECT_EQ(toDense(csr).values, std::get<DenseFeatures>(selected).values);
}
