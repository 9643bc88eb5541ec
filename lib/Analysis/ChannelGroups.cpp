//===- ChannelGroups.cpp - Which slices must go together ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/ChannelGroups.h"
#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"
#include "gnn-opt/Support/Text.h"

#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/ADT/IntEqClasses.h"

#include <map>

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalLoadConstOp;
using ml_program::GlobalOp;

std::string ChannelAxis::describe() const {
  std::string text;
  llvm::raw_string_ostream os(text);
  if (parameter)
    os << "@" << GlobalOp(parameter).getSymName();
  else if (Operation *op = value.getDefiningOp())
    os << "result of '" << op->getName() << "'";
  else
    os << "argument " << cast<BlockArgument>(value).getArgNumber();
  os << " dim " << dim;
  return text;
}

//===----------------------------------------------------------------------===//
// Building
//===----------------------------------------------------------------------===//

namespace mlir::gnn {
class ChannelGroupsBuilder {
public:
  ChannelGroupsBuilder(ChannelGroups &result, ChannelGroupsOptions options)
      : result(result), options(options) {}

  void build();

private:
  using Slot = std::pair<Operation *, unsigned>;

  void addParameters();
  void freezeParametersSeenElsewhere();
  void visit(Operation *op);
  void visitLinks(ChannelOpInterface op);
  void addLink(Operation *op, const ChannelLink &link);
  bool joinIndices(const ChannelLink &link, unsigned from, unsigned to);
  void freezeFunctionArguments(FunctionOpInterface function);
  void freezeUnknown(Operation *op);
  void freeze(Value value, const Twine &reason);

  std::optional<unsigned> getOrAddAxis(ChannelDim slot);
  unsigned addAxis(ChannelAxis axis);
  GlobalOp lookUp(Value value) const;

  void collectChannels();
  void collectGroups();

  ChannelGroups &result;
  ChannelGroupsOptions options;
  llvm::IntEqClasses classes;
  unsigned numNodes = 0;
  /// Axes that some link names; the others are no channels.
  std::vector<bool> linked;
  llvm::StringMap<GlobalOp> parameters;
  DenseMap<Value, std::string> frozenValues;
  DenseMap<Operation *, std::string> frozenParameters;
};
} // namespace mlir::gnn

ChannelGroups::ChannelGroups(ModuleOp module, ChannelGroupsOptions options)
    : module(module) {
  ChannelGroupsBuilder(*this, options).build();
  nameChannelGroups(axes, groups);
}

void ChannelGroupsBuilder::build() {
  addParameters();
  freezeParametersSeenElsewhere();
  result.module.walk([&](Operation *op) { visit(op); });
  for (ChannelAxis &axis : result.axes) {
    std::string reason = axis.parameter
                             ? frozenParameters.lookup(axis.parameter)
                             : frozenValues.lookup(axis.value);
    if (!reason.empty())
      axis.frozen = reason;
  }
  collectChannels();
  collectGroups();
}

/// Parameters first and in order, so that groups come in the order of layers.
void ChannelGroupsBuilder::addParameters() {
  for (GlobalOp parameter : getParameters(result.module)) {
    parameters[parameter.getSymName()] = parameter;
    ArrayRef<int64_t> shape = getParameterType(parameter).getShape();
    for (auto [dim, size] : llvm::enumerate(shape)) {
      unsigned axis =
          addAxis({{}, parameter, static_cast<unsigned>(dim), size});
      result.axisOfParameter[{parameter, dim}] = axis;
    }
  }
}

/// Whoever may read a parameter other than by a constant load in this module
/// expects the shape it has.
void ChannelGroupsBuilder::freezeParametersSeenElsewhere() {
  for (auto &entry : parameters)
    if (!entry.second.isPrivate())
      frozenParameters[entry.second] = "public parameter";
  auto uses = SymbolTable::getSymbolUses(result.module.getOperation());
  if (!uses)
    return;
  for (SymbolTable::SymbolUse use : *uses) {
    auto parameter =
        parameters.find(use.getSymbolRef().getRootReference().getValue());
    if (parameter != parameters.end() && !isa<GlobalLoadConstOp>(use.getUser()))
      frozenParameters[parameter->second] =
          ("named by '" + use.getUser()->getName().getStringRef() + "'").str();
  }
}

/// The parameter that `value` loads. Modules inside this one have parameters of
/// their own, which are left alone.
GlobalOp ChannelGroupsBuilder::lookUp(Value value) const {
  auto load = value.getDefiningOp<GlobalLoadConstOp>();
  if (!load || load->getParentOfType<ModuleOp>() != result.module)
    return nullptr;
  auto ref = dyn_cast<FlatSymbolRefAttr>(load.getGlobalAttr());
  GlobalOp parameter = ref ? parameters.lookup(ref.getValue()) : GlobalOp();
  return parameter && parameter.getType() == load.getType() ? parameter
                                                            : GlobalOp();
}

void ChannelGroupsBuilder::visit(Operation *op) {
  if (auto channelOp = dyn_cast<ChannelOpInterface>(op))
    return visitLinks(channelOp);
  if (auto function = dyn_cast<FunctionOpInterface>(op))
    return freezeFunctionArguments(function);
  if (op->getNumResults() == 1 && lookUp(op->getResult(0)))
    return;
  freezeUnknown(op);
}

void ChannelGroupsBuilder::freezeFunctionArguments(
    FunctionOpInterface function) {
  if (options.pruneInputs || function.isExternal())
    return;
  for (Value argument : function.getArguments())
    freeze(argument, "argument of @" + function.getName());
}

/// What a function returns is its caller's. An op that says nothing of its
/// channels may read each of them.
void ChannelGroupsBuilder::freezeUnknown(Operation *op) {
  auto function = dyn_cast_or_null<FunctionOpInterface>(op->getParentOp());
  bool returns = function && op->hasTrait<OpTrait::ReturnLike>();
  std::string reason = returns ? ("result of @" + function.getName()).str()
                               : ("'" + op->getName().getStringRef() +
                                  "' does not say what its channels are")
                                     .str();
  for (Value operand : op->getOperands())
    freeze(operand, reason);
  for (Value value : op->getResults())
    freeze(value, reason);
  for (Region &region : op->getRegions())
    for (Value argument : region.getArguments())
      freeze(argument, reason);
}

void ChannelGroupsBuilder::freeze(Value value, const Twine &reason) {
  if (GlobalOp parameter = lookUp(value))
    frozenParameters.try_emplace(parameter, reason.str());
  else
    frozenValues.try_emplace(value, reason.str());
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

/// Nothing where the dimension has no fixed size.
std::optional<unsigned> ChannelGroupsBuilder::getOrAddAxis(ChannelDim slot) {
  if (GlobalOp parameter = lookUp(slot.value))
    return result.axisOfParameter.lookup({parameter, slot.dim});
  auto type = dyn_cast<RankedTensorType>(slot.value.getType());
  if (!type || slot.dim >= type.getRank() || type.isDynamicDim(slot.dim))
    return std::nullopt;
  auto [entry, isNew] =
      result.axisOfValue.try_emplace({slot.value, slot.dim}, 0);
  if (isNew)
    entry->second =
        addAxis({slot.value, {}, slot.dim, type.getDimSize(slot.dim)});
  return entry->second;
}

void ChannelGroupsBuilder::visitLinks(ChannelOpInterface op) {
  SmallVector<ChannelLink> links;
  op.getChannelLinks(links);
  llvm::SmallDenseSet<Value> named;
  for (const ChannelLink &link : links) {
    addLink(op, link);
    named.insert(link.from.value);
    named.insert(link.to.value);
  }
  // Features that no link names may be read in any way.
  for (Value operand : op->getOperands())
    if (isFeatures(operand.getType()) && !named.contains(operand))
      freeze(operand, "'" + op->getName().getStringRef() +
                          "' does not say what its channels are");
}

void ChannelGroupsBuilder::addLink(Operation *op, const ChannelLink &link) {
  std::optional<unsigned> from = getOrAddAxis(link.from);
  std::optional<unsigned> to = getOrAddAxis(link.to);
  if (!from || !to || !joinIndices(link, *from, *to)) {
    std::string reason =
        ("'" + op->getName().getStringRef() + "' links what is not there")
            .str();
    freeze(link.from.value, reason);
    freeze(link.to.value, reason);
    return;
  }
  if (link.contracted)
    result.contractions.push_back({op, *from, *to, link});
  // What the op contracts does not reach its result channel by channel.
  bool couples =
      !link.contracted && cast<ChannelOpInterface>(op).couplesChannels();
  for (unsigned axis : {*from, *to}) {
    linked[axis] = true;
    result.axes[axis].copied |= !link.contracted;
    if (couples)
      result.axes[axis].coupledBy = op;
  }
  result.axes[*from].measured |= link.measured;
  if (link.fixed && result.axes[*from].frozen.empty())
    result.axes[*from].frozen =
        ("'" + op->getName().getStringRef() + "' needs all of its heads").str();
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

//===----------------------------------------------------------------------===//
// Channels and groups
//===----------------------------------------------------------------------===//

void ChannelGroupsBuilder::collectChannels() {
  classes.compress();
  result.members.resize(numNodes ? classes.getNumClasses() : 0);
  for (auto [axis, info] : llvm::enumerate(result.axes)) {
    for (int64_t i = 0; i < info.size; ++i) {
      unsigned channel = classes[result.firstNode[axis] + i];
      result.channelOfNode.push_back(channel);
      result.members[channel].push_back({static_cast<unsigned>(axis), i});
    }
  }
}

static SmallVector<unsigned> axesOf(ArrayRef<ChannelMember> members) {
  SmallVector<unsigned> axes;
  for (const ChannelMember &member : members)
    if (axes.empty() || axes.back() != member.axis)
      axes.push_back(member.axis);
  return axes;
}

void ChannelGroupsBuilder::collectGroups() {
  std::map<std::vector<unsigned>, size_t> groupOfAxes;
  for (auto [channel, members] : llvm::enumerate(result.members)) {
    if (!linked[members.front().axis])
      continue;
    SmallVector<unsigned> axes = axesOf(members);
    auto [entry, isNew] = groupOfAxes.try_emplace(
        std::vector<unsigned>(axes.begin(), axes.end()), result.groups.size());
    if (isNew)
      result.groups.push_back({"", axes, {}, "", nullptr});
    result.groups[entry->second].channels.push_back(channel);
  }
  for (ChannelGroup &group : result.groups) {
    for (unsigned axis : group.axes) {
      if (group.frozen.empty())
        group.frozen = result.axes[axis].frozen;
      if (!group.coupledBy)
        group.coupledBy = result.axes[axis].coupledBy;
    }
  }
}

//===----------------------------------------------------------------------===//
// Looking up
//===----------------------------------------------------------------------===//

std::optional<unsigned> ChannelGroups::findAxis(Value value,
                                                unsigned dim) const {
  if (GlobalOp parameter = getParameter(value))
    return findAxis(parameter, dim);
  auto axis = axisOfValue.find({value, dim});
  return axis == axisOfValue.end() ? std::nullopt : std::optional(axis->second);
}

std::optional<unsigned> ChannelGroups::findAxis(GlobalOp parameter,
                                                unsigned dim) const {
  auto axis = axisOfParameter.find({parameter.getOperation(), dim});
  return axis == axisOfParameter.end() ? std::nullopt
                                       : std::optional(axis->second);
}
