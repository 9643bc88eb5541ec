//===- PruningSteps.cpp - The steps of gnn-prune --------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PruningSteps.h"

#include "gnn-opt/Dialect/GNN/Parameters.h"
#include "gnn-opt/Transforms/Passes.h"
#include "gnn-opt/Transforms/Pruning/ChannelSelection.h"
#include "gnn-opt/Transforms/Pruning/LayerBypass.h"
#include "gnn-opt/Transforms/Pruning/Passes.h"
#include "gnn-opt/Tuning/Passes.h"

#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::gnn;

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

void gnn::dropStatistics(ModuleOp module) {
  for (ml_program::GlobalOp parameter : getParameters(module))
    dropFeatureStatistics(parameter);
}

LogicalResult gnn::calibrate(ModuleOp module, const PruningRecipe &recipe,
                             const Removal &removal) {
  dropStatistics(module);
  if (removal.getNeeds() == CriterionNeeds::nothing)
    return success();
  CalibrateOptions options;
  options.data = recipe.data;
  options.split = recipe.split;
  options.function = recipe.function;
  options.gram = removal.getNeeds() == CriterionNeeds::gram;
  return runPasses(module, createCalibrate(options));
}

LogicalResult gnn::makeUp(ModuleOp module, ModuleOp original,
                          const PruningRecipe &recipe, const Dataset &data) {
  if (!recipe.recovery)
    return success();
  auto weights = computeRowWeights(data, recipe.split, "uniform");
  if (!weights)
    return emitError(module.getLoc(), "gnn-prune: ")
           << llvm::toString(weights.takeError());
  RecoveryOptions options;
  options.method = *recipe.recovery;
  options.function = recipe.function;
  return recover(module, original, data, *weights, options);
}

//===----------------------------------------------------------------------===//
// Removals
//===----------------------------------------------------------------------===//

/// The groups that have features of the function's arguments.
static SmallVector<const ChannelGroup *>
findInputGroups(const ChannelGroups &groups) {
  SmallVector<const ChannelGroup *> found;
  for (const ChannelGroup &group : groups.getGroups())
    if (group.frozen.empty() && llvm::any_of(group.axes, [&](unsigned axis) {
          return isa_and_nonnull<BlockArgument>(groups.getAxes()[axis].value);
        }))
      found.push_back(&group);
  return found;
}

static ChannelGroupsOptions getGroupsOptions(RemovalKind kind) {
  ChannelGroupsOptions options;
  options.pruneInputs = kind == RemovalKind::inputs;
  options.wholeHeads = kind == RemovalKind::heads;
  return options;
}

/// The channels of the largest group of those that the removal is of.
static int64_t countLargestGroup(ModuleOp module, RemovalKind kind) {
  ChannelGroups groups(module, getGroupsOptions(kind));
  size_t largest = 1;
  if (kind == RemovalKind::inputs) {
    for (const ChannelGroup *group : findInputGroups(groups))
      largest = std::max(largest, group->channels.size());
    return largest;
  }
  for (const ChannelGroup &group : groups.getGroups())
    if (group.frozen.empty() && (kind != RemovalKind::heads || group.inHeads))
      largest = std::max(largest, group.channels.size());
  return largest;
}

int64_t gnn::countSteps(ModuleOp module, const Removal &removal) {
  switch (removal.kind) {
  case RemovalKind::channels:
  case RemovalKind::heads:
  case RemovalKind::inputs:
    return countLargestGroup(module, removal.kind);
  case RemovalKind::layers:
    return std::max<int64_t>(findBypassableLayers(module).size(), 1);
  case RemovalKind::weights:
    return 100;
  }
  return 1;
}

/// Options that passes on channels and on heads have.
template <typename Options>
static Options getRankingOptions(const PruningRecipe &recipe,
                                 const Removal &removal) {
  Options options;
  options.criterion = removal.channelCriterion->getName();
  options.normalize = removal.normalize;
  options.protect = recipe.protectedParts;
  options.only = recipe.onlyParts;
  if (!removal.scope.empty())
    options.scope = removal.scope;
  return options;
}

static LogicalResult removeChannels(ModuleOp module,
                                    const PruningRecipe &recipe,
                                    const Removal &removal, double ratio) {
  auto options = getRankingOptions<PruneChannelsOptions>(recipe, removal);
  options.ratio = ratio;
  options.roundTo = recipe.roundTo;
  options.merge = removal.merge;
  return runPasses(module, createPruneChannels(options));
}

static LogicalResult removeHeads(ModuleOp module, const PruningRecipe &recipe,
                                 const Removal &removal, double ratio) {
  auto options = getRankingOptions<PruneHeadsOptions>(recipe, removal);
  options.ratio = ratio;
  return runPasses(module, createPruneHeads(options));
}

static LogicalResult removeInputs(ModuleOp module, const PruningRecipe &recipe,
                                  const Removal &removal, double ratio) {
  ChannelGroups groups(module, getGroupsOptions(RemovalKind::inputs));
  PruneChannelsOptions options;
  options.criterion = removal.channelCriterion->getName();
  options.inputs = true;
  // Groups without a ratio of their own stay.
  for (const ChannelGroup *group : findInputGroups(groups))
    options.groups.push_back(
        llvm::formatv("{0}:{1:F17}", group->name, ratio).str());
  if (options.groups.empty())
    return emitError(module.getLoc(), "gnn-prune expects input features that "
                                      "may go but got none");
  return runPasses(module, createPruneChannels(options));
}

static LogicalResult removeLayers(ModuleOp module, const PruningRecipe &recipe,
                                  double ratio) {
  size_t all = findBypassableLayers(module).size();
  if (all == 0)
    return emitError(module.getLoc(),
                     "gnn-prune expects layers that can be bypassed but got "
                     "none");
  PruneLayersOptions options;
  options.count = takeRatio(all, ratio);
  options.data = recipe.data;
  options.split = recipe.split;
  options.function = recipe.function;
  return options.count == 0 ? success()
                            : runPasses(module, createPruneLayers(options));
}

static LogicalResult removeWeights(ModuleOp module, const PruningRecipe &recipe,
                                   const Removal &removal, double ratio) {
  PruneWeightsOptions options;
  options.criterion = removal.weightCriterion->getName();
  options.sparsity = ratio;
  options.pattern = recipe.pattern;
  options.normalize = removal.normalize;
  if (!removal.scope.empty())
    options.scope = removal.scope;
  return runPasses(module, createPruneWeights(options));
}

LogicalResult gnn::remove(ModuleOp module, const PruningRecipe &recipe,
                          const Removal &removal, double ratio) {
  switch (removal.kind) {
  case RemovalKind::channels:
    return ::removeChannels(module, recipe, removal, ratio);
  case RemovalKind::heads:
    return removeHeads(module, recipe, removal, ratio);
  case RemovalKind::layers:
    return removeLayers(module, recipe, ratio);
  case RemovalKind::inputs:
    return removeInputs(module, recipe, removal, ratio);
  case RemovalKind::weights:
    return removeWeights(module, recipe, removal, ratio);
  }
  return failure();
}
