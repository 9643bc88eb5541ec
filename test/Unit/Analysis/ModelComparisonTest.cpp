//===- ModelComparisonTest.cpp - Equal models are proved equal ------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AnalysisFixture.h"

#include "gnn-opt/Analysis/ModelComparison.h"

#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
class ModelComparisonTest : public AnalysisTest {
protected:
  /// A linear layer of `hidden` channels, `between`, and another to one output.
  func::FuncOp makeModel(int64_t hidden, StringRef first, StringRef second,
                         StringRef between = "%r = gnn.relu %h") {
    std::string text = llvm::formatv(
        "ml_program.global private @w1(dense<{1}> : tensor<{0}x2xf32>) : "
        "tensor<{0}x2xf32>\n"
        "ml_program.global private @w2(dense<{2}> : tensor<1x{0}xf32>) : "
        "tensor<1x{0}xf32>\n"
        "func.func @forward(%g: !gnn.graph, %x: tensor<?x2xf32>) -> "
        "tensor<?x1xf32> {{\n"
        "%w1 = ml_program.global_load_const @w1 : tensor<{0}x2xf32>\n"
        "%w2 = ml_program.global_load_const @w2 : tensor<1x{0}xf32>\n"
        "%h = gnn.linear %x, %w1 : (tensor<?x2xf32>, tensor<{0}x2xf32>) -> "
        "tensor<?x{0}xf32>\n{3} : tensor<?x{0}xf32>\n"
        "%a = gnn.aggregate mean %g, %r : (!gnn.graph, tensor<?x{0}xf32>) -> "
        "tensor<?x{0}xf32>\n"
        "%y = gnn.linear %a, %w2 : (tensor<?x{0}xf32>, tensor<1x{0}xf32>) -> "
        "tensor<?x1xf32>\n"
        "return %y : tensor<?x1xf32>\n}",
        hidden, first, second, between);
    models.push_back(parseSourceString<ModuleOp>(text, &context));
    EXPECT_TRUE(models.back()) << diagnostics << text;
    return models.back()->lookupSymbol<func::FuncOp>("forward");
  }

  bool areEqual(func::FuncOp first, func::FuncOp second,
                const InputDomain &domain = {}) {
    FailureOr<bool> equal = proveEqual(first, second, domain);
    EXPECT_TRUE(succeeded(equal)) << diagnostics;
    return succeeded(equal) && *equal;
  }

  std::vector<OwningOpRef<ModuleOp>> models;
  const InputDomain box{ProofClass::box, {{0, 1}}};
};
} // namespace

TEST_F(ModelComparisonTest, ChannelsMayBeInAnyOrder) {
  func::FuncOp first =
      makeModel(2, "[[1.0, 2.0], [3.0, -1.0]]", "[[1.0, 2.0]]");
  EXPECT_TRUE(areEqual(
      first, makeModel(2, "[[3.0, -1.0], [1.0, 2.0]]", "[[2.0, 1.0]]")));
  EXPECT_FALSE(areEqual(
      first, makeModel(2, "[[3.0, -1.0], [1.0, 2.0]]", "[[1.0, 2.0]]")));
  EXPECT_FALSE(areEqual(first, makeModel(2, "[[1.0, 2.0], [3.0, -1.0]]",
                                         "[[1.0, 2.0]]", "%r = gnn.elu %h")));
}

TEST_F(ModelComparisonTest, DuplicatesMayBeMergedAndZerosLeftOut) {
  func::FuncOp first =
      makeModel(4, "[[1.0, 2.0], [1.0, 2.0], [0.0, 0.0], [5.0, 5.0]]",
                "[[1.0, 2.0, 7.0, 0.0]]");
  EXPECT_TRUE(areEqual(first, makeModel(1, "[[1.0, 2.0]]", "[[3.0]]")));
  EXPECT_FALSE(areEqual(first, makeModel(1, "[[1.0, 2.0]]", "[[2.0]]")));
}

TEST_F(ModelComparisonTest, BoundsProveMoreInABox) {
  func::FuncOp first =
      makeModel(2, "[[1.0, 2.0], [-1.0, -2.0]]", "[[1.0, 2.0]]");
  func::FuncOp withoutDead = makeModel(1, "[[1.0, 2.0]]", "[[1.0]]");
  EXPECT_FALSE(areEqual(first, withoutDead));
  EXPECT_TRUE(areEqual(first, withoutDead, box));
  func::FuncOp withoutRelu =
      makeModel(1, "[[1.0, 2.0]]", "[[1.0]]", "%r = gnn.dropout %h");
  EXPECT_FALSE(areEqual(withoutDead, withoutRelu));
  EXPECT_TRUE(areEqual(withoutDead, withoutRelu, box));
}

/// relu(x0 + x1) is at most 2, its mean also, and 0.25 of it 0.5.
TEST_F(ModelComparisonTest, DifferencesAreFollowedThroughTheOps) {
  func::FuncOp first = makeModel(2, "[[1.0, 1.0], [9.0, 9.0]]", "[[1.0, 1.0]]");
  func::FuncOp second =
      makeModel(2, "[[1.0, 1.0], [9.0, 9.0]]", "[[0.75, 1.0]]");
  auto bounds = boundDifference(first, second, box, Rounding::none());
  ASSERT_TRUE(succeeded(bounds));
  EXPECT_TRUE(bounds->isRelational);
  EXPECT_LE(bounds->channels[0].lower, 0);
  EXPECT_GE(bounds->channels[0].lower, -1e-12);
  EXPECT_NEAR(bounds->channels[0].upper, 0.5, 1e-12);
}

/// A channel that the first model lacks has no place in it, and only bounds of
/// both are known: [0, 2] and [0, 20].
TEST_F(ModelComparisonTest, OtherShapesAreBoundedApart) {
  func::FuncOp first = makeModel(1, "[[1.0, 1.0]]", "[[1.0]]");
  func::FuncOp second =
      makeModel(2, "[[1.0, 1.0], [9.0, 9.0]]", "[[1.0, 1.0]]");
  InputDomain near = box;
  near.degree.upper = 5;
  auto bounds = boundDifference(first, second, near, Rounding::none());
  ASSERT_TRUE(succeeded(bounds));
  EXPECT_FALSE(bounds->isRelational);
  EXPECT_NEAR(bounds->getLargest(), 20, 1e-9);
}

/// The removed channel comes back as zeros: its 9 + 9, and nothing else, is the
/// difference.
TEST_F(ModelComparisonTest, PrunedChannelsComeBackAsZeros) {
  func::FuncOp first = makeModel(2, "[[9.0, 9.0], [1.0, 1.0]]", "[[1.0, 1.0]]");
  func::FuncOp second = makeModel(1, "[[1.0, 1.0]]", "[[1.0]]");
  Builder builder(&context);
  auto left = builder.getDenseI64ArrayAttr({1});
  auto mark = [&](StringRef name, ArrayRef<Attribute> dims) {
    models.back()->lookupSymbol(name)->setAttr("gnn.channels",
                                               builder.getArrayAttr(dims));
  };
  mark("w1", {left, builder.getUnitAttr()});
  mark("w2", {builder.getUnitAttr(), left});
  auto bounds = boundDifference(first, second, box, Rounding::none());
  ASSERT_TRUE(succeeded(bounds));
  EXPECT_TRUE(bounds->isRelational);
  EXPECT_NEAR(bounds->channels[0].upper, 18, 1e-9);
  EXPECT_NEAR(bounds->channels[0].lower, 0, 1e-9);
}

TEST_F(ModelComparisonTest, EqualModelsDifferByNothing) {
  func::FuncOp first = makeModel(2, "[[9.0, 9.0], [1.0, 1.0]]", "[[1.0, 1.0]]");
  func::FuncOp second =
      makeModel(2, "[[9.0, 9.0], [1.0, 1.0]]", "[[1.0, 1.0]]");
  auto bounds = boundDifference(first, second, {}, Rounding::none());
  ASSERT_TRUE(succeeded(bounds));
  EXPECT_EQ(bounds->getLargest(), 0);
}
