//===- ShapeInferenceTest.cpp - Result types that nobody wrote ------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DialectTest.h"

#include "mlir/AsmParser/AsmParser.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {

class ShapeInferenceTest : public test::DialectTest {
protected:
  ShapeInferenceTest() : builder(&context) {
    builder.setInsertionPointToStart(&block);
  }

  Value value(StringRef type) {
    return block.addArgument(parseType(type, &context),
                             builder.getUnknownLoc());
  }

  /// The result type of `OpTy` built from operands and attributes only.
  template <typename OpTy, typename... Args> std::string infer(Args &&...args) {
    auto op = OpTy::create(builder, builder.getUnknownLoc(),
                           std::forward<Args>(args)...);
    std::string text;
    llvm::raw_string_ostream(text) << op->getResult(0).getType();
    return text;
  }

  OpBuilder builder;
  Block block;
};

TEST_F(ShapeInferenceTest, ChannelsComeFromTheWeight) {
  Value graph = value("!gnn.graph"),
        sparse = value("tensor<?x9xf32, #gnn.csr>");
  Value weight = value("tensor<4x9xf32>"), x = value("tensor<?x9xf32>");
  EXPECT_EQ(infer<LinearOp>(x, weight, Value()), "tensor<?x4xf32>");
  EXPECT_EQ(infer<LinearOp>(sparse, weight, Value()), "tensor<?x4xf32>");
  EXPECT_EQ(infer<GCNConvOp>(graph, sparse, weight, Value()),
            "tensor<?x4xf32>");
  EXPECT_EQ(infer<SAGEConvOp>(ReductionKind::mean, graph, x, weight, Value(),
                              Value()),
            "tensor<?x4xf32>");
}

TEST_F(ShapeInferenceTest, HeadsMultiplyOrDivideChannels) {
  Value graph = value("!gnn.graph"), x = value("tensor<?x9xf32>");
  Value weight = value("tensor<6x9xf32>"), vector = value("tensor<1x2x3xf32>");
  EXPECT_EQ(infer<GATConvOp>(graph, x, weight, vector, vector, Value(),
                             /*concat=*/true, llvm::APFloat(0.2)),
            "tensor<?x6xf32>");
  EXPECT_EQ(infer<GATConvOp>(graph, x, weight, vector, vector, Value(),
                             /*concat=*/false, llvm::APFloat(0.2)),
            "tensor<?x3xf32>");
  Value heads = value("tensor<?x6xf32>");
  EXPECT_EQ(infer<HeadDotOp>(heads, vector), "tensor<?x2xf32>");
  EXPECT_EQ(infer<HeadMeanOp>(heads, 2), "tensor<?x3xf32>");
}

TEST_F(ShapeInferenceTest, MessagesKeepChannels) {
  Value graph = value("!gnn.graph"), x = value("tensor<?x8xf32>");
  Value scores = value("tensor<?x2xf32>");
  EXPECT_EQ(infer<AddSelfLoopsOp>(graph), "!gnn.graph");
  EXPECT_EQ(infer<GCNNormOp>(graph), "tensor<?xf32>");
  EXPECT_EQ(infer<AggregateOp>(ReductionKind::max, graph, x, scores),
            "tensor<?x8xf32>");
  EXPECT_EQ(infer<EdgeAddOp>(graph, scores, scores), "tensor<?x2xf32>");
  EXPECT_EQ(infer<PoolOp>(ReductionKind::sum, x, value("tensor<?xi64>")),
            "tensor<?x8xf32>");
}

TEST_F(ShapeInferenceTest, EncodingsAreKeptOrDropped) {
  Value weight = value("tensor<4x9xf32, #gnn.csr>");
  Value sparse = value("tensor<?x9xf32, #gnn.csr>");
  EXPECT_EQ(infer<TransposeOp>(weight), "tensor<9x4xf32, #gnn.csr>");
  EXPECT_EQ(infer<NormalizeFeaturesOp>(sparse), "tensor<?x9xf32, #gnn.csr>");
  EXPECT_EQ(infer<ToDenseOp>(sparse), "tensor<?x9xf32>");
  EXPECT_EQ(
      infer<GINConvOp>(value("!gnn.graph"), sparse, value("tensor<1xf32>")),
      "tensor<?x9xf32>");
}

TEST_F(ShapeInferenceTest, ConcatAddsChannels) {
  Value a = value("tensor<?x9xf32>"), b = value("tensor<?x0xf32>");
  EXPECT_EQ(infer<ConcatOp>(ValueRange{a, b, a}), "tensor<?x18xf32>");
  EXPECT_EQ(infer<ConcatOp>(ValueRange{}), "tensor<?x0xf32>");
}

// Verification compares types before it divides by heads, so that inference
// sees what the verifier will refuse.
TEST_F(ShapeInferenceTest, ImpossibleHeadsDoNotDivide) {
  Value x = value("tensor<?x6xf32>");
  EXPECT_EQ(infer<HeadMeanOp>(x, 0), "tensor<?x6xf32>");
  EXPECT_EQ(infer<HeadMeanOp>(x, std::numeric_limits<int64_t>::min()),
            "tensor<?x6xf32>");
  Value none = value("tensor<1x0x3xf32>");
  EXPECT_EQ(infer<GATConvOp>(value("!gnn.graph"), x, value("tensor<6x6xf32>"),
                             none, none, Value(), /*concat=*/false,
                             llvm::APFloat(0.2)),
            "tensor<?x6xf32>");
}

// Every op of the dialect infers what its round-trip test says.
TEST_F(ShapeInferenceTest, EveryOpInfersItsTypes) {
  llvm::StringSet<> seen;
  for (const std::string &text : test::readDialectTests()) {
    OwningOpRef<ModuleOp> module = parse(text);
    ASSERT_TRUE(module) << diagnostics;
    module->walk([&](InferTypeOpInterface op) {
      SmallVector<Type> types;
      ASSERT_TRUE(succeeded(op.inferReturnTypes(
          &context, op.getLoc(), op->getOperands(), op->getAttrDictionary(),
          op->getPropertiesStorage(), op->getRegions(), types)));
      EXPECT_EQ(TypeRange(types), op->getResultTypes())
          << op->getName().getStringRef().str();
      seen.insert(op->getName().getStringRef());
    });
  }
  for (RegisteredOperationName name : context.getRegisteredOperations())
    if (isa<GNNDialect>(name.getDialect()))
      EXPECT_TRUE(seen.contains(name.getStringRef()))
          << name.getStringRef().str();
}

} // namespace
