//===- FeatureStatisticsTest.cpp - Statistics in the IR -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AnalysisFixture.h"

#include "gnn-opt/Analysis/FeatureStatistics.h"

#include "mlir/Bytecode/BytecodeWriter.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
class FeatureStatisticsTest : public AnalysisTest {
protected:
  /// A weight of the given type without values.
  ml_program::GlobalOp parseWeight(const std::string &type,
                                   const std::string &statistics = "") {
    std::string attrs =
        statistics.empty() ? "" : " {gnn.statistics = " + statistics + "}";
    parse("ml_program.global private @w(#ml_program.extern : " + type +
          ") : " + type + attrs);
    return findParameter("w");
  }

  FeatureStatistics read(ml_program::GlobalOp weight) {
    auto statistics = readFeatureStatistics(weight);
    if (failed(statistics) || !*statistics) {
      ADD_FAILURE() << diagnostics;
      return {};
    }
    return **statistics;
  }

  void expectError(const std::string &statistics, StringRef message,
                   const std::string &type = "tensor<3x2xf32>") {
    diagnostics.clear();
    EXPECT_TRUE(failed(readFeatureStatistics(parseWeight(type, statistics))));
    EXPECT_NE(diagnostics.find(message.str()), std::string::npos)
        << diagnostics;
  }
};
} // namespace

/// Two channels; each number once.
static FeatureStatistics makeStatistics() {
  return {0.1,      {1, 2}, {3, 4},      {5, 6},          {0.25, 1.0 / 3},
          {-1, -2}, {8, 9}, {0.5, 0.75}, {10, 11, 11, 12}};
}

static void expectEqual(const FeatureStatistics &a,
                        const FeatureStatistics &b) {
  EXPECT_EQ(a.rows, b.rows);
  for (auto [name, member] : FeatureStatistics::getMoments())
    EXPECT_EQ(a.*member, b.*member) << name.str();
  EXPECT_EQ(a.gram, b.gram);
}

TEST_F(FeatureStatisticsTest, ComeBackFromTheAttribute) {
  ml_program::GlobalOp weight = parseWeight("tensor<3x2xf32>");
  EXPECT_EQ(*readFeatureStatistics(weight), std::nullopt);
  writeFeatureStatistics(weight, makeStatistics());
  expectEqual(read(weight), makeStatistics());
  EXPECT_TRUE(dropFeatureStatistics(weight));
  EXPECT_FALSE(dropFeatureStatistics(weight));
  EXPECT_EQ(*readFeatureStatistics(weight), std::nullopt);
}

TEST_F(FeatureStatisticsTest, ComeBackFromTextAndBytecode) {
  writeFeatureStatistics(parseWeight("tensor<3x2xf32>"), makeStatistics());
  std::string text, bytecode;
  llvm::raw_string_ostream textStream(text), os(bytecode);
  module->print(textStream);
  ASSERT_TRUE(succeeded(writeBytecodeToFile(*module, os)));
  for (const std::string &form : {text, bytecode}) {
    MLIRContext fresh(context.getDialectRegistry());
    fresh.loadDialect<ml_program::MLProgramDialect, GNNDialect>();
    auto reread = parseSourceString<ModuleOp>(form, &fresh);
    ASSERT_TRUE(reread);
    expectEqual(read(reread->lookupSymbol<ml_program::GlobalOp>("w")),
                makeStatistics());
  }
}

TEST_F(FeatureStatisticsTest, GramIsOptionalAndChannelsMayBeNone) {
  FeatureStatistics statistics = makeStatistics();
  statistics.gram.clear();
  ml_program::GlobalOp weight = parseWeight("tensor<3x2xf32>");
  writeFeatureStatistics(weight, statistics);
  EXPECT_FALSE(read(weight).hasGram());
  ml_program::GlobalOp empty = parseWeight("tensor<3x0xf32>");
  writeFeatureStatistics(empty, {});
  EXPECT_EQ(read(empty).getNumChannels(), 0);
}

TEST_F(FeatureStatisticsTest, InputsAreTheLastDimension) {
  EXPECT_EQ(getNumInputs(parseWeight("tensor<1x8x5xf32>")), 5);
  EXPECT_EQ(getNumInputs(parseWeight("tensor<3x2xf32>")), 2);
  EXPECT_EQ(getNumInputs(parseWeight("tensor<f32>")), std::nullopt);
}

/// The entries of `{...}` with every vector `values`.
static std::string makeText(const std::string &values,
                            const std::string &rows = "3.0 : f64",
                            const std::string &more = "") {
  std::string text = "{rows = " + rows;
  for (auto [name, member] : FeatureStatistics::getMoments())
    text += ", " + name.str() + " = " + values;
  return text + more + "}";
}

TEST_F(FeatureStatisticsTest, MayBeLiterals) {
  FeatureStatistics statistics = read(
      parseWeight("tensor<3x2xf32>",
                  makeText("dense<[0.5, 2.0]> : tensor<2xf64>", "4.0 : f64",
                           ", gram = dense<1.0> : tensor<2x2xf64>")));
  EXPECT_EQ(statistics.entropy, (std::vector<double>{0.5, 2.0}));
  EXPECT_EQ(statistics.gram, std::vector<double>(4, 1.0));
  // 4 (2.0 + 2.0^2).
  EXPECT_EQ(statistics.getSquaredNorm(1), 24.0);
}

TEST_F(FeatureStatisticsTest, DamageIsAnError) {
  std::string good = "dense<1.0> : tensor<2xf64>";
  expectError("3 : i32", "parameter 'w' expects gnn.statistics to be a "
                         "dictionary, on a tensor with inputs");
  expectError(makeText(good), "on a tensor with inputs", "tensor<f32>");
  for (const char *rows :
       {"-1.0 : f64", "0x7FF8000000000000 : f64", "1 : i64", "1.0 : f32"})
    expectError(makeText(good, rows),
                "have a finite f64 of at least 0 for 'rows'");
  expectError("{rows = 1.0 : f64}",
              "have a 'tensor<2xf64>' 'mean' but got none");
  expectError(makeText("dense<1.0> : tensor<3xf64>"),
              "have a 'tensor<2xf64>' 'mean' but got 'tensor<3xf64>'");
  expectError(makeText("dense<1.0> : tensor<2xf32>"),
              "have a 'tensor<2xf64>' 'mean' but got 'tensor<2xf32>'");
  expectError(makeText("unit"), "'mean' but got another attribute");
  expectError(makeText("dense<[1.0, 0x7FF8000000000000]> : tensor<2xf64>"),
              "have finite elements in 'mean'");
  expectError(makeText("dense<-1.0> : tensor<2xf64>"),
              "have elements of at least 0 in 'mean_abs'");
  expectError(makeText("dense_resource<absent> : tensor<2xf64>"),
              "have a resource of 2 elements of 8 bytes for 'mean' but got 0 "
              "bytes");
  expectError(makeText("sparse<[[0]], [1.0]> : tensor<2xf64>"),
              "be dense or dense_resource for 'mean'");
  expectError(makeText(good, "1.0 : f64", ", gram = " + good),
              "have a 'tensor<2x2xf64>' 'gram' but got 'tensor<2xf64>'");
}

TEST_F(FeatureStatisticsTest, HugeLiteralsAreAnError) {
  expectError(makeText("dense<1.0> : tensor<4294967296xf64>"),
              "have a 'tensor<4294967296xf64>' 'mean'",
              "tensor<1x4294967296xf32>");
}
