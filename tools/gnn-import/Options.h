//===- Options.h - What gnn-import is told -------------------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TOOLS_GNN_IMPORT_OPTIONS_H
#define GNN_OPT_TOOLS_GNN_IMPORT_OPTIONS_H

#include "llvm/Support/CommandLine.h"

namespace mlir::gnn {

inline constexpr llvm::StringLiteral kOverview =
    R"(Import a trained graph neural network into the gnn dialect

EXAMPLES
  gnn-import --spec=gcn.json --params=gcn.safetensors -o gcn.mlir
  gnn-import --spec=gcn.json --sparse-features -o gcn.mlirbc

A spec is JSON, one object a layer, named and parametrised as in PyG:
  {"name": "gcn", "features": 1433, "layers": [
    {"op": "GCNConv", "name": "conv1", "out_channels": 16},
    {"op": "ReLU"}]}
Parameters are a safetensors file with the names of the state dict.
)";

struct Options {
  llvm::cl::OptionCategory category{"gnn-import options"};
  llvm::cl::opt<std::string> spec{"spec", llvm::cl::desc("The model spec"),
                                  llvm::cl::value_desc("file.json"),
                                  llvm::cl::Required, llvm::cl::cat(category)};
  llvm::cl::opt<std::string> params{
      "params", llvm::cl::desc("The trained parameters"),
      llvm::cl::value_desc("file.safetensors"), llvm::cl::cat(category)};
  llvm::cl::opt<bool> sparseFeatures{
      "sparse-features",
      llvm::cl::desc("Take the features as compressed sparse rows"),
      llvm::cl::cat(category)};
  llvm::cl::opt<std::string> output{
      "o", llvm::cl::desc("Where to write, - by default"),
      llvm::cl::value_desc("file.mlir|.mlirbc"), llvm::cl::init("-"),
      llvm::cl::cat(category)};
  llvm::cl::opt<bool> emitBytecode{
      "emit-bytecode", llvm::cl::desc("Write bytecode, as to a .mlirbc file"),
      llvm::cl::cat(category)};
  llvm::cl::opt<bool> json{
      "json",
      llvm::cl::desc("Say on stdout what was written, as one JSON object"),
      llvm::cl::cat(category)};

  bool writesBytecode() const {
    return emitBytecode || llvm::StringRef(output).ends_with(".mlirbc");
  }
};

} // namespace mlir::gnn

#endif // GNN_OPT_TOOLS_GNN_IMPORT_OPTIONS_H
