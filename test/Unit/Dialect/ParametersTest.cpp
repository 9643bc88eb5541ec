//===- ParametersTest.cpp - Trained values, as they should and should not be
//===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DialectTest.h"

#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "mlir/IR/Verifier.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {

class ParametersTest : public test::DialectTest {
protected:
  /// The values of the only global of `text`, or the error that says why not.
  std::string read(StringRef text) {
    OwningOpRef<ModuleOp> module = parse(text);
    EXPECT_TRUE(module) << diagnostics;
    auto globals = module->getOps<ml_program::GlobalOp>();
    FailureOr<std::vector<float>> values = getParameterValues(*globals.begin());
    if (failed(values))
      return diagnostics;
    std::string result;
    for (float value : *values)
      result += llvm::formatv("{0:f1} ", value);
    return result;
  }
};

TEST_F(ParametersTest, ReadsLiteralsAndBlobs) {
  EXPECT_EQ(read("ml_program.global private @w(dense<[1.0, -2.5]> : "
                 "tensor<2xf32>) : tensor<2xf32>"),
            "1.0 -2.5 ");
  EXPECT_EQ(read("ml_program.global private @w(dense<3.0> : tensor<1x2xf32, "
                 "#gnn.csr>) : tensor<1x2xf32, #gnn.csr>"),
            "3.0 3.0 ");
  EXPECT_EQ(read(R"(
    ml_program.global private @w(dense_resource<w> : tensor<2xf32>) : tensor<2xf32>
    {-# dialect_resources: {builtin: {w: "0x040000000000803F000020C0"}} #-})"),
            "1.0 -2.5 ");
  EXPECT_EQ(read("ml_program.global private @w(dense<> : tensor<0xf32>) : "
                 "tensor<0xf32>"),
            "");
}

TEST_F(ParametersTest, SaysWhatAnUnreadableValueIs) {
  EXPECT_EQ(read("ml_program.global private @w(#ml_program.extern : "
                 "tensor<2xf32>) : tensor<2xf32>"),
            "parameter 'w' expects a value but got none; run gnn-load-params "
            "first\n");
  EXPECT_EQ(read("ml_program.global private @w(dense<1.0> : tensor<4xf32>) : "
                 "tensor<2x2xf32>"),
            "parameter 'w' expects a value of type 'tensor<2x2xf32>' but got "
            "'tensor<4xf32>'\n");
  EXPECT_EQ(read("ml_program.global private @w(dense<1> : tensor<2xi32>) : "
                 "tensor<2xi32>"),
            "parameter 'w' expects elements of type f32 but got 'i32'\n");
  EXPECT_EQ(read("ml_program.global private @w(sparse<[[0]], [1.0]> : "
                 "tensor<2xf32>) : tensor<2xf32>"),
            "parameter 'w' expects a dense or dense_resource value but got "
            "another attribute\n");
  EXPECT_EQ(read("ml_program.global private @w(3 : i32) : tensor<2xf32>"),
            "parameter 'w' expects a dense or dense_resource value but got "
            "another attribute\n");
}

TEST_F(ParametersTest, RefusesBlobsThatDoNotFillTheirType) {
  EXPECT_EQ(read("ml_program.global private @w(dense_resource<absent> : "
                 "tensor<2xf32>) : tensor<2xf32>"),
            "parameter 'w' expects a resource of 8 bytes but got none\n");
  EXPECT_EQ(read(R"(
    ml_program.global private @w(dense_resource<short> : tensor<2xf32>) : tensor<2xf32>
    {-# dialect_resources: {builtin: {short: "0x040000000000803F"}} #-})"),
            "parameter 'w' expects a resource of 8 bytes but got 4\n");
}

// 2^32 * 2^32 elements are 0 bytes in 64 bits, which an empty blob would fill.
TEST_F(ParametersTest, RefusesTypesBeyondMemory) {
  const char *type = "tensor<4294967296x4294967296xf32>";
  std::string expected = std::string("parameter 'w' expects at most 2147483647 "
                                     "elements but got '") +
                         type + "'\n";
  std::string global = "ml_program.global private @w(";
  EXPECT_EQ(read(global + "dense<0.0> : " + type + ") : " + type), expected);
  EXPECT_EQ(read(global + "dense_resource<absent> : " + type + ") : " + type),
            expected);
}

const char *const model = R"(
  ml_program.global private @w(dense<1.0> : tensor<3x2xf32>) : tensor<3x2xf32>
  ml_program.global private @scale(dense<1> : tensor<2xi32>) : tensor<2xi32>
  func.func @a(%x: tensor<?x2xf32>) -> tensor<?x3xf32> {
    %w = ml_program.global_load_const @w : tensor<3x2xf32>
    %y = gnn.linear %x, %w : (tensor<?x2xf32>, tensor<3x2xf32>) -> tensor<?x3xf32>
    return %y : tensor<?x3xf32>
  }
  func.func @b() -> tensor<3x2xf32> {
    %w = ml_program.global_load_const @w : tensor<3x2xf32>
    return %w : tensor<3x2xf32>
  })";

TEST_F(ParametersTest, FindsGlobalsAndTheirLoads) {
  OwningOpRef<ModuleOp> module = parse(model);
  ASSERT_TRUE(module) << diagnostics;
  SmallVector<ml_program::GlobalOp> parameters = getParameters(*module);
  ASSERT_EQ(parameters.size(), 1u);
  EXPECT_EQ(parameters[0].getSymName(), "w");
  EXPECT_EQ(getParameterLoads(parameters[0]).size(), 2u);
  module->walk([&](LinearOp linear) {
    EXPECT_EQ(getParameter(linear.getWeight()), parameters[0]);
    EXPECT_FALSE(getParameter(linear.getX()));
  });
}

TEST_F(ParametersTest, NewValuesChangeTheTypeOfEveryLoad) {
  OwningOpRef<ModuleOp> module = parse(model);
  ASSERT_TRUE(module) << diagnostics;
  ml_program::GlobalOp parameter = getParameters(*module).front();
  auto type = RankedTensorType::get({1, 2}, Float32Type::get(&context));
  setParameterValues(parameter, type, {4, 5});
  EXPECT_EQ(getParameterType(parameter), type);
  for (ml_program::GlobalLoadConstOp load : getParameterLoads(parameter))
    EXPECT_EQ(load.getType(), type);
  EXPECT_EQ(*getParameterValues(parameter), std::vector<float>({4, 5}));
}

// All channels of a layer can be gone; sanitizers watch the copy of nothing.
TEST_F(ParametersTest, ValuesMayBeEmpty) {
  OwningOpRef<ModuleOp> module = parse(model);
  ASSERT_TRUE(module) << diagnostics;
  ml_program::GlobalOp parameter = getParameters(*module).front();
  auto type = RankedTensorType::get({0, 2}, Float32Type::get(&context));
  setParameterValues(parameter, type, {});
  FailureOr<std::vector<float>> values = getParameterValues(parameter);
  ASSERT_TRUE(succeeded(values)) << diagnostics;
  EXPECT_TRUE(values->empty());
}

TEST_F(ParametersTest, NewParametersGetNamesOfTheirOwn) {
  OwningOpRef<ModuleOp> module = parse(model);
  ASSERT_TRUE(module) << diagnostics;
  ml_program::GlobalOp parameter = getParameters(*module).front();
  auto type = RankedTensorType::get({1}, Float32Type::get(&context));
  EXPECT_EQ(createParameter(parameter, "v", type, {1}).getSymName(), "v");
  EXPECT_EQ(createParameter(parameter, "w", type, {1}).getSymName(), "w_0");
  EXPECT_EQ(createParameter(parameter, "w", type, {1}).getSymName(), "w_1");
  EXPECT_EQ(createParameter(parameter, "a", type, {1}).getSymName(), "a_0");
  EXPECT_TRUE(succeeded(verify(*module))) << diagnostics;
}

} // namespace
