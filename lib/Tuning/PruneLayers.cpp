//===- PruneLayers.cpp - Bypass the layers that do least ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BlockInfluence.h"

#include "gnn-opt/Analysis/FeatureStatistics.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"
#include "gnn-opt/Execution/Interpreter.h"
#include "gnn-opt/Transforms/Pruning/LayerBypass.h"
#include "gnn-opt/Transforms/Pruning/Ledger.h"
#include "gnn-opt/Tuning/Passes.h"

#include "mlir/IR/Remarks.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_PRUNELAYERS
#include "include/gnn-opt/Tuning/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

namespace {
struct PruneLayers : gnn::impl::PruneLayersBase<PruneLayers> {
  using PruneLayersBase::PruneLayersBase;

  void getDependentDialects(DialectRegistry &registry) const override {
    PruneLayersBase::getDependentDialects(registry);
    registerInterpreterModels(registry);
  }

  void runOnOperation() override {
    FailureOr<std::vector<LayerInfluence>> chosen = failure();
    FailureOr<Ledger> record = failure();
    if (failed(checkOptions()) || failed(chosen = choose()) ||
        failed(record = Ledger::read(getOperation())))
      return signalPassFailure();
    for (const LayerInfluence &each : *chosen)
      if (failed(remove(each, *record)))
        return signalPassFailure();
    // What was seen of features is no longer what later layers see.
    for (ml_program::GlobalOp parameter : getParameters(getOperation()))
      dropFeatureStatistics(parameter);
    if (failed(record->write(getOperation(), ledger)))
      return signalPassFailure();
    remark::passed(getOperation().getLoc(), remarkName())
        << remark::add("{0} layers bypassed", chosen->size());
  }

private:
  remark::RemarkOpts remarkName() const {
    return remark::RemarkOpts::name(getArgument()).category("prune");
  }

  InFlightDiagnostic expects() {
    return emitError(getOperation().getLoc(), getArgument()) << " expects ";
  }

  LogicalResult checkOptions() {
    if (layers.empty() && count == 0)
      return expects() << "layers or count but got none";
    if (count < 0)
      return expects() << "count to be at least 1 but got " << count.getValue();
    if (count != 0 && data.empty())
      return expects() << "data to find the layers of least influence on";
    return success();
  }

  /// The layers that go, the one of least influence first.
  FailureOr<std::vector<LayerInfluence>> choose() {
    std::vector<LayerInfluence> all;
    if (layers.empty())
      for (const BypassableLayer &layer : findBypassableLayers(getOperation()))
        all.push_back({layer.name});
    for (StringRef name : layers)
      all.push_back({name.str()});
    if (!data.empty() &&
        failed(measureInfluence(getOperation(), {data, split, function}, all)))
      return failure();
    if (count == 0)
      return all;
    if (static_cast<size_t>(count) > all.size())
      return expects() << "at least " << count.getValue()
                       << " layers that can be bypassed but got " << all.size();
    return takeLeast(all);
  }

  /// The `count` of least influence, of equal ones those that come first.
  std::vector<LayerInfluence> takeLeast(ArrayRef<LayerInfluence> all) {
    auto order = llvm::to_vector(llvm::seq(all.size()));
    llvm::sort(order, [&](size_t a, size_t b) {
      return std::pair(*all[a].influence, a) < std::pair(*all[b].influence, b);
    });
    std::vector<LayerInfluence> least;
    for (size_t place : ArrayRef(order).take_front(count))
      least.push_back(all[place]);
    return least;
  }

  LogicalResult remove(const LayerInfluence &each, Ledger &record) {
    llvm::Expected<BypassableLayer> layer =
        findLayer(getOperation(), each.layer);
    if (!layer)
      return emitError(getOperation().getLoc(), getArgument())
             << ": " << llvm::toString(layer.takeError());
    std::string criterion = each.influence ? "block-influence" : "named";
    record.record(LayerRemovalRecord{getArgument(), criterion, layer->name,
                                     layer->parameters, each.influence});
    bypass(*layer);
    ++numLayers;
    return success();
  }
};
} // namespace
