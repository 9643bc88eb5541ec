//===- Criteria.h - Makers of the criteria ----------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One maker a criterion, defined in the file of its name. Registry.cpp calls
// them all; a new criterion is added here and there.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_ANALYSIS_CRITERIA_CRITERIA_H
#define GNN_OPT_LIB_ANALYSIS_CRITERIA_CRITERIA_H

#include "gnn-opt/Analysis/Criterion.h"

#include <memory>

namespace mlir::gnn {

// Channels
std::unique_ptr<ChannelCriterion> createActivationMean();
std::unique_ptr<ChannelCriterion> createActivationVariance();
std::unique_ptr<ChannelCriterion> createApoz();
std::unique_ptr<ChannelCriterion> createBrainSurgeonChannels();
std::unique_ptr<ChannelCriterion> createEntropy();
std::unique_ptr<ChannelCriterion> createGeometricMedian();
std::unique_ptr<ChannelCriterion> createGreedyLeastSquares();
std::unique_ptr<ChannelCriterion> createGroupNorm();
std::unique_ptr<ChannelCriterion> createL1Norm();
std::unique_ptr<ChannelCriterion> createL2Norm();
std::unique_ptr<ChannelCriterion> createLasso();
std::unique_ptr<ChannelCriterion> createLeverage();
std::unique_ptr<ChannelCriterion> createLInfNorm();
std::unique_ptr<ChannelCriterion> createNormScale();
std::unique_ptr<ChannelCriterion> createRandomChannels();
std::unique_ptr<ChannelCriterion> createRedundancy();
std::unique_ptr<ChannelCriterion> createRiaChannels();
std::unique_ptr<ChannelCriterion> createSensitivity();
std::unique_ptr<ChannelCriterion> createSynapticFlow();
std::unique_ptr<ChannelCriterion> createWandaChannels();
std::unique_ptr<ChannelCriterion> createWeightVariance();

// Weights
std::unique_ptr<WeightCriterion> createGreedyBrainSurgeon();
std::unique_ptr<WeightCriterion> createLamp();
std::unique_ptr<WeightCriterion> createMagnitude();
std::unique_ptr<WeightCriterion> createOptimalBrainSurgeon();
std::unique_ptr<WeightCriterion> createRandomWeights();
std::unique_ptr<WeightCriterion> createRelativeImportance();
std::unique_ptr<WeightCriterion> createSparseGPT();
std::unique_ptr<WeightCriterion> createWanda();

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_ANALYSIS_CRITERIA_CRITERIA_H
