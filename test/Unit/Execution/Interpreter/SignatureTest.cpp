//===- SignatureTest.cpp - Which functions take data ----------------------===//
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
class SignatureTest : public InterpreterTest {
protected:
  llvm::Expected<Signature> getSignatureOf(StringRef type) {
    module = parseSourceString<ModuleOp>(("func.func private @f" + type).str(),
                                         &context);
    return getSignature(module->lookupSymbol<func::FuncOp>("f"));
  }

  std::string complaintAbout(StringRef type) {
    llvm::Expected<Signature> signature = getSignatureOf(type);
    return signature ? "" : llvm::toString(signature.takeError());
  }
};
} // namespace

TEST_F(SignatureTest, argumentsComeInAnyOrder) {
  auto signature = getSignatureOf("(tensor<?xi64>, tensor<?x7xf32, #gnn.csr>, "
                                  "!gnn.graph) -> tensor<?x2xf32>");
  ASSERT_TRUE(bool(signature));
  EXPECT_EQ(signature->function, "f");
  EXPECT_EQ(signature->resultColumns, 2);
  ASSERT_EQ(signature->arguments.size(), 3u);
  EXPECT_EQ(signature->arguments[0].kind, ArgumentKind::SegmentPtr);
  EXPECT_EQ(signature->arguments[1].kind, ArgumentKind::CSRFeatures);
  EXPECT_EQ(signature->arguments[2].kind, ArgumentKind::Graph);
  ASSERT_NE(signature->findFeatures(), nullptr);
  EXPECT_EQ(signature->findFeatures()->columns, 7);
  EXPECT_EQ(signature->find(ArgumentKind::DenseFeatures), nullptr);
}

TEST_F(SignatureTest, whatNoDataFileHasIsRefused) {
  EXPECT_EQ(complaintAbout("(tensor<7xf32>) -> tensor<?x2xf32>"),
            "function \"f\": expects argument 0 to be a graph, features "
            "tensor<?xFxf32> or segment pointers tensor<?xi64> but got "
            "tensor<7xf32>");
  EXPECT_EQ(complaintAbout("(tensor<?x7xf32>, tensor<?x7xf32, #gnn.csr>) -> "
                           "tensor<?x2xf32>"),
            "function \"f\": expects one graph, one features and one segment "
            "pointers argument at most but argument 1 is a second "
            "tensor<?x7xf32, #gnn.csr>");
  EXPECT_EQ(complaintAbout("(!gnn.graph)"),
            "function \"f\": expects one result but got 0");
  EXPECT_EQ(complaintAbout("(!gnn.graph) -> tensor<?xf32>"),
            "function \"f\": expects the result to be tensor<?xCxf32> but got "
            "tensor<?xf32>");
}

TEST_F(SignatureTest, inputsAreKnownWhateverIsReturned) {
  module = parseSourceString<ModuleOp>(
      "func.func private @f(!gnn.graph, tensor<?x7xf32>) -> (tensor<?x2xf32>, "
      "tensor<?xf32>)",
      &context);
  auto signature = getInputSignature(module->lookupSymbol<func::FuncOp>("f"));
  ASSERT_TRUE(bool(signature));
  EXPECT_EQ(signature->arguments.size(), 2u);
  EXPECT_EQ(signature->findFeatures()->columns, 7);
}

TEST_F(SignatureTest, missingFunctionsAreNamed) {
  module = parseSourceString<ModuleOp>(
      "func.func private @forward()\nfunc.func private @backward()", &context);
  auto function = findFunction(*module, "main");
  EXPECT_EQ(llvm::toString(function.takeError()),
            "expected a function \"main\" but the module has \"forward\", "
            "\"backward\"");
  module = parseSourceString<ModuleOp>("", &context);
  EXPECT_EQ(llvm::toString(findFunction(*module, "main").takeError()),
            "expected a function \"main\" but the module has none");
}
