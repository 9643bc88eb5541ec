//===- PruneHeads.cpp - Remove the least important attention heads --------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChannelOptions.h"
#include "ChannelRemarks.h"
#include "gnn-opt/Transforms/Pruning/Passes.h"

#include <cmath>

namespace mlir::gnn {
#define GEN_PASS_DEF_PRUNEHEADS
#include "include/gnn-opt/Transforms/PruningPasses.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

namespace {
struct PruneHeads : gnn::impl::PruneHeadsBase<PruneHeads> {
  using PruneHeadsBase::PruneHeadsBase;

  void runOnOperation() override {
    ChannelPruningOptions options;
    options.seed = seed;
    options.groups.wholeHeads = true;
    ChannelGroups layers(getOperation(), options.groups);
    if (failed(readOptions(layers, options)))
      return signalPassFailure();
    ChannelPruner pruner(layers, options);
    FailureOr<Ledger> record = Ledger::read(getOperation());
    if (failed(record) || failed(pruner.score()))
      return signalPassFailure();
    double common = std::isnan(ratio) ? 0.0 : double(ratio);
    auto selection = pruner.select(common);
    if (failed(selection))
      return signalPassFailure();
    explainFrozen(getArgument(), layers, options.selection, common);
    explainCoupling(getArgument(), layers, *selection);
    if (failed(pruner.remove(getArgument(), *selection, *record)) ||
        failed(record->write(getOperation(), ledger)))
      return signalPassFailure();
    numLayers += selection->size();
    numHeads += getChannels(*selection).size();
    explainTotal(getArgument(), layers, getChannels(*selection).size(),
                 "heads");
  }

private:
  LogicalResult readOptions(const ChannelGroups &layers,
                            ChannelPruningOptions &options) const {
    ChannelOptionReader reader(layers, getArgument(), /*heads=*/true);
    if (std::isnan(ratio) && groups.empty() && heads == 0)
      return reader.expects() << "ratio, heads or groups but got none";
    if (!std::isnan(ratio) && heads != 0)
      return reader.expects() << "ratio or heads but got both";
    if (heads < 0)
      return reader.expects()
             << "heads to be at least 1 but got " << heads.getValue();
    ChannelOptionTexts texts{criterion, reduction, scope,
                             normalize, ratio,     /*roundTo=*/1,
                             groups,    protect,   only};
    if (failed(reader.read(texts, options)))
      return failure();
    options.selection.isomorphic = isomorphic;
    if (heads != 0)
      keepHeads(layers, options.selection);
    return success();
  }

  /// The ratio of each layer that leaves it so many.
  void keepHeads(const ChannelGroups &layers,
                 SelectionOptions &selection) const {
    for (auto [number, layer] : llvm::enumerate(layers.getGroups())) {
      int64_t size = layer.channels.size();
      double excess = std::max<int64_t>(size - heads, 0);
      selection.ownRatios.try_emplace(number, excess / double(size));
    }
  }
};
} // namespace
