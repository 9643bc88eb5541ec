//===- ChannelGroupNames.cpp - What users call a group --------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/ChannelGroups.h"
#include "gnn-opt/Support/Text.h"

#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace mlir::gnn;

static StringRef symbolOf(const ChannelAxis &axis) {
  return ml_program::GlobalOp(axis.parameter).getSymName();
}

/// Whether the axis is the outputs of a parameter.
static bool isOutput(const ChannelAxis &axis) {
  return axis.parameter && axis.dim == 0 && !axis.measured;
}

static bool isMatrix(const ChannelAxis &axis) {
  auto global = ml_program::GlobalOp(axis.parameter);
  return cast<RankedTensorType>(global.getType()).getRank() >= 2;
}

/// The axis that names the group: the first weight with these outputs, else the
/// first other parameter with them, else any axis.
static const ChannelAxis &namingAxis(ArrayRef<ChannelAxis> axes,
                                     const ChannelGroup &group) {
  const ChannelAxis *best = nullptr;
  for (unsigned number : group.axes) {
    const ChannelAxis &axis = axes[number];
    if (isOutput(axis) && isMatrix(axis))
      return axis;
    if (isOutput(axis) && !best)
      best = &axis;
  }
  return best ? *best : axes[group.axes.front()];
}

/// The module of PyTorch that holds the parameter: `conv1.lin` for
/// `conv1.lin.weight`; a symbol without a dot is its own.
static StringRef moduleOf(StringRef symbol) {
  return symbol.contains('.') ? symbol.rsplit('.').first : symbol;
}

/// The layer: PyG's layers call the Linear inside them lin, lin_l, lin_src, ...
static StringRef layerOf(StringRef symbol) {
  StringRef module = moduleOf(symbol);
  auto [outer, inner] = module.rsplit('.');
  bool isInner = inner == "lin" || inner.starts_with("lin_");
  return isInner ? outer : module;
}

StringRef gnn::getLayerName(ml_program::GlobalOp parameter) {
  return layerOf(parameter.getSymName());
}

/// A name that no other group has, for a group without outputs of a parameter.
static std::string nameOfPlace(const ChannelAxis &axis) {
  if (axis.parameter)
    return (symbolOf(axis) + "[" + Twine(axis.dim) + "]").str();
  auto function = Value(axis.value)
                      .getParentRegion()
                      ->getParentOfType<FunctionOpInterface>();
  std::string name = function ? function.getName().str() : "";
  if (auto argument = dyn_cast<BlockArgument>(axis.value))
    return name + ".arg" + std::to_string(argument.getArgNumber());
  return name + "." +
         axis.value.getDefiningOp()->getName().stripDialect().str();
}

/// Candidates, the shortest first.
static SmallVector<std::string> candidatesFor(const ChannelAxis &axis) {
  if (!isOutput(axis))
    return {nameOfPlace(axis)};
  StringRef symbol = symbolOf(axis);
  return {layerOf(symbol).str(), moduleOf(symbol).str(), symbol.str()};
}

/// An argument is what input features are known by, rather than a weight that
/// reads them.
static const ChannelAxis &preferArgument(ArrayRef<ChannelAxis> axes,
                                         const ChannelGroup &group,
                                         const ChannelAxis &naming) {
  if (isOutput(naming))
    return naming;
  for (unsigned number : group.axes)
    if (!axes[number].parameter && isa<BlockArgument>(axes[number].value))
      return axes[number];
  return naming;
}

void gnn::nameChannelGroups(ArrayRef<ChannelAxis> axes,
                            MutableArrayRef<ChannelGroup> groups) {
  SmallVector<SmallVector<std::string>> candidates;
  llvm::StringMap<unsigned> wanted;
  for (const ChannelGroup &group : groups) {
    const ChannelAxis &naming = namingAxis(axes, group);
    candidates.push_back(candidatesFor(preferArgument(axes, group, naming)));
    llvm::StringSet<> own;
    for (const std::string &name : candidates.back())
      if (own.insert(name).second)
        ++wanted[name];
  }
  llvm::StringSet<> taken;
  for (auto [group, names] : llvm::zip(groups, candidates)) {
    auto *free = llvm::find_if(
        names, [&](const std::string &name) { return wanted[name] == 1; });
    group.name = free == names.end() ? names.back() : *free;
    unsigned counter = 0;
    std::string base = group.name;
    while (!taken.insert(group.name).second)
      group.name = base + "#" + std::to_string(++counter);
  }
}

//===----------------------------------------------------------------------===//
// Looking up
//===----------------------------------------------------------------------===//

static std::string listNames(ArrayRef<const ChannelGroup *> groups) {
  std::string text = llvm::join(
      llvm::map_range(
          groups, [](const ChannelGroup *group) { return quote(group->name); }),
      ", ");
  return text.empty() ? "none" : text;
}

/// Whether a parameter with outputs in the group is `name`, or inside `name`.
static bool isPartOf(ArrayRef<ChannelAxis> axes, const ChannelGroup &group,
                     StringRef name) {
  return llvm::any_of(group.axes, [&](unsigned number) {
    if (!isOutput(axes[number]))
      return false;
    StringRef symbol = symbolOf(axes[number]);
    return symbol.consume_front(name) &&
           (symbol.empty() || symbol.starts_with("."));
  });
}

llvm::Expected<SmallVector<const ChannelGroup *>>
ChannelGroups::findAll(StringRef name) const {
  SmallVector<const ChannelGroup *> all, matches;
  for (const ChannelGroup &group : groups) {
    all.push_back(&group);
    if (group.name == name || isPartOf(axes, group, name))
      matches.push_back(&group);
  }
  if (!matches.empty())
    return matches;
  return llvm::createStringError(
      "expected the name of a channel group but got " + quote(name) +
      "; there are " + listNames(all));
}

llvm::Expected<const ChannelGroup *> ChannelGroups::find(StringRef name) const {
  auto matches = findAll(name);
  if (!matches)
    return matches.takeError();
  for (const ChannelGroup *group : *matches)
    if (group->name == name)
      return group;
  if (matches->size() == 1)
    return matches->front();
  return llvm::createStringError("expected the name of one channel group but " +
                                 quote(name) + " may be any of " +
                                 listNames(*matches));
}
