//===- Norms.cpp - Channels with small weights first ----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Criteria.h"
#include "Slices.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// A norm of the elements of a channel's slices, in all trained parameters.
///
/// `sum` is the norm of all elements together, each once, even where it is in
/// two slices. The other reductions measure each slice by itself (the sum of
/// |w|^p, for linf the largest |w|), reduce these numbers, and take the root:
/// so Torch-Pruning's GroupMagnitudeImportance, which leaves the root out.
class Norm : public ChannelCriterion {
public:
  FailureOr<std::vector<double>> score(ScoringContext &context) const override {
    auto scores = measure(context);
    if (succeeded(scores))
      for (double &score : *scores)
        score = root(score);
    return scores;
  }

protected:
  /// What an element adds, how two numbers become one, and what is made of the
  /// result.
  virtual double raise(double magnitude) const { return magnitude; }
  virtual double join(double a, double b) const { return a + b; }
  virtual double root(double number) const { return number; }

  /// The reduced numbers, without the root.
  FailureOr<std::vector<double>> measure(ScoringContext &context) const;

private:
  FailureOr<std::vector<double>> measureWhole(ScoringContext &context) const;
  FailureOr<std::vector<double>> measureSlices(ScoringContext &context) const;
};

/// sum |w|. Li et al., "Pruning filters for efficient ConvNets", 2017, take
/// that of the producing slice only, which is the reduction `first`.
struct L1Norm : Norm {
  StringRef getName() const override { return "l1"; }
};

/// (sum w^2)^0.5.
struct L2Norm : Norm {
  StringRef getName() const override { return "l2"; }
  double raise(double magnitude) const override {
    return magnitude * magnitude;
  }
  double root(double number) const override { return std::sqrt(number); }
};

/// max |w|.
struct LInfNorm : Norm {
  StringRef getName() const override { return "linf"; }
  double join(double a, double b) const override { return std::max(a, b); }
};

/// I_k = sum w^2 over the group's slices, relative to the average of the group:
/// C I_k / sum over j of I_j. Fang et al., "DepGraph: towards any structural
/// pruning", 2023, section 3.3, with N = C.
struct GroupNorm : L2Norm {
  StringRef getName() const override { return "group-norm"; }

  FailureOr<std::vector<double>> score(ScoringContext &context) const override {
    auto scores = measure(context);
    if (succeeded(scores))
      for (const ChannelGroup &group : context.getGroups().getGroups())
        divideByAverage(group, *scores);
    return scores;
  }

private:
  static void divideByAverage(const ChannelGroup &group,
                              MutableArrayRef<double> scores) {
    double average = 0;
    for (unsigned channel : group.channels)
      average += scores[channel] / double(group.channels.size());
    for (unsigned channel : group.channels)
      if (average != 0)
        scores[channel] /= average;
  }
};
} // namespace

FailureOr<std::vector<double>> Norm::measure(ScoringContext &context) const {
  return context.getReduction() == GroupReduction::sum ? measureWhole(context)
                                                       : measureSlices(context);
}

FailureOr<std::vector<double>>
Norm::measureWhole(ScoringContext &context) const {
  std::vector<double> numbers(context.getGroups().getNumChannels(), 0.0);
  LogicalResult visited =
      forEachSliceElement(context, [&](const SliceElement &element) {
        double &number = numbers[element.channel];
        if (!element.repeated)
          number = join(number, raise(std::abs(element.value)));
      });
  if (failed(visited))
    return failure();
  return numbers;
}

FailureOr<std::vector<double>>
Norm::measureSlices(ScoringContext &context) const {
  std::vector<Slices> slices(context.getGroups().getNumChannels());
  LogicalResult visited =
      forEachSliceElement(context, [&](const SliceElement &element) {
        Slice &slice = getSlice(slices[element.channel], element.axis);
        slice.number = join(slice.number, raise(std::abs(element.value)));
      });
  if (failed(visited))
    return failure();
  std::vector<double> numbers;
  for (const Slices &each : slices)
    numbers.push_back(
        reduceSlices(context.getGroups(), each, context.getReduction()));
  return numbers;
}

std::unique_ptr<ChannelCriterion> gnn::createL1Norm() {
  return std::make_unique<L1Norm>();
}

std::unique_ptr<ChannelCriterion> gnn::createL2Norm() {
  return std::make_unique<L2Norm>();
}

std::unique_ptr<ChannelCriterion> gnn::createLInfNorm() {
  return std::make_unique<LInfNorm>();
}

std::unique_ptr<ChannelCriterion> gnn::createGroupNorm() {
  return std::make_unique<GroupNorm>();
}
