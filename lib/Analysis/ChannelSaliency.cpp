//===- ChannelSaliency.cpp - How much a channel matters -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SeededRandom.h"
#include "gnn-opt/Analysis/Saliency.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "llvm/ADT/StringSwitch.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

std::optional<ChannelCriterion> gnn::parseChannelCriterion(StringRef name) {
  return llvm::StringSwitch<std::optional<ChannelCriterion>>(name)
      .Case("l1", ChannelCriterion::l1)
      .Case("l2", ChannelCriterion::l2)
      .Case("random", ChannelCriterion::random)
      .Default(std::nullopt);
}

StringRef gnn::listChannelCriteria() { return "l1, l2, random"; }

/// `[2, 0]` for the element at `offset` of a row-major tensor.
static std::string formatIndex(ArrayRef<int64_t> shape, int64_t offset) {
  SmallVector<std::string> index(shape.size());
  for (size_t d = shape.size(); d-- > 0; offset /= shape[d])
    index[d] = std::to_string(offset % shape[d]);
  return "[" + llvm::join(index, ", ") + "]";
}

FailureOr<std::vector<float>>
gnn::getFiniteParameterValues(GlobalOp parameter) {
  FailureOr<std::vector<float>> values = getParameterValues(parameter);
  if (failed(values))
    return failure();
  auto bad =
      llvm::find_if(*values, [](float value) { return !std::isfinite(value); });
  if (bad == values->end())
    return values;
  return parameter.emitError("parameter '")
         << parameter.getSymName() << "' expects finite values but element "
         << formatIndex(getParameterType(parameter).getShape(),
                        bad - values->begin())
         << " is "
         << (std::isnan(*bad) ? "nan"
             : *bad < 0       ? "-inf"
                              : "inf");
}

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
} // namespace

static std::vector<double> scoreAtRandom(const ChannelGroups &groups,
                                         uint64_t seed) {
  std::vector<double> scores(groups.getNumChannels(), 0.0);
  for (const ChannelGroup &group : groups.getGroups()) {
    SeededRandom random(seed, group.name);
    for (unsigned channel : group.channels)
      scores[channel] = random.next();
  }
  return scores;
}

FailureOr<std::vector<double>> gnn::scoreChannels(const ChannelGroups &groups,
                                                  ChannelCriterion criterion,
                                                  uint64_t seed) {
  bool squares = criterion == ChannelCriterion::l2;
  ElementSums sums(groups);
  for (GlobalOp parameter : getParameters(groups.getModule())) {
    FailureOr<std::vector<float>> values = getFiniteParameterValues(parameter);
    if (failed(values))
      return failure();
    sums.add(parameter, *values,
             [&](double w) { return squares ? w * w : std::abs(w); });
  }
  if (criterion == ChannelCriterion::random)
    return scoreAtRandom(groups, seed);
  std::vector<double> scores = sums.take();
  if (squares)
    for (double &score : scores)
      score = std::sqrt(score);
  return scores;
}
