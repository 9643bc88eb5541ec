//===- JITDenseTest.cpp - Dense algebra, compiled -------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "JITFixture.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
class JITDenseTest : public JITTest {
protected:
  /// A linear layer with a bias and one without, on rows of this kind.
  void compileLinear(int64_t outputs, int64_t inputs, StringRef rows,
                     StringRef weight, int64_t vectorWidth = 8) {
    std::string text = R"mlir(
      ml_program.global private @w(#ml_program.extern : tensor<$Ox$Ixf32@W>) : tensor<$Ox$Ixf32@W>
      ml_program.global private @v(#ml_program.extern : tensor<$Ox$Ixf32@W>) : tensor<$Ox$Ixf32@W>
      ml_program.global private @b(#ml_program.extern : tensor<$Oxf32>) : tensor<$Oxf32>
      func.func @f(%x: tensor<?x$Ixf32@X>) -> (tensor<?x$Oxf32>, tensor<?x$Oxf32>) {
        %w = ml_program.global_load_const @w : tensor<$Ox$Ixf32@W>
        %v = ml_program.global_load_const @v : tensor<$Ox$Ixf32@W>
        %b = ml_program.global_load_const @b : tensor<$Oxf32>
        %0 = gnn.linear %x, %w bias %b
          : (tensor<?x$Ixf32@X>, tensor<$Ox$Ixf32@W>, tensor<$Oxf32>) -> tensor<?x$Oxf32>
        %1 = gnn.linear %x, %v : (tensor<?x$Ixf32@X>, tensor<$Ox$Ixf32@W>) -> tensor<?x$Oxf32>
        return %0, %1 : tensor<?x$Oxf32>, tensor<?x$Oxf32>
      })mlir";
    for (auto [name, encoding] : {std::pair("@X", rows), {"@W", weight}})
      for (size_t at; (at = text.find(name)) != std::string::npos;)
        text.replace(at, 2, encoding.str());
    compile(replaced(text, {{"$O", outputs}, {"$I", inputs}}), vectorWidth);
  }
};
} // namespace

/// Row counts around the sizes of register tiles, panels and chunks.
static constexpr int64_t rowCounts[] = {0, 1, 5, 6, 31, 96, 131};
static constexpr int64_t inputWidths[] = {1, 7, 300};
/// A block of unstructured weights' inputs, one more, and so many that the last
/// block is moved left.
static constexpr int64_t inputBlocks[] = {128, 129, 193, 385};
static constexpr StringRef dense = "", csr = ", #gnn.csr",
                           block8 = ", #gnn.block<8>",
                           block16 = ", #gnn.block<16>";

TEST_F(JITDenseTest, multipliesDenseRowsWithDenseWeights) {
  for (int64_t outputs : widths)
    for (int64_t inputs : inputWidths) {
      SCOPED_TRACE(testing::Message() << inputs << " to " << outputs);
      compileLinear(outputs, inputs, dense, dense);
      for (int64_t rows : rowCounts)
        expectSame({random(rows, inputs)});
    }
}

/// Wide rows are summed in parts, between which others are asked for: the last
/// one is shorter, and of many some lie behind the last input.
TEST_F(JITDenseTest, multipliesWideRowsInParts) {
  for (int64_t inputs : {128, 131, 600})
    for (int64_t outputs : {1, 16, 40})
      for (StringRef weight : {dense, block16}) {
        SCOPED_TRACE(testing::Message()
                     << inputs << " to " << outputs << weight.str());
        compileLinear(outputs, inputs, dense, weight);
        for (int64_t rows : {12, 53})
          expectSame({random(rows, inputs)});
      }
}

/// About as many rows as four chunks want, and as the most chunks do.
TEST_F(JITDenseTest, multipliesManyRowsInEvenChunks) {
  compileLinear(5, 3, dense, dense);
  for (int64_t rows : {383, 384, 385, 6'143, 6'145, 7'001})
    expectSame({random(rows, 3)});
}

TEST_F(JITDenseTest, multipliesDenseRowsWithSparseWeights) {
  for (int64_t outputs : widths)
    for (int64_t inputs : inputWidths) {
      SCOPED_TRACE(testing::Message() << inputs << " to " << outputs);
      compileLinear(outputs, inputs, dense, csr);
      for (int64_t rows : rowCounts)
        expectSame({random(rows, inputs)});
    }
}

TEST_F(JITDenseTest, multipliesBlocksOfInputsWithSparseWeights) {
  for (int64_t outputs : {1, 13, 40})
    for (int64_t inputs : inputBlocks) {
      SCOPED_TRACE(testing::Message() << inputs << " to " << outputs);
      compileLinear(outputs, inputs, dense, csr);
      for (int64_t rows : {1, 47, 48, 97, 300})
        expectSame({random(rows, inputs)});
    }
}

/// Panels of wide vectors have more vectors a line, or more inputs.
TEST_F(JITDenseTest, multipliesWideVectorsOfRowsWithSparseWeights) {
  for (double kept : {0.01, 0.1, 0.5})
    for (int64_t outputs : {1, 7, 17, 33})
      for (int64_t inputs : {7, 129, 385}) {
        SCOPED_TRACE(testing::Message()
                     << inputs << " to " << outputs << ", kept " << kept);
        keptWeights = kept;
        compileLinear(outputs, inputs, dense, csr, /*vectorWidth=*/16);
        for (int64_t rows : {0, 1, 31, 65, 200})
          expectSame({random(rows, inputs)});
      }
}

TEST_F(JITDenseTest, multipliesDenseRowsWithWeightsInBlocks) {
  for (int64_t outputs : widths)
    for (int64_t inputs : inputWidths)
      for (StringRef weight : {block8, block16}) {
        SCOPED_TRACE(testing::Message()
                     << inputs << " to " << outputs << weight.str());
        compileLinear(outputs, inputs, dense, weight);
        for (int64_t rows : rowCounts)
          expectSame({random(rows, inputs)});
      }
}

/// With vectors of 16, 16 outputs read four inputs at once, and what is left
/// one by one. Where a block is one vector, those of two blocks are multiplied
/// at once if both have an input; a last block may be alone, and overlap the
/// one before.
TEST_F(JITDenseTest, multipliesDenseRowsByWideVectors) {
  for (int64_t outputs : widths)
    for (int64_t inputs : inputWidths)
      for (StringRef weight : {dense, block8, block16}) {
        SCOPED_TRACE(testing::Message()
                     << inputs << " to " << outputs << weight.str());
        compileLinear(outputs, inputs, dense, weight, /*vectorWidth=*/16);
        for (int64_t rows : {0, 1, 11, 12, 13, 96, 131})
          expectSame({random(rows, inputs)});
      }
}

TEST_F(JITDenseTest, multipliesSparseRows) {
  for (int64_t outputs : widths) {
    SCOPED_TRACE(outputs);
    for (StringRef weight : {dense, csr, block16}) {
      compileLinear(outputs, 300, csr, weight);
      for (int64_t rows : rowCounts)
        expectSame({randomSparse(rows, 300)});
    }
  }
}

TEST_F(JITDenseTest, multipliesWithAWeightThatIsAllZero) {
  compile(R"mlir(
    ml_program.global private @w(dense<0.0> : tensor<5x3xf32>) : tensor<5x3xf32>
    ml_program.global private @s(dense<0.0> : tensor<5x3xf32, #gnn.csr>) : tensor<5x3xf32, #gnn.csr>
    ml_program.global private @b(dense<0.0> : tensor<5x3xf32, #gnn.block<16>>) : tensor<5x3xf32, #gnn.block<16>>
    func.func @f(%x: tensor<?x3xf32>) -> (tensor<?x5xf32>, tensor<?x5xf32>, tensor<?x5xf32>) {
      %w = ml_program.global_load_const @w : tensor<5x3xf32>
      %s = ml_program.global_load_const @s : tensor<5x3xf32, #gnn.csr>
      %b = ml_program.global_load_const @b : tensor<5x3xf32, #gnn.block<16>>
      %0 = gnn.linear %x, %w : (tensor<?x3xf32>, tensor<5x3xf32>) -> tensor<?x5xf32>
      %1 = gnn.linear %x, %s : (tensor<?x3xf32>, tensor<5x3xf32, #gnn.csr>) -> tensor<?x5xf32>
      %2 = gnn.linear %x, %b : (tensor<?x3xf32>, tensor<5x3xf32, #gnn.block<16>>) -> tensor<?x5xf32>
      return %0, %1, %2 : tensor<?x5xf32>, tensor<?x5xf32>, tensor<?x5xf32>
    })mlir");
  expectSame({random(40, 3)});
}

TEST_F(JITDenseTest, reducesHeads) {
  for (auto [heads, width] :
       {std::pair(1, 1), {1, 7}, {8, 8}, {4, 32}, {3, 5}, {17, 3}, {2, 300}}) {
    SCOPED_TRACE(testing::Message() << heads << " heads of " << width);
    compile(replaced(R"mlir(
      ml_program.global private @a(#ml_program.extern : tensor<1x$Hx$Wxf32>) : tensor<1x$Hx$Wxf32>
      func.func @f(%x: tensor<?x$Cxf32>) -> (tensor<?x$Hxf32>, tensor<?x$Wxf32>) {
        %a = ml_program.global_load_const @a : tensor<1x$Hx$Wxf32>
        %0 = gnn.head_dot %x, %a : (tensor<?x$Cxf32>, tensor<1x$Hx$Wxf32>) -> tensor<?x$Hxf32>
        %1 = gnn.head_mean %x {heads = $H : i64} : (tensor<?x$Cxf32>) -> tensor<?x$Wxf32>
        return %0, %1 : tensor<?x$Hxf32>, tensor<?x$Wxf32>
      })mlir",
                     {{"$H", heads}, {"$W", width}, {"$C", heads * width}}));
    for (int64_t rows : {0, 1, 131})
      expectSame({random(rows, heads * width)});
  }
}

TEST_F(JITDenseTest, movesChannels) {
  for (int64_t channels : widths) {
    SCOPED_TRACE(channels);
    compile(replaced(R"mlir(
      func.func @f(%x: tensor<?x$Cxf32>, %y: tensor<?x5xf32>, %s: tensor<?x$Cxf32, #gnn.csr>)
          -> (tensor<?x$Dxf32>, tensor<?x$Cxf32>, tensor<?x$Cxf32>) {
        %0 = gnn.concat %x, %y : (tensor<?x$Cxf32>, tensor<?x5xf32>) -> tensor<?x$Dxf32>
        %1 = gnn.to_dense %s : (tensor<?x$Cxf32, #gnn.csr>) -> tensor<?x$Cxf32>
        %2 = gnn.relu %1 : tensor<?x$Cxf32>
        return %0, %1, %2 : tensor<?x$Dxf32>, tensor<?x$Cxf32>, tensor<?x$Cxf32>
      })mlir",
                     {{"$C", channels}, {"$D", channels + 5}}));
    for (int64_t rows : {0, 1, 131})
      expectSame({random(rows, channels), random(rows, 5),
                  randomSparse(rows, channels)});
  }
}
