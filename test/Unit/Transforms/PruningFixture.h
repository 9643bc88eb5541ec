//===- PruningFixture.h - Models, graphs, and their results -----*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TEST_UNIT_TRANSFORMS_PRUNINGFIXTURE_H
#define GNN_OPT_TEST_UNIT_TRANSFORMS_PRUNINGFIXTURE_H

#include "gnn-opt/Analysis/ChannelGroups.h"
#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"
#include "gnn-opt/Execution/Interpreter.h"

#include "mlir/Pass/PassManager.h"
#include "gtest/gtest.h"

#include <random>

namespace mlir::gnn::test {

/// The models of the folder models: one small model for each layer and
/// topology. Their parameters have no values; their function is @forward.
const std::vector<std::string> &getModelNames();

/// Nodes without edges, hubs, self loops, parallel edges; no edges; one node;
/// no nodes.
std::vector<Graph> makeGraphs();

/// Random values for all parameters; variances are positive.
void fillParameters(ModuleOp module, unsigned seed);

class PruningTest : public testing::Test {
protected:
  PruningTest();

  /// The model with random parameters.
  OwningOpRef<ModuleOp> makeModel(StringRef name, unsigned seed);

  /// Runs passes; fails the test where they fail.
  void runPasses(ModuleOp module, StringRef pipeline);

  /// The results of @forward one after the other, on random features.
  std::vector<double> evaluate(ModuleOp module, const Graph &graph,
                               unsigned seed);

  /// All results of two modules on all graphs: the largest difference over the
  /// largest magnitude.
  double compare(ModuleOp expected, ModuleOp got, unsigned seed);

  MLIRContext context;
};

/// A model, what it is lowered to first, and a seed.
using LoweredModel = std::tuple<std::string, std::string, unsigned>;

class LoweredModelTest : public PruningTest,
                         public testing::WithParamInterface<LoweredModel> {
protected:
  OwningOpRef<ModuleOp> makeLowered();

  unsigned getSeed() { return std::get<2>(GetParam()); }
};

/// Elements of `parameter` that lie in the slice `index` of dimension `dim`.
void forEachElement(ml_program::GlobalOp parameter, unsigned dim, int64_t index,
                    function_ref<void(size_t element)> visit);

/// Zero in all slices of a channel in parameters: in the weights that produce
/// it, biases, norms, statistics, and the weights that read it.
void maskChannel(const ChannelGroups &groups, unsigned channel);

} // namespace mlir::gnn::test

#endif // GNN_OPT_TEST_UNIT_TRANSFORMS_PRUNINGFIXTURE_H
