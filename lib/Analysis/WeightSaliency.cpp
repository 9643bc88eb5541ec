//===- WeightSaliency.cpp - How much a weight matters ---------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SeededRandom.h"
#include "gnn-opt/Analysis/Saliency.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

std::optional<WeightCriterion> gnn::parseWeightCriterion(StringRef name) {
  return llvm::StringSwitch<std::optional<WeightCriterion>>(name)
      .Case("magnitude", WeightCriterion::magnitude)
      .Case("random", WeightCriterion::random)
      .Default(std::nullopt);
}

StringRef gnn::listWeightCriteria() { return "magnitude, random"; }

SmallVector<GlobalOp> gnn::getWeightMatrices(const ChannelGroups &groups) {
  llvm::DenseSet<Operation *> contracted;
  for (const ChannelContraction &contraction : groups.getContractions())
    if (GlobalOp weight = groups.getAxes()[contraction.weight].parameter)
      contracted.insert(weight);
  SmallVector<GlobalOp> matrices;
  for (GlobalOp parameter : getParameters(groups.getModule()))
    if (contracted.contains(parameter) &&
        getParameterType(parameter).getRank() == 2)
      matrices.push_back(parameter);
  return matrices;
}

std::vector<double> gnn::scoreWeights(GlobalOp parameter,
                                      ArrayRef<float> weights,
                                      WeightCriterion criterion,
                                      uint64_t seed) {
  SeededRandom random(seed, parameter.getSymName());
  std::vector<double> scores;
  for (float weight : weights)
    scores.push_back(criterion == WeightCriterion::magnitude
                         ? std::abs(double(weight))
                         : random.next());
  return scores;
}
