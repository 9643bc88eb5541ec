//===- Activations.cpp - Channels that carry little first -----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Criteria.h"
#include "GroupCriterion.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// A statistic of the features x_k that weights multiply the channel as: what
/// arrives there, aggregated or not. A channel that several weights multiply
/// adds theirs.
class Activation : public ColumnCriterion {
public:
  using Statistic = double (*)(const FeatureStatistics &, int64_t column);

  Activation(StringRef name, Statistic statistic)
      : name(name), statistic(statistic) {}

  StringRef getName() const override { return name; }

protected:
  double scoreColumn(const GroupReader &reader, int64_t column) const override {
    return statistic(*reader.statistics, column);
  }

private:
  StringRef name;
  Statistic statistic;
};
} // namespace

/// E|x_k|. Molchanov et al., "Pruning convolutional neural networks for
/// resource efficient inference", 2017, section 2.2.
std::unique_ptr<ChannelCriterion> gnn::createActivationMean() {
  return std::make_unique<Activation>(
      "activation-mean", [](const FeatureStatistics &statistics, int64_t k) {
        return statistics.meanAbs[k];
      });
}

/// Var(x_k). Polyak and Wolf, "Channel-level acceleration of deep face
/// representations", 2015.
std::unique_ptr<ChannelCriterion> gnn::createActivationVariance() {
  return std::make_unique<Activation>(
      "activation-variance", [](const FeatureStatistics &statistics,
                                int64_t k) { return statistics.variance[k]; });
}

/// The fraction of rows where x_k is not zero: one minus the average percentage
/// of zeros. Hu et al., "Network trimming: a data-driven neuron pruning
/// approach towards efficient deep architectures", 2016.
std::unique_ptr<ChannelCriterion> gnn::createApoz() {
  return std::make_unique<Activation>(
      "apoz", [](const FeatureStatistics &statistics, int64_t k) {
        return 1 - statistics.zeros[k];
      });
}

/// The entropy of a histogram of x_k, in nats. Luo and Wu, "An entropy-based
/// pruning method for CNN compression", 2017.
std::unique_ptr<ChannelCriterion> gnn::createEntropy() {
  return std::make_unique<Activation>(
      "entropy", [](const FeatureStatistics &statistics, int64_t k) {
        return statistics.entropy[k];
      });
}
