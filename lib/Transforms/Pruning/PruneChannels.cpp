//===- PruneChannels.cpp - Remove the least important channels ------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChannelOptions.h"
#include "ChannelRemarks.h"
#include "WorkloadBudgets.h"
#include "gnn-opt/Transforms/Pruning/Passes.h"

#include <cmath>

namespace mlir::gnn {
#define GEN_PASS_DEF_PRUNECHANNELS
#include "include/gnn-opt/Transforms/PruningPasses.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

namespace {
struct PruneChannels : gnn::impl::PruneChannelsBase<PruneChannels> {
  using PruneChannelsBase::PruneChannelsBase;

  void runOnOperation() override {
    ChannelPruningOptions options;
    options.seed = seed;
    options.merge = merge;
    options.groups.pruneInputs = inputs;
    ChannelGroups channels(getOperation(), options.groups);
    FailureOr<std::vector<ChannelBudget>> budgets = failure();
    if (failed(readOptions(channels, options)) ||
        failed(budgets = readBudgets()))
      return signalPassFailure();
    ChannelPruner pruner(channels, options);
    FailureOr<Ledger> record = Ledger::read(getOperation());
    if (failed(record) || failed(pruner.score()))
      return signalPassFailure();
    // Without a ratio, groups that have none of their own stay.
    double common = std::isnan(ratio) ? 0.0 : double(ratio);
    auto selection = budgets->empty()
                         ? pruner.select(common)
                         : pruner.selectWithin(getArgument(), *budgets);
    if (failed(selection))
      return signalPassFailure();
    explainFrozen(getArgument(), channels, options.selection,
                  budgets->empty() ? common : 1.0);
    explainCoupling(getArgument(), channels, *selection);
    if (failed(pruner.remove(getArgument(), *selection, *record)) ||
        failed(record->write(getOperation(), ledger)))
      return signalPassFailure();
    numGroups += selection->size();
    numChannels += getChannels(*selection).size();
    explainTotal(getArgument(), channels, getChannels(*selection).size(),
                 "channels");
  }

private:
  LogicalResult readOptions(const ChannelGroups &channels,
                            ChannelPruningOptions &options) {
    ChannelOptionReader reader(channels, getArgument());
    bool hasBudget = !targetMacs.empty() || !targetParameters.empty();
    if (std::isnan(ratio) && groups.empty() && !hasBudget)
      return reader.expects() << "ratio, groups or a target but got none";
    if (!std::isnan(ratio) && hasBudget)
      return reader.expects() << "a ratio or a target but got both";
    ChannelOptionTexts texts{criterion, reduction, scope,   normalize, ratio,
                             roundTo,   groups,    protect, only};
    if (failed(reader.read(texts, options)))
      return failure();
    options.selection.isomorphic = isomorphic;
    if (!perCost)
      return success();
    FailureOr<CostModel> model = readCostModel();
    if (failed(model))
      return failure();
    auto costs = model->measureChannels(channels, options.groups);
    if (failed(costs))
      return failure();
    options.selection.costs = std::move(*costs);
    return success();
  }

  FailureOr<CostModel> readCostModel() {
    return CostModel::read(getOperation(), getArgument(),
                           {data, nodes, edges, nonzeros});
  }

  FailureOr<std::vector<ChannelBudget>> readBudgets() {
    std::vector<ChannelBudget> budgets;
    if (!targetMacs.empty()) {
      FailureOr<CostModel> model = readCostModel();
      if (failed(model) || failed(addBudget(
                               "target-macs", targetMacs, "multiply-adds",
                               [model = *model](ModuleOp module) {
                                 return model.countMultiplyAdds(module);
                               },
                               budgets)))
        return failure();
    }
    if (!targetParameters.empty() &&
        failed(addBudget("target-parameters", targetParameters, "parameters",
                         countStoredParameters, budgets)))
      return failure();
    return budgets;
  }

  LogicalResult addBudget(StringRef option, StringRef text, StringRef name,
                          std::function<FailureOr<double>(ModuleOp)> measure,
                          std::vector<ChannelBudget> &budgets) {
    auto budget = readBudget(getOperation(), getArgument(), option, text, name,
                             std::move(measure));
    if (failed(budget))
      return failure();
    budgets.push_back(std::move(*budget));
    return success();
  }
};
} // namespace
