//===- RowMapsTest.cpp - Values are linear in weights as found ------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RecoveryFixture.h"

#include "gnn-opt/Analysis/LinearTerms.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

static Matrix evaluateOne(ModelProbe &probe, Value value) {
  auto values = probe.evaluate({value});
  EXPECT_TRUE(succeeded(values));
  return values->front().matrix();
}

/// A weight that several ops read moves the values of each of them.
static bool isReadOnce(ml_program::GlobalOp weight) {
  auto loads = getParameterLoads(weight);
  return loads.size() == 1 && loads.front().getResult().hasOneUse();
}

/// Adds random numbers to a weight; returns them.
static Matrix changeWeight(ml_program::GlobalOp weight, std::mt19937 &engine) {
  std::normal_distribution<float> normal;
  RankedTensorType type = getParameterType(weight);
  std::vector<float> values = *getParameterValues(weight);
  Matrix change(type.getDimSize(0), type.getDimSize(1));
  for (auto [value, added] :
       llvm::zip_equal(values, change.reshaped<Eigen::RowMajor>())) {
    float old = value;
    value += normal(engine);
    added = double(value) - old;
  }
  setParameterValues(weight, type, values);
  return change;
}

/// Z moves by (T x) dW^T when a weight that no other op reads moves by dW: for
/// each layer and topology, on a batch of graphs.
TEST_F(RecoveryTest, ValuesMoveWithWeightsAsTermsSay) {
  std::mt19937 engine(11);
  int64_t checked = 0;
  for (const std::string &name : getModelNames()) {
    OwningOpRef<ModuleOp> model = makeModel(name, 3);
    if (!canRun(*model))
      continue;
    Dataset data = makeData(14, 5, /*isSet=*/true);
    auto probe = ModelProbe::create(*model, "forward", data);
    ASSERT_TRUE(succeeded(probe)) << name << errors;
    for (const LinearSum &sum :
         findLinearSums(ChannelGroups((*probe)->getModule())))
      for (const LinearTerm &term : sum.terms) {
        if (!isReadOnce(term.weight))
          continue;
        OpBuilder builder = (*probe)->getBuilder();
        Matrix features =
            evaluateOne(**probe, propagate(builder, term, term.x));
        Matrix before = evaluateOne(**probe, sum.value);
        Matrix change = changeWeight(term.weight, engine);
        Matrix after = evaluateOne(**probe, sum.value);
        EXPECT_LT(
            compareMatrices(features * change.transpose(), after - before),
            1e-9)
            << name;
        ++checked;
      }
  }
  EXPECT_GE(checked, 20);
}
