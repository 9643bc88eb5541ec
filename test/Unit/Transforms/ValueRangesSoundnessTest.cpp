//===- ValueRangesSoundnessTest.cpp - No value leaves its bounds ----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Random models on random graphs with inputs of the domain: every element of
// every value is within the bounds of its channel, and every row within those
// of its sum.
//
//===----------------------------------------------------------------------===//

#include "GeneratedModelTest.h"

#include "gnn-opt/Analysis/InputDomain.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

/// Has @forward return all features that it computes.
static void returnEverything(ModuleOp module) {
  auto function = module.lookupSymbol<func::FuncOp>("forward");
  SmallVector<Value> values;
  function.walk([&](ValueRangeOpInterface op) {
    if (isDenseFeatures(op->getResult(0).getType()))
      values.push_back(op->getResult(0));
  });
  Operation *terminator = function.front().getTerminator();
  terminator->setOperands(values);
  function.setFunctionType(FunctionType::get(function.getContext(),
                                             function.getArgumentTypes(),
                                             ValueRange(values).getTypes()));
}

namespace {
class ValueRangesSoundness : public GeneratedModelTest {
protected:
  /// Bounds may be reached, up to how both sides are rounded.
  static void expectWithin(const FeatureRange &range, const Matrix &values,
                           const std::string &what) {
    FeatureRange flat = range.flatten();
    ASSERT_EQ(values.cols(), int64_t(flat.channels.size())) << what;
    for (int64_t row = 0; row < values.rows(); ++row) {
      for (int64_t column = 0; column < values.cols(); ++column)
        ASSERT_TRUE(flat.channels[column].contains(values(row, column)))
            << what << " channel " << column << ": " << values(row, column)
            << " is not in [" << flat.channels[column].lower << ", "
            << flat.channels[column].upper << "]";
      ASSERT_TRUE(flat.rowSum.contains(values.row(row).sum()))
          << what << " row sum " << values.row(row).sum() << " is not in ["
          << flat.rowSum.lower << ", " << flat.rowSum.upper << "]";
    }
  }

  static void expectSound(ModuleOp module, const InputDomain &domain,
                          const Graph &graph, const Matrix &features) {
    auto ranges = computeValueRanges(module, domain);
    ASSERT_TRUE(succeeded(ranges));
    auto function = module.lookupSymbol<func::FuncOp>("forward");
    SmallVector<Matrix> results = run(module, graph, features);
    auto returned = function.front().getTerminator()->getOperands();
    for (auto [value, matrix] : llvm::zip_equal(returned, results)) {
      std::string text;
      llvm::raw_string_ostream(text) << value;
      expectWithin(ranges->getFeatures(value), matrix, text);
    }
  }

  /// The model as layers, as core ops, and with self loops beside the graph.
  std::vector<OwningOpRef<ModuleOp>> makeCases(unsigned seed) {
    std::vector<OwningOpRef<ModuleOp>> cases;
    cases.push_back(generate(seed, Vocabulary::everything));
    cases.push_back(cases.front()->clone());
    runPasses(*cases.back(), "func.func(gnn-decompose-layers,cse)");
    if (seed % 2)
      runPasses(*cases.back(), "func.func(gnn-fuse-attention)");
    cases.push_back(cases.back()->clone());
    runPasses(*cases.back(),
              "func.func(gnn-fuse-attention,gnn-inline-self-loops)");
    for (auto &module : cases)
      returnEverything(*module);
    return cases;
  }
};
} // namespace

static Interval drawBox(std::mt19937 &engine) {
  static const Interval boxes[] = {{0, 1}, {-1, 1}, {0.5, 2}, {-3, -1}, {0, 0}};
  return boxes[engine() % std::size(boxes)];
}

TEST_F(ValueRangesSoundness, ForEveryInput) {
  for (unsigned seed = 1; seed <= 150; ++seed) {
    std::mt19937 engine(seed);
    for (auto &module : makeCases(seed))
      for (const Graph &graph : makeGraphs())
        expectSound(*module, {}, graph,
                    drawFeatures(graph.getNumNodes(), getNumFeatures(*module),
                                 {-1000, 1000}, engine));
    if (HasFatalFailure())
      return;
  }
}

TEST_F(ValueRangesSoundness, ForABoxOnAnyGraph) {
  for (unsigned seed = 1; seed <= 300; ++seed) {
    std::mt19937 engine(seed);
    InputDomain domain{ProofClass::box, {drawBox(engine)}};
    for (auto &module : makeCases(seed))
      for (const Graph &graph : makeGraphs())
        expectSound(*module, domain, graph,
                    drawFeatures(graph.getNumNodes(), getNumFeatures(*module),
                                 domain.features.front(), engine));
    if (HasFatalFailure())
      return;
  }
}

/// Other features between the least and the largest of a column, with the sums
/// of rows that the data has, are in the domain of the data.
TEST_F(ValueRangesSoundness, ForTheGraphOfData) {
  for (unsigned seed = 1; seed <= 300; ++seed) {
    std::mt19937 engine(seed);
    Interval box = drawBox(engine);
    for (auto &module : makeCases(seed))
      for (const Graph &graph : makeGraphs()) {
        Matrix x = drawFeatures(graph.getNumNodes(), getNumFeatures(*module),
                                box, engine);
        Dataset dataset;
        dataset.graph = graph;
        dataset.graphPtr = {0, x.rows() / 2, x.rows() / 2, x.rows()};
        dataset.features =
            DenseFeatures{x.rows(), x.cols(), {x.data(), x.data() + x.size()}};
        for (ProofClass proof : {ProofClass::box, ProofClass::graph})
          expectSound(*module, makeInputDomain(dataset, proof), graph, x);
      }
    if (HasFatalFailure())
      return;
  }
}
