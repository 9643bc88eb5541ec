//===- WeightVariance.cpp - Channels whose weights hardly vary first ------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Criteria.h"
#include "Slices.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// The average and the sum of squares about it, updated value by value
/// (Welford, "Note on a method for calculating corrected sums of squares and
/// products", 1962).
struct Variance {
  void add(double value) {
    ++count;
    double delta = value - mean;
    mean += delta / count;
    squares += delta * (value - mean);
  }
  double get() const { return squares / count; }

  unsigned axis = 0;
  double count = 0, mean = 0, squares = 0;
};

/// The (biased) variance of the elements of each slice, reduced: what `l2`
/// measures about zero, about the slice's own average. A slice of one element,
/// as in a bias, has no variance, and does not count. The criterion is ours;
/// the variance of activations is the published one.
struct WeightVariance : ChannelCriterion {
  StringRef getName() const override { return "weight-variance"; }

  FailureOr<std::vector<double>> score(ScoringContext &context) const override {
    const ChannelGroups &groups = context.getGroups();
    std::vector<SmallVector<Variance, 1>> variances(groups.getNumChannels());
    LogicalResult visited =
        forEachSliceElement(context, [&](const SliceElement &element) {
          auto &ofChannel = variances[element.channel];
          if (ofChannel.empty() || ofChannel.back().axis != element.axis)
            ofChannel.push_back({element.axis});
          ofChannel.back().add(element.value);
        });
    if (failed(visited))
      return failure();
    std::vector<double> scores;
    for (ArrayRef<Variance> ofChannel : variances)
      scores.push_back(
          reduceSlices(groups, getSlices(ofChannel), context.getReduction()));
    return scores;
  }

private:
  static Slices getSlices(ArrayRef<Variance> variances) {
    Slices slices;
    for (const Variance &each : variances)
      if (each.count > 1)
        slices.push_back({each.axis, each.get()});
    return slices;
  }
};
} // namespace

std::unique_ptr<ChannelCriterion> gnn::createWeightVariance() {
  return std::make_unique<WeightVariance>();
}
