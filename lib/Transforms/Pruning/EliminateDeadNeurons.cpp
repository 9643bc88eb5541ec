//===- EliminateDeadNeurons.cpp - Remove channels that change no result ---===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FoldChannels.h"
#include "LinearActivations.h"
#include "ObservedChannels.h"
#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"
#include "gnn-opt/Transforms/Pruning/Ledger.h"
#include "gnn-opt/Transforms/Pruning/Passes.h"
#include "gnn-opt/Transforms/Pruning/RemoveChannels.h"

#include "mlir/IR/Remarks.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_ELIMINATEDEADNEURONS
#include "include/gnn-opt/Transforms/PruningPasses.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

namespace {
/// A channel by a parameter's index, which stays what it is while biases are
/// added.
struct ChannelAnchor {
  GlobalOp parameter;
  unsigned dim;
  int64_t index;
};

struct EliminateDeadNeurons
    : gnn::impl::EliminateDeadNeuronsBase<EliminateDeadNeurons> {
  using EliminateDeadNeuronsBase::EliminateDeadNeuronsBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    removed = 0;
    FailureOr<Ledger> record = Ledger::read(module);
    if (failed(record) || failed(checkParameters()) ||
        failed(reportObservedZeros(ChannelGroups(module), getArgument())))
      return signalPassFailure();
    auto domains = makeInputDomains({box, data, anyGraph, maxDegree});
    if (!domains) {
      emitError(module.getLoc(), getArgument())
          << ": " << llvm::toString(domains.takeError());
      return signalPassFailure();
    }
    // What holds for every input is found first, and not called less.
    for (const InputDomain &domain : *domains)
      if (failed(eliminate(*record, domain)))
        return signalPassFailure();
    if (failed(explainKept(domains->back())) ||
        failed(record->write(module, ledger)))
      return signalPassFailure();
    remark::passed(module.getLoc(), remarkName())
        << remark::add("{0} channels removed", removed);
  }

private:
  LogicalResult checkParameters() {
    for (GlobalOp parameter : getParameters(getOperation()))
      if (failed(getParameterValues(parameter)))
        return failure();
    return success();
  }

  /// Removing a channel can make those that fed it unread, and those behind it
  /// equal.
  LogicalResult eliminate(Ledger &record, const InputDomain &domain) {
    bool changed = true;
    while (changed) {
      auto ranges = computeValueRanges(getOperation(), domain);
      if (failed(ranges) ||
          failed(eliminateOnce(record, *ranges, domain.proof, changed)))
        return failure();
      if (!changed)
        numLinear += removeLinearActivations(getOperation(), *ranges,
                                             domain.proof, getArgument());
    }
    return success();
  }

  LogicalResult eliminateOnce(Ledger &record, ValueRanges &ranges,
                              ProofClass proof, bool &changed) {
    ChannelGroups groups(getOperation());
    ChannelValues values = computeChannelValues(getOperation(), &ranges);
    DeadChannels analysis(groups, values);
    std::vector<DeadChannel> dead = analysis.findUnreadAndConstant();
    bool merges = dead.empty();
    if (merges)
      dead = analysis.findDuplicates();
    changed = !dead.empty();
    if (!changed)
      return success();
    if (failed(recordRemovals(groups, dead, proof, record)))
      return failure();
    removed += dead.size();
    SmallVector<ChannelAnchor> anchors = getAnchors(groups, dead);
    if (failed(merges ? mergeDuplicates(groups, dead)
                      : foldConstants(groups, values, dead)))
      return failure();
    return removeAnchored(anchors);
  }

  LogicalResult recordRemovals(const ChannelGroups &groups,
                               ArrayRef<DeadChannel> dead, ProofClass proof,
                               Ledger &record) {
    std::vector<ChannelRemovalRecord> removals;
    for (const DeadChannel &each : dead) {
      bool merged = each.reason == DeadReason::duplicate;
      ++(merged                                ? numDuplicate
         : each.reason == DeadReason::constant ? numConstant
                                               : numUnread);
      removals.push_back({getArgument(), merged ? "merged" : "proved",
                          stringify(each.reason), each.group, each.channel,
                          std::nullopt, each.survivor, stringify(proof)});
    }
    return record.record(groups, removals);
  }

  static SmallVector<ChannelAnchor> getAnchors(const ChannelGroups &groups,
                                               ArrayRef<DeadChannel> dead) {
    SmallVector<ChannelAnchor> anchors;
    for (const DeadChannel &each : dead)
      for (const ChannelMember &member : groups.getMembers(each.channel)) {
        const ChannelAxis &axis = groups.getAxes()[member.axis];
        if (!axis.parameter)
          continue;
        anchors.push_back({axis.parameter, axis.dim, member.index});
        break;
      }
    return anchors;
  }

  /// New biases have the channels too, so that the groups are found anew.
  LogicalResult removeAnchored(ArrayRef<ChannelAnchor> anchors) {
    ChannelGroups groups(getOperation());
    std::vector<unsigned> channels;
    for (const ChannelAnchor &anchor : anchors)
      if (auto axis = groups.findAxis(anchor.parameter, anchor.dim))
        channels.push_back(groups.getChannel(*axis, anchor.index));
    return removeChannels(groups, channels);
  }

  remark::RemarkOpts remarkName() const {
    return remark::RemarkOpts::name(getArgument()).category("prune");
  }

  LogicalResult explainKept(const InputDomain &domain) {
    if (!getContext().getRemarkEngine())
      return success();
    auto ranges = computeValueRanges(getOperation(), domain);
    if (failed(ranges))
      return failure();
    ChannelGroups groups(getOperation());
    ChannelValues values = computeChannelValues(getOperation(), &*ranges);
    DeadChannels analysis(groups, values);
    for (const ChannelGroup &group : groups.getGroups())
      for (auto [index, channel] : llvm::enumerate(group.channels))
        if (std::string why = analysis.explainKept(group, channel);
            !why.empty())
          remark::missed(getOperation().getLoc(), remarkName())
              << remark::reason("channel {0} of {1} stays: {2}", index,
                                group.name, why);
    getOperation().walk(
        [&](ChannelOpInterface op) { explainOpaque(op, values); });
    return success();
  }

  void explainOpaque(ChannelOpInterface op, ChannelValues &values) {
    for (Value result : op->getResults())
      if (isFeatures(result.getType()) && !values.isSet(result))
        remark::missed(op.getLoc(), remarkName())
            << remark::reason("'{0}' is opaque; run gnn-decompose-layers first",
                              op->getName().getStringRef());
  }

  /// Unlike statistics, these are counted in every build.
  size_t removed = 0;
};
} // namespace
