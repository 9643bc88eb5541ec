//===- RoundedProductsTest.cpp - Products by tensor cores -----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProductFixture.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

/// Below, at and above the sizes of tiles, steps and blocks.
static constexpr std::pair<int64_t, int64_t> shapes[] = {
    {8, 1}, {33, 7}, {17, 33}, {300, 17}, {16, 300}, {7, 33}, {1, 17}};
static constexpr int64_t rowCounts[] = {0, 1, 17, 64, 65, 200};
/// f32 sums of results that are computed exactly.
static constexpr double tolerance = 1e-6;

namespace {
class RoundedProductsTest : public ProductTest {
protected:
  /// Where rounding loses nothing, the result is that of f32.
  void expectExact(ProductCase product, bool twoOfFour) {
    for (auto [inputs, outputs] : shapes)
      for (bool hasBias : {true, false}) {
        SCOPED_TRACE(testing::Message() << inputs << " to " << outputs);
        product.inputs = inputs;
        product.outputs = outputs;
        product.hasBias = hasBias;
        std::vector<float> weight = randomOfFewBits(inputs * outputs);
        if (twoOfFour)
          keepTwoOfFour(weight, inputs);
        compile(product, weight);
        for (int64_t rows : rowCounts)
          ASSERT_LE(differenceFor(rows, randomOfFewBits(rows * inputs)),
                    tolerance)
              << rows << " rows";
      }
  }

  /// Of factors with all their bits.
  double measure(MatmulPrecision matmul, bool twoOfFour = false) {
    ProductCase product;
    product.inputs = 128;
    product.outputs = 64;
    product.matmul = matmul;
    std::vector<float> weight = random(product.inputs * product.outputs);
    if (twoOfFour)
      keepTwoOfFour(weight, product.inputs);
    compile(product, weight);
    return differenceFor(100, random(100 * product.inputs));
  }
};
} // namespace

TEST_F(RoundedProductsTest, ofTF32) {
  ProductCase product;
  product.matmul = MatmulPrecision::TF32;
  expectExact(product, /*twoOfFour=*/false);
}

TEST_F(RoundedProductsTest, ofBF16) {
  ProductCase product;
  product.matmul = MatmulPrecision::BF16;
  expectExact(product, /*twoOfFour=*/false);
}

TEST_F(RoundedProductsTest, ofTwoOfFourWeights) {
  ProductCase product;
  product.matmul = MatmulPrecision::BF16;
  expectExact(product, /*twoOfFour=*/true);
}

TEST_F(RoundedProductsTest, ofFewerThanTwoOfFourWeights) {
  ProductCase product;
  product.inputs = 40;
  product.outputs = 24;
  product.matmul = MatmulPrecision::BF16;
  std::vector<float> weight = randomOfFewBits(product.inputs * product.outputs);
  keepTwoOfFour(weight, product.inputs);
  for (size_t i = 0; i < weight.size(); i += 3)
    weight[i] = 0;
  compile(product, weight);
  EXPECT_LE(differenceFor(50, randomOfFewBits(50 * product.inputs)), tolerance);
}

/// What rounding costs: more than f32, and no more than the formula of the pass
/// says.
TEST_F(RoundedProductsTest, loseWhatTheyMay) {
  double f32 = measure(MatmulPrecision::F32),
         tf32 = measure(MatmulPrecision::TF32),
         bf16 = measure(MatmulPrecision::BF16),
         sparse = measure(MatmulPrecision::BF16, /*twoOfFour=*/true);
  EXPECT_LE(f32, tolerance);
  EXPECT_GT(tf32, 10 * f32);
  EXPECT_LE(tf32, 0x1p-10);
  EXPECT_GT(bf16, 4 * tf32);
  EXPECT_LE(bf16, 0x1p-7);
  EXPECT_GT(sparse, 4 * tf32);
  EXPECT_LE(sparse, 0x1p-7);
}
