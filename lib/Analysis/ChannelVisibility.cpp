//===- ChannelVisibility.cpp - Channels that are seen from outside --------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChannelVisibility.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalLoadConstOp;
using ml_program::GlobalOp;

ChannelVisibility::ChannelVisibility(ModuleOp module) : module(module) {
  for (GlobalOp parameter : getParameters(module)) {
    parameterOfName[parameter.getSymName()] = parameter;
    if (!parameter.isPrivate())
      parameters[parameter] = "public parameter";
  }
  freezeNamedElsewhere();
}

/// Whoever reads a parameter other than by a constant load expects the shape it
/// has.
void ChannelVisibility::freezeNamedElsewhere() {
  auto uses = SymbolTable::getSymbolUses(module.getOperation());
  if (!uses)
    return;
  for (SymbolTable::SymbolUse use : *uses) {
    GlobalOp parameter = parameterOfName.lookup(
        use.getSymbolRef().getRootReference().getValue());
    if (parameter && !isa<GlobalLoadConstOp>(use.getUser()))
      parameters[parameter] =
          ("named by '" + use.getUser()->getName().getStringRef() + "'").str();
  }
}

GlobalOp ChannelVisibility::getLoadedParameter(Value value) const {
  auto load = value.getDefiningOp<GlobalLoadConstOp>();
  if (!load || load->getParentOfType<ModuleOp>() != module)
    return nullptr;
  auto ref = dyn_cast<FlatSymbolRefAttr>(load.getGlobalAttr());
  GlobalOp parameter =
      ref ? parameterOfName.lookup(ref.getValue()) : GlobalOp();
  return parameter && parameter.getType() == load.getType() ? parameter
                                                            : GlobalOp();
}

void ChannelVisibility::freeze(Value value, const Twine &reason) {
  if (GlobalOp parameter = getLoadedParameter(value))
    parameters.try_emplace(parameter, reason.str());
  else
    values.try_emplace(value, reason.str());
}

void ChannelVisibility::freezeAround(Operation *op) {
  auto function = dyn_cast_or_null<FunctionOpInterface>(op->getParentOp());
  bool returns = function && op->hasTrait<OpTrait::ReturnLike>();
  std::string reason = returns ? ("result of @" + function.getName()).str()
                               : ("'" + op->getName().getStringRef() +
                                  "' does not say what its channels are")
                                     .str();
  for (Value operand : op->getOperands())
    freeze(operand, reason);
  for (Value result : op->getResults())
    freeze(result, reason);
}

void ChannelVisibility::freezeArguments(bool pruneInputs) {
  module.walk([&](Block *block) {
    auto function = dyn_cast<FunctionOpInterface>(block->getParentOp());
    bool isInput = function && block->isEntryBlock();
    if (isInput && pruneInputs)
      return;
    for (Value argument : block->getArguments())
      freeze(argument, isInput ? "argument of @" + function.getName()
                               : Twine("argument of a block"));
  });
}
