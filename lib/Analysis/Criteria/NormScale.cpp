//===- NormScale.cpp - Channels that a normalisation scales down first ----===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Criteria.h"
#include "GroupCriterion.h"
#include "Slices.h"
#include "gnn-opt/Support/Text.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// |gamma_k|, the factor of the batch or layer normalisation that the channel
/// goes through; of several, reduced. Liu et al., "Learning efficient
/// convolutional networks through network slimming", 2017.
///
/// A group without a normalisation is an error: any number for its channels
/// would compare what cannot be compared.
struct NormScale : GroupCriterion {
  StringRef getName() const override { return "bn-scale"; }

  FailureOr<std::vector<double>>
  scoreGroup(ScoringContext &context,
             const ChannelGroup &group) const override {
    const ChannelGroups &groups = context.getGroups();
    std::vector<double> scores;
    for (unsigned channel : group.channels) {
      Slices slices;
      if (failed(collectFactors(context, channel, slices)))
        return failure();
      if (slices.empty())
        return emitError(groups.getModule().getLoc(), "criterion '")
               << getName() << "' expects a normalisation with a scale after "
               << quote(group.name) << " but it has none";
      scores.push_back(reduceSlices(groups, slices, context.getReduction()));
    }
    return scores;
  }

private:
  static LogicalResult collectFactors(ScoringContext &context, unsigned channel,
                                      Slices &slices) {
    const ChannelGroups &groups = context.getGroups();
    for (const ChannelMember &member : groups.getMembers(channel)) {
      const ChannelAxis &axis = groups.getAxes()[member.axis];
      if (!axis.scale || !axis.parameter)
        continue;
      FailureOr<ArrayRef<float>> factors = context.getValues(axis.parameter);
      if (failed(factors))
        return failure();
      getSlice(slices, member.axis).number +=
          std::abs((*factors)[member.index]);
    }
    return success();
  }
};
} // namespace

std::unique_ptr<ChannelCriterion> gnn::createNormScale() {
  return std::make_unique<NormScale>();
}
