//===- GeneratedModelTest.h - Generated models on their inputs --*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TEST_UNIT_TRANSFORMS_GENERATEDMODELTEST_H
#define GNN_OPT_TEST_UNIT_TRANSFORMS_GENERATEDMODELTEST_H

#include "GeneratedModel.h"
#include "PruningFixture.h"
#include "gnn-opt/Support/Interval.h"

#include "mlir/Parser/Parser.h"

namespace mlir::gnn::test {

class GeneratedModelTest : public PruningTest {
protected:
  OwningOpRef<ModuleOp> generate(unsigned seed, Vocabulary vocabulary) {
    std::mt19937 engine(seed);
    std::string text = generateModel(engine, vocabulary);
    auto module = parseSourceString<ModuleOp>(text, &context);
    EXPECT_TRUE(module) << text;
    if (module)
      fillParameters(*module, seed);
    return module;
  }

  /// Features of which each is on a bound, or between them.
  static Matrix drawFeatures(int64_t nodes, int64_t columns, Interval box,
                             std::mt19937 &engine) {
    std::uniform_real_distribution<float> between(box.lower, box.upper);
    Matrix features(nodes, columns);
    for (double &value : features.reshaped())
      value = engine() % 3   ? between(engine)
              : engine() % 2 ? box.lower
                             : box.upper;
    return features;
  }

  /// The results of @forward, one matrix each.
  static SmallVector<Matrix> run(ModuleOp module, const Graph &graph,
                                 const Matrix &features) {
    auto function = module.lookupSymbol<func::FuncOp>("forward");
    int64_t nodes = graph.getNumNodes();
    InterpreterValue arguments[] = {graph, features,
                                    SegmentPtr{0, nodes / 2, nodes / 2, nodes}};
    auto results = Interpreter().call(function, arguments);
    EXPECT_TRUE(succeeded(results));
    SmallVector<Matrix> matrices;
    if (succeeded(results))
      for (const InterpreterValue &result : *results)
        matrices.push_back(result.matrix());
    return matrices;
  }

  static int64_t getNumFeatures(ModuleOp module) {
    auto function = module.lookupSymbol<func::FuncOp>("forward");
    return getChannels(function.getArgument(1));
  }
};

} // namespace mlir::gnn::test

#endif // GNN_OPT_TEST_UNIT_TRANSFORMS_GENERATEDMODELTEST_H
