//===- GeometricMedian.cpp - Channels near all others first ---------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Criteria.h"
#include "Slices.h"

#include <cmath>
#include <map>

using namespace mlir;
using namespace mlir::gnn;

/// The elements of a slice, by channel.
using SliceVectors = DenseMap<unsigned, std::vector<float>>;

static double getDistance(ArrayRef<float> a, ArrayRef<float> b) {
  double squares = 0;
  for (size_t i = 0, e = std::max(a.size(), b.size()); i < e; ++i) {
    double delta = (i < a.size() ? a[i] : 0.0) - (i < b.size() ? b[i] : 0.0);
    squares += delta * delta;
  }
  return std::sqrt(squares);
}

/// Adds the distance of each pair to both of its channels.
static void addDistances(const ChannelGroup &group, unsigned axis,
                         const SliceVectors &vectors,
                         std::vector<Slices> &slices) {
  ArrayRef<unsigned> channels = group.channels;
  std::vector<ArrayRef<float>> slicesOf;
  for (unsigned channel : channels) {
    auto found = vectors.find(channel);
    slicesOf.push_back(found == vectors.end() ? ArrayRef<float>()
                                              : ArrayRef(found->second));
    getSlice(slices[channel], axis);
  }
  for (size_t k = 0; k < channels.size(); ++k)
    for (size_t j = 0; j < k; ++j) {
      double distance = getDistance(slicesOf[k], slicesOf[j]);
      getSlice(slices[channels[k]], axis).number += distance;
      getSlice(slices[channels[j]], axis).number += distance;
    }
}

namespace {
/// sum over j of ||F_k - F_j||_2, where F_k is the channel's slice of one
/// parameter and j goes over its group; reduced over the parameters. A channel
/// near the geometric median of its group can be made up for by the others. He
/// et al., "Filter pruning via geometric median for deep convolutional neural
/// networks acceleration", 2019, whose slice is that of the reduction `first`.
///
/// Torch-Pruning's FPGM measures the distances of |w|^p instead of w, so that w
/// and -w are no distance apart.
struct GeometricMedian : ChannelCriterion {
  StringRef getName() const override { return "fpgm"; }

  FailureOr<std::vector<double>> score(ScoringContext &context) const override {
    const ChannelGroups &groups = context.getGroups();
    std::map<unsigned, SliceVectors> vectors;
    LogicalResult visited =
        forEachSliceElement(context, [&](const SliceElement &element) {
          vectors[element.axis][element.channel].push_back(element.value);
        });
    if (failed(visited))
      return failure();
    std::vector<Slices> slices(groups.getNumChannels());
    for (const ChannelGroup &group : groups.getGroups())
      if (group.frozen.empty())
        for (unsigned axis : group.axes)
          if (vectors.count(axis))
            addDistances(group, axis, vectors[axis], slices);
    std::vector<double> scores;
    for (const Slices &each : slices)
      scores.push_back(reduceSlices(groups, each, context.getReduction()));
    return scores;
  }
};
} // namespace

std::unique_ptr<ChannelCriterion> gnn::createGeometricMedian() {
  return std::make_unique<GeometricMedian>();
}
