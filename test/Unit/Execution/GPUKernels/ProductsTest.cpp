//===- ProductsTest.cpp - Products in f32 ---------------------------------===//
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

/// Below, at and above the sizes of tiles, strips, panels and blocks.
static constexpr std::pair<int64_t, int64_t> shapes[] = {
    {1, 33}, {7, 7}, {33, 1}, {17, 17}, {300, 33}, {33, 300}, {64, 64}};
static constexpr int64_t rowCounts[] = {0, 1, 33, 64, 65, 200};
static constexpr double tolerance = 1e-5;

namespace {
class ProductsTest : public ProductTest {
protected:
  void expectSame(const ProductCase &product,
                  const std::vector<float> &weight) {
    SCOPED_TRACE(testing::Message()
                 << product.inputs << " to " << product.outputs
                 << product.encoding << " on " << product.chip);
    compile(product, weight);
    for (int64_t rows : rowCounts)
      ASSERT_LE(differenceFor(rows, random(rows * product.inputs)), tolerance)
          << rows << " rows";
  }

  void expectDense(const char *chip) {
    for (auto [inputs, outputs] : shapes)
      for (bool hasBias : {true, false})
        expectSame({inputs, outputs, MatmulPrecision::F32, chip, "", hasBias},
                   random(inputs * outputs));
  }

  void expectBlocks(const char *encoding, int64_t blockOutputs) {
    for (auto [inputs, outputs] : shapes)
      for (double share : {0.0, 0.4, 0.8}) {
        std::vector<float> weight = random(inputs * outputs);
        keepBlocks(weight, inputs, blockOutputs, share);
        expectSame({inputs, outputs, MatmulPrecision::F32, "sm_80", encoding,
                    share == 0.4},
                   weight);
      }
  }
};
} // namespace

/// Tiles go through registers.
TEST_F(ProductsTest, ofDenseWeightsOnSM75) { expectDense("sm_75"); }

/// Tiles are copied while others are multiplied.
TEST_F(ProductsTest, ofDenseWeightsOnSM80) { expectDense("sm_80"); }

TEST_F(ProductsTest, ofWeightsInBlocksOf16) {
  expectBlocks("#gnn.block<16>", 16);
}

TEST_F(ProductsTest, ofWeightsInBlocksOf8) { expectBlocks("#gnn.block<8>", 8); }

/// Of another size than kernels have: as stored one by one.
TEST_F(ProductsTest, ofWeightsInOtherBlocks) {
  std::vector<float> weight = random(24 * 40);
  keepBlocks(weight, 24, 4, 0.2);
  expectSame({24, 40, MatmulPrecision::F32, "sm_80", "#gnn.block<4>"}, weight);
}

TEST_F(ProductsTest, ofUnstructuredWeights) {
  for (auto [inputs, outputs] : shapes) {
    std::vector<float> weight = random(inputs * outputs);
    keepBlocks(weight, inputs, 1, 0.2);
    expectSame({inputs, outputs, MatmulPrecision::F32, "sm_80", "#gnn.csr"},
               weight);
  }
}

/// Not rounded, whatever is asked for.
TEST_F(ProductsTest, ofSparseWeightsStayF32) {
  for (const char *encoding : {"#gnn.csr", "#gnn.block<16>"}) {
    std::vector<float> weight = random(48 * 64);
    keepBlocks(weight, 48, 16, 0.2);
    expectSame({48, 64, MatmulPrecision::BF16, "sm_80", encoding}, weight);
  }
}
