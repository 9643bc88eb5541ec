//===- SpecImporter.h - A model spec as a gnn module ---------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A model spec is JSON with one object a layer, named and parametrised as in
// PyTorch Geometric:
//
//   {"name": "gcn", "features": 1433,
//    "layers": [
//      {"op": "GCNConv", "name": "conv1", "out_channels": 16},
//      {"op": "ReLU"},
//      {"op": "GCNConv", "name": "conv2", "out_channels": 7}]}
//
// "op" is the class name, "name" the prefix in the state dict, "input" the
// layer (or, for Add and Concat, the list of layers) that is read: by default
// the one before, and "x" for the model's input. All else are the layer's
// keyword arguments, with PyG's defaults; the input width follows from the
// input. {"call": "conv1"} instead of "op" and its arguments is the module of a
// layer before once more, with the same parameters. "sparse_features": true
// beside "layers" takes the features as CSR.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_IMPORT_SPECIMPORTER_H
#define GNN_OPT_IMPORT_SPECIMPORTER_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace mlir::gnn {

struct SpecImportOptions {
  /// Take the features as compressed sparse rows, whatever the spec says.
  bool sparseFeatures = false;
};

/// The module `@name` of a spec file, with
///
///   func.func @forward(%graph: !gnn.graph, %x: tensor<?xFxf32>) ->
///   tensor<?xCxf32>
///
/// and one `ml_program.global` a parameter, without values. A model with a
/// readout takes `%ptr: tensor<?xi64>` as well, the first node of each graph of
/// the batch, and gives one row a graph.
///
/// Null where the file cannot be read or says nothing that can be built; the
/// error names file, line, layer and key, and what was expected. A layer that
/// no other reads is named in a remark. Loads the dialects it needs into
/// `context`.
OwningOpRef<ModuleOp> importSpec(StringRef path, MLIRContext *context,
                                 const SpecImportOptions &options = {});

/// The same for a text; `path` is what errors and locations call it.
OwningOpRef<ModuleOp> importSpecText(StringRef text, StringRef path,
                                     MLIRContext *context,
                                     const SpecImportOptions &options = {});

} // namespace mlir::gnn

#endif // GNN_OPT_IMPORT_SPECIMPORTER_H
