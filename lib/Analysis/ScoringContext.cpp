//===- ScoringContext.cpp - What criteria look at -------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/Criterion.h"
#include "gnn-opt/Analysis/Saliency.h"

#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

ChannelCriterion::~ChannelCriterion() = default;
WeightCriterion::~WeightCriterion() = default;

std::optional<GroupReduction> gnn::parseGroupReduction(StringRef name) {
  return llvm::StringSwitch<std::optional<GroupReduction>>(name)
      .Case("sum", GroupReduction::sum)
      .Case("mean", GroupReduction::mean)
      .Case("max", GroupReduction::max)
      .Case("product", GroupReduction::product)
      .Case("first", GroupReduction::first)
      .Default(std::nullopt);
}

ScoringContext::ScoringContext(const ChannelGroups &groups, uint64_t seed,
                               GroupReduction reduction, double damping)
    : groups(groups), seed(seed), reduction(reduction), damping(damping) {}

FailureOr<ArrayRef<float>> ScoringContext::getValues(GlobalOp parameter) {
  auto known = values.find(parameter);
  if (known != values.end())
    return ArrayRef(known->second);
  FailureOr<std::vector<float>> read = getFiniteParameterValues(parameter);
  if (failed(read))
    return failure();
  return ArrayRef(
      values.try_emplace(parameter, std::move(*read)).first->second);
}

FailureOr<const FeatureStatistics *>
ScoringContext::getStatistics(GlobalOp weight, CriterionNeeds needs) {
  auto known = statistics.find(weight);
  if (known == statistics.end()) {
    auto read = readFeatureStatistics(weight);
    if (failed(read))
      return failure();
    if (!*read)
      return weight.emitError("parameter '")
             << weight.getSymName()
             << "' expects statistics of the features that it multiplies but "
                "got none; run gnn-calibrate first";
    known = statistics.try_emplace(weight, std::move(**read)).first;
  }
  // That of no channels is empty.
  bool lacksGram =
      !known->second.hasGram() && known->second.getNumChannels() != 0;
  if (needs == CriterionNeeds::gram && lacksGram)
    return weight.emitError("parameter '")
           << weight.getSymName()
           << "' expects a Gram matrix of the features that it multiplies but "
              "got moments only; gnn-calibrate made none of "
           << known->second.getNumChannels() << " channels";
  return &known->second;
}

/// The weight slices that multiply each channel.
static std::vector<SmallVector<ChannelReader, 1>>
findReaders(const ChannelGroups &groups) {
  std::vector<SmallVector<ChannelReader, 1>> readers(groups.getNumChannels());
  DenseSet<unsigned> done;
  for (const ChannelContraction &contraction : groups.getContractions()) {
    const ChannelAxis &axis = groups.getAxes()[contraction.weight];
    if (!axis.parameter || !done.insert(contraction.weight).second)
      continue;
    for (int64_t i = 0; i < axis.size; ++i)
      readers[groups.getChannel(contraction.weight, i)].push_back(
          {axis.parameter, i});
  }
  return readers;
}

ArrayRef<ChannelReader> ScoringContext::getReaders(unsigned channel) {
  if (!readers)
    readers = findReaders(groups);
  return (*readers)[channel];
}
