//===- ObservedChannels.cpp - What data did not use -----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ObservedChannels.h"
#include "gnn-opt/Analysis/FeatureStatistics.h"

#include "mlir/IR/Remarks.h"
#include "llvm/ADT/BitVector.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// By number of a channel.
struct Observations {
  /// Some weight has statistics of it.
  llvm::BitVector seen;
  /// In some of them it is not always zero.
  llvm::BitVector active;
};
} // namespace

static LogicalResult observe(const ChannelGroups &groups,
                             const ChannelContraction &reader,
                             Observations &observations) {
  ml_program::GlobalOp weight = groups.getAxes()[reader.weight].parameter;
  if (!weight)
    return success();
  auto statistics = readFeatureStatistics(weight);
  if (failed(statistics))
    return failure();
  if (!*statistics || (*statistics)->rows == 0)
    return success();
  const ChannelAxis &features = groups.getAxes()[reader.features];
  for (int64_t i = 0; i < features.size; ++i) {
    unsigned channel = groups.getChannel(reader.features, i);
    observations.seen.set(channel);
    if ((*statistics)->zeros[reader.getWeightIndex(i)] != 1)
      observations.active.set(channel);
  }
  return success();
}

LogicalResult gnn::reportObservedZeros(const ChannelGroups &groups,
                                       StringRef pass) {
  unsigned channels = groups.getNumChannels();
  Observations observations{llvm::BitVector(channels),
                            llvm::BitVector(channels)};
  for (const ChannelContraction &reader : groups.getContractions())
    if (failed(observe(groups, reader, observations)))
      return failure();
  for (const ChannelGroup &group : groups.getGroups())
    for (auto [index, channel] : llvm::enumerate(group.channels))
      if (group.frozen.empty() && observations.seen.test(channel) &&
          !observations.active.test(channel))
        remark::analysis(groups.getModule().getLoc(),
                         remark::RemarkOpts::name(pass).category("prune"))
            << remark::add("channel {0} of {1} is zero on the calibration "
                           "data: observed, which removes nothing",
                           index, group.name);
  return success();
}
