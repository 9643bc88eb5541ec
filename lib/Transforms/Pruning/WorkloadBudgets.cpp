//===- WorkloadBudgets.cpp - What pruning may leave -----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WorkloadBudgets.h"
#include "gnn-opt/Analysis/OriginalChannels.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"
#include "gnn-opt/Dialect/GNN/TensorTypes.h"
#include "gnn-opt/Execution/Dataset.h"
#include "gnn-opt/Support/Text.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

//===----------------------------------------------------------------------===//
// Workload
//===----------------------------------------------------------------------===//

/// Whether the features of `data` are what the functions take, or took before
/// some were pruned.
static LogicalResult checkFeatures(ModuleOp module, const Dataset &data,
                                   StringRef path) {
  for (auto function : module.getOps<func::FuncOp>())
    for (BlockArgument argument : function.getArguments())
      if (isFeatures(argument.getType()) &&
          getChannels(argument) != data.getNumFeatures() &&
          !getOriginalFeatures(function, argument.getArgNumber(),
                               getChannels(argument)))
        return function.emitError("function '")
               << function.getSymName() << "' expects " << getChannels(argument)
               << " features but " << quote(path) << " has "
               << data.getNumFeatures();
  return success();
}

FailureOr<CostModel> CostModel::read(ModuleOp module, StringRef pass,
                                     const WorkloadTexts &texts) {
  CostModel model;
  if (!texts.data.empty()) {
    llvm::Expected<Dataset> data = loadDataset(texts.data);
    if (!data)
      return emitError(module.getLoc(), pass)
             << ": " << llvm::toString(data.takeError());
    if (failed(checkFeatures(module, *data, texts.data)))
      return failure();
    model.workload = getWorkload(*data);
    return model;
  }
  if (texts.nodes < 0 || texts.edges < 0)
    return emitError(module.getLoc(), pass)
           << " expects data, or nodes and edges, to count multiply-adds on";
  model.workload.nodes = texts.nodes;
  model.workload.edges = texts.edges;
  if (texts.nonzeros >= 0)
    model.workload.featureNonzeros = texts.nonzeros;
  return model;
}

//===----------------------------------------------------------------------===//
// Costs
//===----------------------------------------------------------------------===//

FailureOr<double> CostModel::countMultiplyAdds(ModuleOp module) const {
  double total = 0;
  for (auto function : module.getOps<func::FuncOp>())
    total += double(getFunctionCost(function, workload).multiplyAdds);
  return total;
}

FailureOr<std::vector<double>>
CostModel::measureChannels(const ChannelGroups &groups,
                           ChannelGroupsOptions options) const {
  std::vector<double> costs;
  FailureOr<double> before = countMultiplyAdds(groups.getModule());
  for (const ChannelGroup &group : groups.getGroups()) {
    costs.push_back(1);
    // No channel of these goes.
    if (!group.frozen.empty() || group.channels.size() < 2)
      continue;
    auto copy = copyWithoutChannels(groups, options, group.channels.back());
    if (failed(copy))
      return failure();
    FailureOr<double> after = countMultiplyAdds(**copy);
    costs.back() = std::max(*before - *after, 1.0);
  }
  return costs;
}

FailureOr<double> gnn::countStoredParameters(ModuleOp module) {
  int64_t stored = 0;
  for (GlobalOp parameter : getParameters(module)) {
    FailureOr<std::vector<float>> values = getParameterValues(parameter);
    if (failed(values))
      return failure();
    stored += values->size();
    if (isSparse(parameter.getType()))
      stored -= llvm::count(*values, 0.0f);
  }
  return double(stored);
}

FailureOr<ChannelBudget>
gnn::readBudget(ModuleOp module, StringRef pass, StringRef option,
                StringRef text, StringRef name,
                std::function<FailureOr<double>(ModuleOp)> measure) {
  ChannelBudget budget{name.str(), 0, std::move(measure)};
  StringRef number = text;
  bool isRelative = number.consume_back("x");
  if (number.getAsDouble(budget.limit) || !(budget.limit > 0) ||
      !std::isfinite(budget.limit))
    return emitError(module.getLoc(), pass)
           << " expects " << option
           << " to be such as 0.5x, or a positive number"
           << " of " << name << ", but got '" << text << "'";
  FailureOr<double> all = budget.measure(module);
  if (failed(all))
    return failure();
  if (isRelative)
    budget.limit *= *all;
  return budget;
}
