//===- PruningRecipe.cpp - The steps of gnn-prune -------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PruningRecipe.h"

#include "gnn-opt/Dialect/GNN/Parameters.h"
#include "gnn-opt/Transforms/Passes.h"
#include "gnn-opt/Transforms/Pruning/Passes.h"
#include "gnn-opt/Tuning/Passes.h"

#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace mlir::gnn;

std::optional<Granularity> gnn::parseGranularity(StringRef name) {
  return llvm::StringSwitch<std::optional<Granularity>>(name)
      .Case("channels", Granularity::channels)
      .Case("weights", Granularity::weights)
      .Case("hybrid", Granularity::hybrid)
      .Default(std::nullopt);
}

std::optional<ProofDomain> gnn::parseProofDomain(StringRef name) {
  return llvm::StringSwitch<std::optional<ProofDomain>>(name)
      .Case("any", ProofDomain::any)
      .Case("data", ProofDomain::data)
      .Case("graph", ProofDomain::graph)
      .Default(std::nullopt);
}

template <typename... Passes>
static LogicalResult runPasses(ModuleOp module, Passes... passes) {
  PassManager manager(module.getContext());
  (manager.addPass(std::move(passes)), ...);
  return manager.run(module);
}

LogicalResult gnn::decompose(ModuleOp module) {
  return runPasses(module, createCanonicalizerPass(), createDecomposeLayers(),
                   createCSEPass());
}

LogicalResult gnn::eliminate(ModuleOp module, const PruningRecipe &recipe) {
  EliminateDeadNeuronsOptions options;
  if (recipe.proofDomain != ProofDomain::any) {
    options.data = recipe.data;
    options.anyGraph = recipe.proofDomain == ProofDomain::data;
  }
  return runPasses(module, createEliminateDeadNeurons(options));
}

LogicalResult gnn::calibrate(ModuleOp module, const PruningRecipe &recipe,
                             CriterionNeeds needs) {
  if (needs == CriterionNeeds::nothing)
    return success();
  CalibrateOptions options;
  options.data = recipe.data;
  options.split = recipe.split;
  options.gram = needs == CriterionNeeds::gram;
  return runPasses(module, createCalibrate(options));
}

LogicalResult gnn::pruneChannels(ModuleOp module, const PruningRecipe &recipe,
                                 double ratio) {
  PruneChannelsOptions options;
  options.criterion = recipe.channelCriterion->getName();
  options.ratio = ratio;
  options.roundTo = recipe.roundTo;
  options.normalize = recipe.normalize;
  if (!recipe.scope.empty())
    options.scope = recipe.scope;
  return runPasses(module, createPruneChannels(options));
}

LogicalResult gnn::pruneWeights(ModuleOp module, const PruningRecipe &recipe,
                                double sparsity) {
  PruneWeightsOptions options;
  options.criterion = recipe.weightCriterion->getName();
  options.sparsity = sparsity;
  options.pattern = recipe.pattern;
  // Of a hybrid, scope and normalisation are those of channels.
  if (!recipe.prunesChannels()) {
    options.normalize = recipe.normalize;
    if (!recipe.scope.empty())
      options.scope = recipe.scope;
  }
  return runPasses(module, createPruneWeights(options));
}

void gnn::dropStatistics(ModuleOp module) {
  for (ml_program::GlobalOp parameter : getParameters(module))
    dropFeatureStatistics(parameter);
}
