//===- Random.cpp - Chance, to compare with -------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../SeededRandom.h"
#include "Criteria.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// u ~ U(0, 1).
struct RandomChannels : ChannelCriterion {
  StringRef getName() const override { return "random"; }

  FailureOr<std::vector<double>> score(ScoringContext &context) const override {
    const ChannelGroups &groups = context.getGroups();
    std::vector<double> scores(groups.getNumChannels(), 0.0);
    for (const ChannelGroup &group : groups.getGroups()) {
      SeededRandom random(context.getSeed(), group.name);
      for (unsigned channel : group.channels)
        scores[channel] = random.next();
    }
    return scores;
  }
};

/// u ~ U(0, 1).
struct RandomWeights : WeightCriterion {
  StringRef getName() const override { return "random"; }

  FailureOr<std::vector<double>>
  score(ScoringContext &context, ml_program::GlobalOp weight) const override {
    FailureOr<ArrayRef<float>> values = context.getValues(weight);
    if (failed(values))
      return failure();
    SeededRandom random(context.getSeed(), weight.getSymName());
    std::vector<double> scores(values->size());
    for (double &score : scores)
      score = random.next();
    return scores;
  }
};
} // namespace

std::unique_ptr<ChannelCriterion> gnn::createRandomChannels() {
  return std::make_unique<RandomChannels>();
}

std::unique_ptr<WeightCriterion> gnn::createRandomWeights() {
  return std::make_unique<RandomWeights>();
}
