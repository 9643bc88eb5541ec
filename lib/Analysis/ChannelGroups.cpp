//===- ChannelGroups.cpp - Which slices must go together ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/ChannelGroups.h"

#include "ChannelGroupsBuilder.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

std::string ChannelAxis::describe() const {
  std::string text;
  llvm::raw_string_ostream os(text);
  if (parameter)
    llvm::printEscapedString(GlobalOp(parameter).getSymName(), os << "@");
  else if (Operation *op = value.getDefiningOp())
    os << "result of '" << op->getName() << "'";
  else
    os << "argument " << cast<BlockArgument>(value).getArgNumber();
  os << " dim " << dim;
  return text;
}

ChannelGroups::ChannelGroups(ModuleOp module, ChannelGroupsOptions options)
    : module(module) {
  ChannelGroupsBuilder(*this, options).build();
  nameChannelGroups(axes, groups);
}

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

bool gnn::isOnlyMultiplied(const ChannelGroups &groups, GlobalOp parameter) {
  auto uses = SymbolTable::getSymbolUses(parameter, groups.getModule());
  if (!parameter.isPrivate() || !uses)
    return false;
  DenseSet<std::pair<Operation *, Value>> products;
  for (const ChannelContraction &each : groups.getContractions())
    products.insert({each.op, each.link.to.value});
  return llvm::all_of(*uses, [&](SymbolTable::SymbolUse use) {
    auto load = dyn_cast<ml_program::GlobalLoadConstOp>(use.getUser());
    return load && llvm::all_of(load->getUsers(), [&](Operation *user) {
             return products.contains({user, load.getResult()});
           });
  });
}
