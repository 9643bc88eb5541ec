//===- BudgetTest.cpp - Budgets, read and measured ------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Tuning/Budget.h"
#include "gnn-opt/Dialect/GNN/GNN.h"

#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {

TEST(Budget, IsAFractionOrAnAmount) {
  auto fraction = parseBudget(BudgetKind::latency, "0.5x");
  ASSERT_TRUE(bool(fraction));
  EXPECT_TRUE(fraction->relative);
  EXPECT_EQ(fraction->amount, 0.5);
  auto amount = parseBudget(BudgetKind::multiplyAdds, "250000");
  ASSERT_TRUE(bool(amount));
  EXPECT_FALSE(amount->relative);
  EXPECT_EQ(amount->amount, 250000);
}

TEST(Budget, RefusesWhatIsNone) {
  for (StringRef text : {"", "x", "half", "-1", "0", "0x", "nan", "inf", "1xx"})
    EXPECT_EQ(
        llvm::toString(parseBudget(BudgetKind::latency, text).takeError()),
        "expected a budget such as 0.5x, or a positive number of ms, but "
        "got \"" +
            text.str() + "\"");
}

/// Two weights, one of them sparse with one nonzero.
constexpr const char *model = R"mlir(
ml_program.global private @a(dense<[[1.0, 2.0], [0.0, 4.0]]> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @b(dense<[[0.0, 3.0]]> : tensor<1x2xf32, #gnn.csr>) : tensor<1x2xf32, #gnn.csr>
func.func @forward(%x: tensor<?x2xf32>) -> tensor<?x1xf32> {
  %a = ml_program.global_load_const @a : tensor<2x2xf32>
  %b = ml_program.global_load_const @b : tensor<1x2xf32, #gnn.csr>
  %h = gnn.linear %x, %a : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %y = gnn.linear %h, %b : (tensor<?x2xf32>, tensor<1x2xf32, #gnn.csr>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
)mlir";

class MeterTest : public testing::Test {
protected:
  MeterTest() {
    context.loadDialect<GNNDialect, func::FuncDialect>();
    module = parseSourceString<ModuleOp>(model, &context);
    data.graph.rowPtr = {0, 0, 0, 0};
    data.features = DenseFeatures{3, 2, CacheAlignedVector<float>(6, 1.0f)};
  }

  double measure(BudgetKind kind) {
    auto function = *module->getOps<func::FuncOp>().begin();
    auto meter = createBudgetMeter(kind, function, data, {});
    auto original = meter->measureOriginal();
    auto again = meter->measure(function, /*target=*/1);
    EXPECT_TRUE(original && again);
    EXPECT_EQ(*original, *again);
    return *original;
  }

  MLIRContext context;
  OwningOpRef<ModuleOp> module;
  Dataset data;
};

TEST_F(MeterTest, MultiplyAddsOfTheDataSetsGraph) {
  // 3 nodes; 4 products each, then as many as there are nonzeros.
  EXPECT_EQ(measure(BudgetKind::multiplyAdds), 3 * 4 + 3 * 1);
}

TEST_F(MeterTest, BytesOfStoredValues) {
  // A zero of a dense parameter is stored.
  EXPECT_EQ(measure(BudgetKind::parameterBytes), (4 + 1) * 4);
}

} // namespace
