//===- Norms.cpp - Channels with small weights first ----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Criteria.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

namespace {
/// Adds a number for every element of a parameter to the channels that the
/// element is in the slices of, once for each.
class ElementSums {
public:
  ElementSums(const ChannelGroups &groups)
      : groups(groups), sums(groups.getNumChannels(), 0.0) {}

  void add(GlobalOp parameter, ArrayRef<float> values,
           function_ref<double(double)> number) {
    ArrayRef<int64_t> shape = getParameterType(parameter).getShape();
    SmallVector<int64_t> index(shape.size(), 0);
    SmallVector<unsigned> axes = trainedAxes(parameter);
    for (float value : values) {
      addElement(axes, index, number(value));
      advance(index, shape);
    }
  }

  std::vector<double> take() { return std::move(sums); }

private:
  SmallVector<unsigned> trainedAxes(GlobalOp parameter) const {
    SmallVector<unsigned> axes;
    for (int64_t d = 0; d < getParameterType(parameter).getRank(); ++d)
      if (auto axis = groups.findAxis(parameter, d))
        if (!groups.getAxes()[*axis].measured)
          axes.push_back(*axis);
    return axes;
  }

  void addElement(ArrayRef<unsigned> axes, ArrayRef<int64_t> index,
                  double number) {
    SmallVector<unsigned, 4> done;
    for (unsigned axis : axes) {
      unsigned channel =
          groups.getChannel(axis, index[groups.getAxes()[axis].dim]);
      if (llvm::is_contained(done, channel))
        continue;
      done.push_back(channel);
      sums[channel] += number;
    }
  }

  /// The next index in row-major order.
  static void advance(MutableArrayRef<int64_t> index, ArrayRef<int64_t> shape) {
    for (size_t d = shape.size(); d-- > 0;) {
      if (++index[d] < shape[d])
        return;
      index[d] = 0;
    }
  }

  const ChannelGroups &groups;
  std::vector<double> sums;
};

FailureOr<std::vector<double>>
sumElements(ScoringContext &context, function_ref<double(double)> number) {
  ElementSums sums(context.getGroups());
  for (GlobalOp parameter : getParameters(context.getGroups().getModule())) {
    FailureOr<ArrayRef<float>> values = context.getValues(parameter);
    if (failed(values))
      return failure();
    sums.add(parameter, *values, number);
  }
  return sums.take();
}

/// sum of |w| over the elements of all trained parameters in the slices of a
/// channel, each once.
struct L1Norm : ChannelCriterion {
  StringRef getName() const override { return "l1"; }

  FailureOr<std::vector<double>> score(ScoringContext &context) const override {
    return sumElements(context, [](double w) { return std::abs(w); });
  }
};

/// sqrt(sum of w^2) over the same: the group norm of DepGraph (Fang et al.,
/// "DepGraph: towards any structural pruning", 2023) without weights.
struct L2Norm : ChannelCriterion {
  StringRef getName() const override { return "l2"; }

  FailureOr<std::vector<double>> score(ScoringContext &context) const override {
    auto scores = sumElements(context, [](double w) { return w * w; });
    if (succeeded(scores))
      for (double &score : *scores)
        score = std::sqrt(score);
    return scores;
  }
};
} // namespace

std::unique_ptr<ChannelCriterion> gnn::createL1Norm() {
  return std::make_unique<L1Norm>();
}

std::unique_ptr<ChannelCriterion> gnn::createL2Norm() {
  return std::make_unique<L2Norm>();
}
