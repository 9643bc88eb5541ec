//===- ProductFixture.h - Products on the emulated GPU ----------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TEST_UNIT_EXECUTION_GPUKERNELS_PRODUCTFIXTURE_H
#define GNN_OPT_TEST_UNIT_EXECUTION_GPUKERNELS_PRODUCTFIXTURE_H

#include "gnn-opt/Execution/Engine.h"
#include "gnn-opt/Pipelines/GPUPipeline.h"

#include "gtest/gtest.h"

#include <random>

namespace mlir::gnn::test {

/// What a product is made of.
struct ProductCase {
  int64_t inputs = 8, outputs = 8;
  MatmulPrecision matmul = MatmulPrecision::F32;
  const char *chip = "sm_80";
  /// Of the weight: none, `#gnn.csr` or `#gnn.block<N>`.
  const char *encoding = "";
  bool hasBias = true;
};

/// relu(x W^T + b), on the emulated GPU with all checks and by the interpreter.
class ProductTest : public testing::Test {
protected:
  ProductTest();
  ~ProductTest() override;

  /// Values of a weight `outputs x inputs` and of rows, before anything
  /// compiles.
  std::vector<float> random(int64_t size);
  /// The same with as few bits as bf16 has: nothing is lost by rounding.
  std::vector<float> randomOfFewBits(int64_t size);
  /// Leaves two of four inputs of each output.
  static void keepTwoOfFour(std::vector<float> &weight, int64_t inputs);
  /// Leaves a share of the blocks of so many outputs of an input.
  void keepBlocks(std::vector<float> &weight, int64_t inputs, int64_t outputs,
                  double share);

  /// Compiles for the emulated GPU.
  void compile(const ProductCase &product, ArrayRef<float> weight);
  /// The difference for these rows, relative to the largest result.
  double differenceFor(int64_t rows, ArrayRef<float> x);

  std::mt19937 generator{7};

private:
  void parse(const ProductCase &product, ArrayRef<float> weight);

  MLIRContext context;
  OwningOpRef<ModuleOp> module, lowered;
  std::unique_ptr<Engine> engine, reference;
  int64_t inputs = 0;
};

} // namespace mlir::gnn::test

#endif // GNN_OPT_TEST_UNIT_EXECUTION_GPUKERNELS_PRODUCTFIXTURE_H
