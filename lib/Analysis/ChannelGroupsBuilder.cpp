//===- ChannelGroupsBuilder.cpp - Joins indices to channels ---------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChannelGroupsBuilder.h"

#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "mlir/Interfaces/FunctionInterfaces.h"

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

void ChannelGroupsBuilder::build() {
  addParameters();
  result.module.walk([&](Operation *op) { visit(op); });
  for (ChannelAxis &axis : result.axes) {
    std::string reason = axis.parameter ? visibility.getReason(axis.parameter)
                                        : visibility.getReason(axis.value);
    if (!reason.empty())
      axis.frozen = reason;
  }
  collectChannels();
  collectGroups();
}

/// Parameters first and in order, so that groups come in the order of layers.
void ChannelGroupsBuilder::addParameters() {
  for (GlobalOp parameter : getParameters(result.module)) {
    ArrayRef<int64_t> shape = getParameterType(parameter).getShape();
    for (auto [dim, size] : llvm::enumerate(shape)) {
      if (!fits(size))
        continue;
      unsigned axis =
          addAxis({{}, parameter, static_cast<unsigned>(dim), size});
      result.axisOfParameter[{parameter, dim}] = axis;
    }
  }
}

void ChannelGroupsBuilder::visit(Operation *op) {
  if (auto channelOp = dyn_cast<ChannelOpInterface>(op))
    return visitLinks(channelOp);
  // A function's arguments are not what it says nothing of.
  bool isFunction = isa<FunctionOpInterface>(op);
  bool isLoad = op->getNumResults() == 1 &&
                visibility.getLoadedParameter(op->getResult(0));
  if (!isFunction && !isLoad)
    visibility.freezeAround(op);
}

//===----------------------------------------------------------------------===//
// Links
//===----------------------------------------------------------------------===//

unsigned ChannelGroupsBuilder::addAxis(ChannelAxis axis) {
  result.firstNode.push_back(numNodes);
  numNodes += axis.size;
  classes.grow(numNodes);
  linked.push_back(false);
  result.axes.push_back(std::move(axis));
  return result.axes.size() - 1;
}

/// Nothing where the dimension has no fixed size, or one that is too much.
std::optional<unsigned> ChannelGroupsBuilder::getOrAddAxis(ChannelDim slot) {
  if (GlobalOp parameter = visibility.getLoadedParameter(slot.value))
    return result.findAxis(parameter, slot.dim);
  if (auto known = result.findAxis(slot.value, slot.dim))
    return known;
  auto type = dyn_cast<RankedTensorType>(slot.value.getType());
  if (!type || slot.dim >= type.getRank() || type.isDynamicDim(slot.dim) ||
      !fits(type.getDimSize(slot.dim)))
    return std::nullopt;
  unsigned axis =
      addAxis({slot.value, {}, slot.dim, type.getDimSize(slot.dim)});
  result.axisOfValue[{slot.value, slot.dim}] = axis;
  return axis;
}

void ChannelGroupsBuilder::visitLinks(ChannelOpInterface op) {
  SmallVector<ChannelLink> links;
  op.getChannelLinks(links);
  llvm::SmallDenseSet<Value> named;
  for (const ChannelLink &link : links) {
    named.insert(link.from.value);
    named.insert(link.to.value);
    if (!options.wholeHeads || link.modulus == 0)
      addLink(op, link, couplesChannels(op, links));
  }
  // Features that no link names may be read in any way.
  for (Value operand : op->getOperands())
    if (isFeatures(operand.getType()) && !named.contains(operand))
      visibility.freeze(operand, "'" + op->getName().getStringRef() +
                                     "' does not say what its channels are");
}

/// Attention couples the channels of a head, and no heads.
bool ChannelGroupsBuilder::couplesChannels(ChannelOpInterface op,
                                           ArrayRef<ChannelLink> links) const {
  bool hasHeads = llvm::any_of(
      links, [](const ChannelLink &link) { return link.headWidth > 0; });
  return op.couplesChannels() && !(options.wholeHeads && hasHeads);
}

/// The ends of a link that cannot be followed stay as they are.
void ChannelGroupsBuilder::giveUp(Operation *op, const ChannelLink &link) {
  std::string reason = ("'" + op->getName().getStringRef() +
                        "' links channels that are not there, or too many")
                           .str();
  visibility.freeze(link.from.value, reason);
  visibility.freeze(link.to.value, reason);
  if (result.unknownOps.empty() || result.unknownOps.back() != op)
    result.unknownOps.push_back(op);
}

void ChannelGroupsBuilder::addLink(Operation *op, const ChannelLink &link,
                                   bool couples) {
  std::optional<unsigned> from = getOrAddAxis(link.from);
  std::optional<unsigned> to = getOrAddAxis(link.to);
  bool isHeads = link.headWidth > 0;
  if (!from || !to ||
      !(isHeads ? joinHeads(link, *from, *to) : joinIndices(link, *from, *to)))
    return giveUp(op, link);
  if (isHeads)
    addHeads(op, *from, *to);
  // Other links say what the channels of heads are.
  if (isHeads && !options.wholeHeads)
    from = to;
  if (link.contracted)
    result.contractions.push_back({op, *from, *to, link});
  for (unsigned axis : {*from, *to}) {
    linked[axis] = true;
    result.axes[axis].copied |= !link.contracted;
    // What the op contracts does not reach its result channel by channel.
    if (couples && !link.contracted)
      result.axes[axis].coupledBy = op;
  }
  result.axes[*from].measured |= link.measured;
  result.axes[*from].scale |= link.scale;
}

/// Where channels go, whatever has one index a head stays.
void ChannelGroupsBuilder::addHeads(Operation *op, unsigned from, unsigned to) {
  if (options.wholeHeads) {
    result.axes[from].inHeads = result.axes[to].inHeads = true;
    return;
  }
  std::string &reason = result.axes[to].frozen;
  if (from != to && reason.empty())
    reason =
        ("'" + op->getName().getStringRef() + "' needs all of its heads").str();
}

/// False where there are more heads than `to` has indices.
bool ChannelGroupsBuilder::joinHeads(const ChannelLink &link, unsigned from,
                                     unsigned to) {
  for (int64_t i = 0, e = result.axes[from].size; i < e; ++i) {
    int64_t head = i / link.headWidth;
    if (from != to && head >= result.axes[to].size)
      return false;
    if (!options.wholeHeads)
      continue;
    unsigned first = result.firstNode[from] + head * link.headWidth;
    classes.join(result.firstNode[from] + i, first);
    if (from != to)
      classes.join(first, result.firstNode[to] + head);
  }
  return true;
}

/// False where the link leads beyond the end of an axis.
bool ChannelGroupsBuilder::joinIndices(const ChannelLink &link, unsigned from,
                                       unsigned to) {
  for (int64_t i = 0, e = result.axes[from].size; i < e; ++i) {
    int64_t j = link.offset + (link.modulus > 0 ? i % link.modulus : i);
    if (j < 0 || j >= result.axes[to].size)
      return false;
    classes.join(result.firstNode[from] + i, result.firstNode[to] + j);
  }
  return true;
}
