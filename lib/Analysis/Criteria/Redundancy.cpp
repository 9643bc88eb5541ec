//===- Redundancy.cpp - Channels that others almost are -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/Redundancy.h"

#include "Criteria.h"
#include "LayerError.h"

#include <cmath>
#include <numeric>

using namespace mlir;
using namespace mlir::gnn;
using Eigen::MatrixXd;

/// M of Redundancy.h. Channels that a weight reads in different numbers of
/// columns have nothing in common there.
static MatrixXd getProducts(ArrayRef<GroupReader> readers, size_t size) {
  MatrixXd products = MatrixXd::Zero(size, size);
  for (const GroupReader &reader : readers) {
    MatrixXd gram = getGram(reader);
    for (size_t j = 0; j < size; ++j)
      for (size_t k = 0; k < size; ++k)
        if (reader.columns[k].size() == reader.columns[j].size())
          for (auto [a, b] : llvm::zip(reader.columns[k], reader.columns[j]))
            products(k, j) += gram(a, b);
  }
  return products;
}

/// Places in the group, the largest product with itself first.
static std::vector<size_t> placeByEnergy(const MatrixXd &products) {
  std::vector<size_t> order(products.rows());
  std::iota(order.begin(), order.end(), 0);
  llvm::sort(order, [&](size_t a, size_t b) {
    return std::make_pair(-products(a, a), a) <
           std::make_pair(-products(b, b), b);
  });
  return order;
}

static ChannelPartner findPartner(const ChannelGroup &group,
                                  const MatrixXd &products, size_t place,
                                  ArrayRef<size_t> candidates) {
  double energy = products(place, place);
  if (energy <= 0)
    return {std::nullopt, 1, 0};
  ChannelPartner best;
  for (size_t other : candidates) {
    double product = products(place, other);
    double otherEnergy = products(other, other);
    if (otherEnergy <= 0)
      continue;
    // Of the square roots, so that no product overflows.
    double cosine = std::clamp(
        product / (std::sqrt(energy) * std::sqrt(otherEnergy)), -1.0, 1.0);
    if (!best.channel || std::abs(cosine) > std::abs(best.cosine))
      best = {group.channels[other], cosine, product / otherEnergy};
  }
  return best;
}

/// Of all channels, or of those of `removed`.
static LogicalResult findPartners(ScoringContext &context,
                                  const ChannelGroup &group,
                                  const llvm::BitVector *removed,
                                  MutableArrayRef<ChannelPartner> partners) {
  auto readers = getGroupReaders(context, group, CriterionNeeds::gram);
  if (failed(readers))
    return failure();
  if (readers->empty()) {
    for (unsigned channel : group.channels)
      partners[channel].cosine = 1;
    return success();
  }
  MatrixXd products = getProducts(*readers, group.channels.size());
  std::vector<size_t> order = placeByEnergy(products), candidates;
  if (removed)
    llvm::copy_if(order, std::back_inserter(candidates), [&](size_t place) {
      return !removed->test(group.channels[place]);
    });
  for (size_t place : order) {
    unsigned channel = group.channels[place];
    if (removed && !removed->test(channel))
      continue;
    partners[channel] = findPartner(group, products, place, candidates);
    if (!removed)
      candidates.push_back(place);
  }
  return success();
}

FailureOr<std::vector<ChannelPartner>>
gnn::findChannelPartners(ScoringContext &context) {
  const ChannelGroups &groups = context.getGroups();
  std::vector<ChannelPartner> partners(groups.getNumChannels());
  for (const ChannelGroup &group : groups.getGroups())
    if (group.frozen.empty() &&
        failed(findPartners(context, group, nullptr, partners)))
      return failure();
  return partners;
}

FailureOr<std::vector<ChannelPartner>>
gnn::findChannelPartners(ScoringContext &context,
                         const llvm::BitVector &removed) {
  const ChannelGroups &groups = context.getGroups();
  std::vector<ChannelPartner> partners(groups.getNumChannels());
  for (const ChannelGroup &group : groups.getGroups())
    if (llvm::any_of(group.channels,
                     [&](unsigned each) { return removed.test(each); }) &&
        failed(findPartners(context, group, &removed, partners)))
      return failure();
  return partners;
}

namespace {
/// 1 - |cos(k, partner)|: 0 for a multiple of a better-placed channel, 1 for
/// one that has nothing of any. Mariet and Sra, "Diversity networks", 2016,
/// merge redundant neurons likewise, chosen by a determinantal point process.
struct Redundancy : ChannelCriterion {
  StringRef getName() const override { return "redundancy"; }
  CriterionNeeds getNeeds() const override { return CriterionNeeds::gram; }

  FailureOr<std::vector<double>> score(ScoringContext &context) const override {
    auto partners = findChannelPartners(context);
    if (failed(partners))
      return failure();
    std::vector<double> scores;
    for (const ChannelPartner &partner : *partners)
      scores.push_back(1 - std::abs(partner.cosine));
    return scores;
  }
};
} // namespace

std::unique_ptr<ChannelCriterion> gnn::createRedundancy() {
  return std::make_unique<Redundancy>();
}
