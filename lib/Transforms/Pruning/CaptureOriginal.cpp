//===- CaptureOriginal.cpp - The model before pruning ---------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CaptureOriginal.h"

#include "gnn-opt/Analysis/ChannelGroups.h"
#include "gnn-opt/Analysis/OriginalChannels.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;
namespace json = llvm::json;

namespace {
class Capture {
public:
  explicit Capture(ModuleOp module) : groups(module) {
    placeOfChannel.resize(groups.getNumChannels());
  }

  FailureOr<OriginalModel> run();

private:
  void addGroup(const ChannelGroup &group);
  LogicalResult addParameter(GlobalOp parameter);
  void addRuns(GlobalOp parameter, unsigned dim, const OriginalChannels &before,
               OriginalParameter &result);
  bool hasParameter(const ChannelGroup &group) const;

  ChannelGroups groups;
  std::vector<std::optional<OriginalChannel>> placeOfChannel;
  llvm::StringSet<> names;
  OriginalModel model;
};
} // namespace

bool Capture::hasParameter(const ChannelGroup &group) const {
  return llvm::any_of(group.axes, [&](unsigned axis) {
    return bool(groups.getAxes()[axis].parameter);
  });
}

/// Names of any bytes become text, and must stay apart.
void Capture::addGroup(const ChannelGroup &group) {
  std::string name = json::fixUTF8(group.name);
  while (!names.insert(name).second)
    name += "'";
  int64_t number = 0;
  for (unsigned channel : group.channels)
    placeOfChannel[channel] = OriginalChannel{model.groups.size(), number++};
  model.groups.push_back({std::move(name), number, group.frozen});
}

static bool continues(const ChannelRun &run, unsigned dim, int64_t index,
                      const OriginalChannel &place) {
  return run.dim == dim && run.index + run.count == index &&
         run.group == place.group && run.channel + run.count == place.number;
}

void Capture::addRuns(GlobalOp parameter, unsigned dim,
                      const OriginalChannels &before,
                      OriginalParameter &result) {
  std::optional<unsigned> axis = groups.findAxis(parameter, dim);
  if (!axis)
    return;
  for (int64_t i = 0, e = groups.getAxes()[*axis].size; i < e; ++i) {
    auto place = placeOfChannel[groups.getChannel(*axis, i)];
    int64_t index = before.get(dim, i);
    if (!place)
      continue;
    if (!result.runs.empty() &&
        continues(result.runs.back(), dim, index, *place))
      ++result.runs.back().count;
    else
      result.runs.push_back({dim, index, 1, place->group, place->number});
  }
}

LogicalResult Capture::addParameter(GlobalOp parameter) {
  FailureOr<OriginalChannels> before = OriginalChannels::read(parameter);
  if (failed(before))
    return failure();
  OriginalParameter result{json::fixUTF8(parameter.getSymName()), {}, {}};
  ArrayRef<int64_t> shape = getParameterType(parameter).getShape();
  for (auto [dim, size] : llvm::enumerate(shape)) {
    result.shape.push_back(size ? before->get(dim, size - 1) + 1 : 0);
    addRuns(parameter, dim, *before, result);
  }
  model.parameters.push_back(std::move(result));
  return success();
}

FailureOr<OriginalModel> Capture::run() {
  for (const ChannelGroup &group : groups.getGroups())
    if (hasParameter(group))
      addGroup(group);
  for (GlobalOp parameter : getParameters(groups.getModule()))
    if (failed(addParameter(parameter)))
      return failure();
  return std::move(model);
}

FailureOr<OriginalModel> gnn::captureOriginal(ModuleOp module) {
  return Capture(module).run();
}
