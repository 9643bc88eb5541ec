//===- CompositionForms.cpp - The time of each order ----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/Composition.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

using namespace mlir;
using namespace mlir::gnn;

CompositionForms::CompositionForms(const CompositionParts &parts)
    : module(ModuleOp::create(parts.weight.getLoc())) {
  if (ml_program::GlobalOp parameter = getParameter(parts.weight))
    module->push_back(parameter->clone());
  for (auto order :
       {CompositionOrder::MultiplyFirst, CompositionOrder::AggregateFirst})
    forms[order] = createForm(parts, order);
}

/// A parameter is loaded, for the nonzeros of its values count.
Value CompositionForms::copyWeight(OpBuilder &builder, Value weight,
                                   Value argument) {
  auto load = weight.getDefiningOp<ml_program::GlobalLoadConstOp>();
  return load ? builder.clone(*load)->getResult(0) : argument;
}

/// What joins the rows of another op is left out: a bias in either order, a
/// scaling behind the op that makes the features.
func::FuncOp CompositionForms::createForm(const CompositionParts &parts,
                                          CompositionOrder order) {
  OpBuilder builder = OpBuilder::atBlockEnd(module->getBody());
  SmallVector<Type> types{parts.graph.getType(), parts.features.getType(),
                          parts.weight.getType()};
  if (parts.scale)
    types.push_back(parts.scale.getType());
  auto form =
      func::FuncOp::create(builder, module->getLoc(), stringifyOrder(order),
                           builder.getFunctionType(types, {}));
  Block *block = form.addEntryBlock();
  builder.setInsertionPointToStart(block);
  CompositionParts copy = parts;
  copy.graph = block->getArgument(0);
  copy.features = block->getArgument(1);
  copy.weight = copyWeight(builder, parts.weight, block->getArgument(2));
  bool isFree =
      parts.joinsProducer && order == CompositionOrder::AggregateFirst;
  copy.scale = parts.scale && !isFree ? block->getArgument(3) : Value();
  copy.bias = Value();
  createComposition(builder, module->getLoc(), copy, order);
  func::ReturnOp::create(builder, module->getLoc());
  return form;
}

double CompositionForms::getSeconds(CompositionOrder order,
                                    const Workload &workload,
                                    const TimeContext &context) const {
  return estimateSeconds(forms.at(order), workload, context);
}

CompositionOrder CompositionForms::getFaster(CompositionOrder preferred,
                                             const Workload &workload,
                                             const TimeContext &context) const {
  CompositionOrder other = getOtherOrder(preferred);
  return getSeconds(other, workload, context) <
                 getSeconds(preferred, workload, context)
             ? other
             : preferred;
}
