//===- DifferenceBoundsTest.cpp - No difference leaves its bounds ---------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// On random models: those of the interpreter, with its rounding.
//
//===----------------------------------------------------------------------===//

#include "DifferenceBoundsFixture.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

using DifferenceBoundsTest = DifferenceBoundsFixture;

TEST_F(DifferenceBoundsTest, OfPerturbedModels) {
  int64_t relational = 0;
  for (unsigned seed = 1; seed <= 300; ++seed) {
    OwningOpRef<ModuleOp> first = generate(seed, Vocabulary::everything);
    runPasses(*first, "func.func(gnn-decompose-layers,cse)");
    if (seed % 2)
      runPasses(*first, "func.func(gnn-fuse-attention)");
    OwningOpRef<ModuleOp> second =
        perturb(*first, seed, seed % 3 ? 0.01f : 1e-6f);
    relational += expectSound(*first, *second, makeDomain(), seed).isRelational;
    ASSERT_FALSE(HasFailure()) << "seed " << seed;
  }
  EXPECT_EQ(relational, 300);
}

/// What only rounding tells apart is within bounds too.
TEST_F(DifferenceBoundsTest, OfModelsThatAreEqual) {
  for (unsigned seed = 1; seed <= 100; ++seed) {
    OwningOpRef<ModuleOp> first = generate(seed, Vocabulary::everything);
    runPasses(*first, "func.func(gnn-decompose-layers,cse)");
    EXPECT_EQ(
        bound(*first, *first, makeDomain(), Rounding::none()).getLargest(), 0)
        << seed;
    DifferenceBounds rounded = bound(*first, *first, makeDomain());
    EXPECT_GT(rounded.getLargest(), 0) << seed;
    EXPECT_LE(rounded.getLargest(),
              bound(*first, *first, makeDomain(), Rounding()).getLargest())
        << seed;
  }
}

/// Channels that went come back as zeros, but not behind a norm of rows, which
/// would see them.
TEST_F(DifferenceBoundsTest, OfPrunedModels) {
  int64_t relational = 0;
  for (unsigned seed = 1; seed <= 100; ++seed) {
    OwningOpRef<ModuleOp> first = generate(seed, Vocabulary::plainRelu);
    runPasses(*first, "func.func(gnn-decompose-layers,cse)");
    OwningOpRef<ModuleOp> second = first->clone();
    runPasses(*second, "gnn-prune-channels{ratio=0.3}");
    relational += expectSound(*first, *second, makeDomain(), seed).isRelational;
  }
  EXPECT_EQ(relational, 100);
}

/// Bounds of a small change are small: a fraction of those of the results.
TEST_F(DifferenceBoundsTest, AreTighterThanThoseOfBothModels) {
  int64_t tighter = 0;
  for (unsigned seed = 1; seed <= 50; ++seed) {
    OwningOpRef<ModuleOp> first = generate(seed, Vocabulary::plainRelu);
    runPasses(*first, "func.func(gnn-decompose-layers,cse)");
    OwningOpRef<ModuleOp> second = perturb(*first, seed);
    double followed = bound(*first, *second, makeDomain()).getLargest();
    double apart = boundApart(*first, *second, makeDomain()).getLargest();
    EXPECT_LE(followed, apart * (1 + 1e-6));
    tighter += followed < 0.2 * apart;
  }
  EXPECT_GT(tighter, 30);
}

/// Nor does attention or a norm on the way lose what is known, where rows are
/// not next to zero and segments have few nodes; where it does, it is named.
TEST_F(DifferenceBoundsTest, AreTighterBehindAttentionAndNorms) {
  int64_t tighter = 0, finite = 0;
  for (unsigned seed = 1; seed <= 100; ++seed) {
    OwningOpRef<ModuleOp> first = generate(seed, Vocabulary::everything);
    runPasses(*first, "func.func(gnn-decompose-layers,cse)");
    OwningOpRef<ModuleOp> second = perturb(*first, seed, 1e-6f);
    DifferenceBounds followed = bound(*first, *second, makeDomain());
    double apart = boundApart(*first, *second, makeDomain()).getLargest();
    if (std::isinf(apart))
      continue;
    bool isTight = followed.getLargest() < 0.1 * apart;
    EXPECT_TRUE(isTight || !followed.widened.empty()) << seed;
    ++finite;
    tighter += isTight;
  }
  EXPECT_GT(tighter, 0.65 * double(finite));
}
