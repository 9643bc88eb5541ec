//===- LayerTable.cpp - The layers that a spec may name -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LayerTable.h"

#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::gnn;

static const LayerTable &getTable() {
  static const LayerTable table = [] {
    LayerTable layers;
    addConvolutions(layers);
    addActivations(layers);
    addNormalizations(layers);
    addJoins(layers);
    return layers;
  }();
  return table;
}

const LayerKind *gnn::findLayerKind(StringRef op) {
  auto entry = getTable().find(op);
  return entry == getTable().end() ? nullptr : &entry->second;
}

std::string gnn::listLayerKinds() {
  SmallVector<StringRef> names(getTable().keys());
  llvm::sort(names);
  return llvm::join(names, ", ");
}
