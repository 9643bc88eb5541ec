//===- GatheredFeatures.cpp - Features stored as bf16 ---------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GatheredFeatures.h"

#include "gnn-opt/Analysis/Gathers.h"
#include "gnn-opt/Conversion/Lowering/Functions.h"
#include "gnn-opt/Dialect/GNN/GNN.h"

using namespace mlir;
using namespace mlir::gnn;

bool gnn::isBF16(Value memory) {
  return cast<MemRefType>(memory.getType()).getElementType().isBF16();
}

MemRefType gnn::asBF16(MemRefType rows) {
  auto element = BFloat16Type::get(rows.getContext());
  return MemRefType::Builder(rows).setElementType(element);
}

void GatheredFeatures::find(ArrayRef<Operation *> functions) {
  onlyGathered.clear();
  if (!areRounded())
    return;
  for (Operation *function : functions)
    function->walk([&](Operation *op) {
      for (Value result : op->getResults())
        if (isOnlyGathered(result))
          onlyGathered.insert(result);
    });
}

MemRefType GatheredFeatures::getMemory(Value features) const {
  if (!onlyGathered.contains(features))
    return nullptr;
  Type rows = GNNTypeConverter().convertType(features.getType());
  return asBF16(cast<MemRefType>(rows));
}
