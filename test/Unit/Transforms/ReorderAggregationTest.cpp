//===- ReorderAggregationTest.cpp - Both orders compute the same ----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GeneratedModelTest.h"

#include "gnn-opt/Analysis/Composition.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
/// Compositions of a module in an order.
struct Count {
  int64_t all = 0, withSelf = 0, withWeights = 0, withScores = 0;
};

class ReorderAggregation : public GeneratedModelTest {
protected:
  static Count count(ModuleOp module, CompositionOrder order) {
    Count count;
    for (Composition composition :
         findCompositions(module.lookupSymbol<func::FuncOp>("forward"))) {
      if (composition.order != order)
        continue;
      ++count.all;
      count.withSelf += bool(composition.self);
      count.withWeights += bool(composition.aggregate.getWeights());
      count.withScores += !composition.scores.empty();
    }
    return count;
  }

  /// A generated model in core ops.
  OwningOpRef<ModuleOp> makeModel(unsigned seed) {
    OwningOpRef<ModuleOp> module = generate(seed, Vocabulary::everything);
    EXPECT_TRUE(module);
    runPasses(*module, "func.func(gnn-decompose-layers,cse)");
    return module;
  }

  /// Rounding of the sums of doubles alone, unless the vectors of scores
  /// change, which are stored as f32.
  static double getLimit(CompositionOrder order, ModuleOp written) {
    return order == CompositionOrder::AggregateFirst &&
                   count(written, CompositionOrder::MultiplyFirst).withScores
               ? 1e-6
               : 1e-11;
  }

  void expectSameIn(CompositionOrder order, ModuleOp written, unsigned seed) {
    OwningOpRef<ModuleOp> forced = written.clone();
    runPasses(
        *forced,
        ("gnn-reorder-aggregation{order=" + stringifyOrder(order) + "}").str());
    EXPECT_LE(compare(written, *forced, seed), getLimit(order, written))
        << seed;
    EXPECT_EQ(count(*forced, getOtherOrder(order)).all, 0) << seed;
  }
};
} // namespace

TEST_F(ReorderAggregation, ChangesNoResult) {
  Count before, after, multiplied;
  for (unsigned seed = 1; seed <= 300; ++seed) {
    OwningOpRef<ModuleOp> module = makeModel(seed);
    Count written = count(*module, CompositionOrder::AggregateFirst);
    before.all += written.all;
    before.withSelf += written.withSelf;
    Count first = count(*module, CompositionOrder::MultiplyFirst);
    multiplied.withWeights += first.withWeights;
    multiplied.withScores += first.withScores;
    expectSameIn(CompositionOrder::AggregateFirst, *module, seed);
    expectSameIn(CompositionOrder::MultiplyFirst, *module, seed);
    // And back again from there.
    runPasses(*module, "gnn-reorder-aggregation{order=multiply-first}");
    Count turned = count(*module, CompositionOrder::MultiplyFirst);
    after.all += turned.all;
    after.withSelf += turned.withSelf;
    expectSameIn(CompositionOrder::AggregateFirst, *module, seed);
  }
  // Not a test of nothing.
  EXPECT_GT(before.all, 100);
  EXPECT_GT(before.withSelf, 50);
  EXPECT_EQ(after.withSelf, before.withSelf);
  EXPECT_GT(multiplied.withScores, 50);
  EXPECT_EQ(multiplied.withScores, multiplied.withWeights);
}

/// Scores that read the features stay there, and weights of edges go with their
/// aggregate.
TEST_F(ReorderAggregation, TakesAttentionBackWithoutItsScores) {
  int64_t turned = 0;
  for (unsigned seed = 1; seed <= 300; ++seed) {
    OwningOpRef<ModuleOp> module = makeModel(seed);
    runPasses(*module, "gnn-reorder-aggregation{order=aggregate-first}");
    turned += count(*module, CompositionOrder::AggregateFirst).withWeights;
    expectSameIn(CompositionOrder::MultiplyFirst, *module, seed);
  }
  EXPECT_GT(turned, 50);
}

/// Self loops beside the graph belong to a composition.
TEST_F(ReorderAggregation, TakesSelfLoopsAlong) {
  int64_t withLoops = 0;
  for (unsigned seed = 1; seed <= 300; ++seed) {
    OwningOpRef<ModuleOp> module = makeModel(seed);
    OwningOpRef<ModuleOp> apart = module->clone();
    runPasses(*apart, "func.func(gnn-fuse-attention,gnn-inline-self-loops)");
    EXPECT_LE(compare(*module, *apart, seed), 1e-11) << seed;
    for (auto order :
         {CompositionOrder::AggregateFirst, CompositionOrder::MultiplyFirst}) {
      withLoops +=
          count(*apart, order).withSelf - count(*module, order).withSelf;
      expectSameIn(order, *apart, seed);
    }
  }
  EXPECT_GT(withLoops, 50);
}
