//===- Session.cpp - A model that is being recovered ----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Session.h"

#include "gnn-opt/Analysis/FeatureStatistics.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

bool gnn::isShared(GlobalOp parameter) {
  int64_t uses = 0;
  for (ml_program::GlobalLoadConstOp load : getParameterLoads(parameter))
    uses += llvm::range_size(load.getResult().getUses());
  return uses > 1;
}

const Vector *RecoverySession::findWeights(int64_t rows) const {
  if (rows == weights.nodes.size())
    return &weights.nodes;
  return rows == weights.graphs.size() ? &weights.graphs : nullptr;
}

void RecoverySession::setValues(GlobalOp parameter, ArrayRef<double> values) {
  std::vector<float> stored(values.begin(), values.end());
  setParameterValues(parameter, getParameterType(parameter), stored);
  changed.insert(parameter);
}

void RecoverySession::store(ModuleOp model) {
  for (Operation *op : changed) {
    auto source = cast<GlobalOp>(op);
    auto target = model.lookupSymbol<GlobalOp>(source.getSymName());
    target.setValueAttr(source.getValueAttr());
  }
  // They are of features that the model no longer has.
  if (!changed.empty())
    for (GlobalOp parameter : getParameters(model))
      dropFeatureStatistics(parameter);
}
