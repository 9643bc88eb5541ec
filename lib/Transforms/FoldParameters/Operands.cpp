//===- Operands.cpp - Operands whose values are known ---------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Operands.h"

#include "gnn-opt/Dialect/GNN/Parameters.h"

#include <cmath>
#include <limits>

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

LogicalResult fold::checkParameters(ModuleOp module) {
  for (GlobalOp parameter : getParameters(module))
    if ((hasParameterValues(parameter) &&
         failed(getParameterValues(parameter))) ||
        failed(OriginalChannels::read(parameter)))
      return failure();
  return success();
}

const char *fold::whyNotConstant(Value operand) {
  GlobalOp parameter = getParameter(operand);
  if (!parameter)
    return "an operand is not a parameter";
  if (!hasParameterValues(parameter))
    return "a parameter has no values yet";
  return nullptr;
}

const char *fold::whyNotConstant(ValueRange operands) {
  for (Value operand : operands)
    if (const char *reason = operand ? whyNotConstant(operand) : nullptr)
      return reason;
  return nullptr;
}

std::vector<double> fold::readValues(Value operand) {
  // The pass has read every parameter before it started: this cannot fail.
  std::vector<float> values = *getParameterValues(getParameter(operand));
  return {values.begin(), values.end()};
}

OriginalChannels fold::readChannels(Value operand) {
  // As above.
  return *OriginalChannels::read(getParameter(operand));
}

bool fold::fitsFloat(ArrayRef<double> values) {
  return llvm::all_of(values, [](double value) {
    return std::abs(value) <= std::numeric_limits<float>::max();
  });
}

/// Whether `operand` is the only reader of its parameter.
static bool isOnlyReader(OpOperand &operand, GlobalOp parameter) {
  return operand.get().hasOneUse() && parameter.isPrivate() &&
         getParameterLoads(parameter).size() == 1;
}

void fold::writeValues(RewriterBase &rewriter, OpOperand &operand,
                       RankedTensorType type, ArrayRef<double> values,
                       const OriginalChannels &channels) {
  GlobalOp parameter = getParameter(operand.get());
  std::vector<float> rounded(values.begin(), values.end());
  Operation *owner = operand.getOwner();
  rewriter.modifyOpInPlace(owner, [&] {
    if (isOnlyReader(operand, parameter)) {
      setParameterValues(parameter, type, rounded);
      return channels.write(parameter);
    }
    OpBuilder::InsertionGuard guard(rewriter);
    rewriter.setInsertionPoint(owner);
    GlobalOp copy =
        createParameter(parameter, parameter.getSymName(), type, rounded);
    channels.write(copy);
    operand.set(createParameterLoad(rewriter, operand.get().getLoc(), copy));
  });
}

void fold::writeValues(RewriterBase &rewriter, OpOperand &operand,
                       ArrayRef<double> values) {
  writeValues(rewriter, operand,
              cast<RankedTensorType>(operand.get().getType()), values,
              readChannels(operand.get()));
}
