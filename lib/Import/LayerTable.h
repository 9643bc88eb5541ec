//===- LayerTable.h - The layers that a spec may name --------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This is where names of PyTorch and PyG enter, and nowhere else.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_IMPORT_LAYERTABLE_H
#define GNN_OPT_LIB_IMPORT_LAYERTABLE_H

#include "LayerBuilder.h"

#include "llvm/ADT/StringMap.h"

namespace mlir::gnn {

/// How a layer's rows relate to those of its inputs.
enum class LayerRole {
  /// Row by row: nodes stay nodes and graphs stay graphs.
  Rows,
  /// Along the edges: one row a node, in and out.
  Edges,
  /// Two or more inputs with the same rows.
  Join,
  /// One row a node in, one row a graph out.
  Readout,
};

struct LayerKind {
  LayerRole role;
  Value (*build)(LayerBuilder &);
};

using LayerTable = llvm::StringMap<LayerKind>;

// One function a family, in the file of that name.
void addConvolutions(LayerTable &table);
void addActivations(LayerTable &table);
void addNormalizations(LayerTable &table);
void addJoins(LayerTable &table);

/// Null for a name that no layer has.
const LayerKind *findLayerKind(StringRef op);

/// All names, in alphabetical order, for messages.
std::string listLayerKinds();

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_IMPORT_LAYERTABLE_H
