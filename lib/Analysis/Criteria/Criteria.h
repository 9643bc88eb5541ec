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
std::unique_ptr<ChannelCriterion> createL1Norm();
std::unique_ptr<ChannelCriterion> createL2Norm();
std::unique_ptr<ChannelCriterion> createRandomChannels();

// Weights
std::unique_ptr<WeightCriterion> createMagnitude();
std::unique_ptr<WeightCriterion> createRandomWeights();

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_ANALYSIS_CRITERIA_CRITERIA_H
