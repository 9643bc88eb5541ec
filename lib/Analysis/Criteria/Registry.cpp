//===- Registry.cpp - Criteria by name ------------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Criteria.h"

#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::gnn;

/// Made once, and then only read.
template <typename Criterion> struct Registry {
  template <typename... Makers> explicit Registry(Makers... make) {
    (owned.push_back(make()), ...);
    for (const auto &each : owned)
      all.push_back(each.get());
  }

  const Criterion *find(StringRef name) const {
    auto found = llvm::find_if(
        all, [&](const Criterion *each) { return each->getName() == name; });
    return found == all.end() ? nullptr : *found;
  }

  std::vector<std::unique_ptr<Criterion>> owned;
  std::vector<const Criterion *> all;
};

static const Registry<ChannelCriterion> &channelCriteria() {
  static const Registry<ChannelCriterion> registry(
      createL1Norm, createL2Norm, createLInfNorm, createGroupNorm,
      createWeightVariance, createNormScale, createGeometricMedian,
      createSynapticFlow, createRandomChannels, createActivationMean,
      createActivationVariance, createApoz, createEntropy, createWandaChannels,
      createRiaChannels, createSensitivity, createLeverage, createRedundancy,
      createBrainSurgeonChannels, createLasso, createGreedyLeastSquares);
  return registry;
}

static const Registry<WeightCriterion> &weightCriteria() {
  static const Registry<WeightCriterion> registry(
      createMagnitude, createRandomWeights, createLamp, createWanda,
      createRelativeImportance, createOptimalBrainSurgeon,
      createGreedyBrainSurgeon, createSparseGPT);
  return registry;
}

ArrayRef<const ChannelCriterion *> gnn::getChannelCriteria() {
  return channelCriteria().all;
}

const ChannelCriterion *gnn::findChannelCriterion(StringRef name) {
  return channelCriteria().find(name);
}

ArrayRef<const WeightCriterion *> gnn::getWeightCriteria() {
  return weightCriteria().all;
}

const WeightCriterion *gnn::findWeightCriterion(StringRef name) {
  return weightCriteria().find(name);
}
