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

/// What joins the rows of another op is left out: a bias and scores in either
/// order, a scaling behind the op that makes the features.
func::FuncOp CompositionForms::createForm(const CompositionParts &parts,
                                          CompositionOrder order) {
  OpBuilder builder = OpBuilder::atBlockEnd(module->getBody());
  auto form =
      func::FuncOp::create(builder, module->getLoc(), stringifyOrder(order),
                           builder.getFunctionType({}, {}));
  Block *block = form.addEntryBlock();
  builder.setInsertionPointToStart(block);
  auto addArgument = [&](Value value) -> Value {
    return value ? block->addArgument(value.getType(), value.getLoc()) : value;
  };
  bool isFree =
      parts.joinsProducer && order == CompositionOrder::AggregateFirst;
  CompositionParts copy = parts;
  copy.graph = addArgument(parts.graph);
  copy.features = addArgument(parts.features);
  copy.weight = copyWeight(builder, parts.weight, addArgument(parts.weight));
  copy.scale = addArgument(isFree ? Value() : parts.scale);
  copy.edgeWeights = addArgument(parts.edgeWeights);
  copy.eps = addArgument(parts.eps);
  copy.missing = addArgument(parts.missing);
  copy.bias = Value();
  form.setFunctionType(builder.getFunctionType(block->getArgumentTypes(), {}));
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
