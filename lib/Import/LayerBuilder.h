//===- LayerBuilder.h - What a layer is built with ------------ -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_IMPORT_LAYERBUILDER_H
#define GNN_OPT_LIB_IMPORT_LAYERBUILDER_H

#include "Keywords.h"

#include "gnn-opt/Dialect/GNN/GNN.h"

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/StringMap.h"

namespace mlir::gnn {

/// Features, and what one row of them is about.
struct RowValue {
  Value value;
  /// One row a graph of the batch, not a node.
  bool perGraph = false;
  /// What a message calls it.
  std::string name;
};

/// What all layers of a model share.
struct ModelParts {
  ModuleOp module;
  Value graph;
  /// Null in a model without readout.
  Value ptr;
  llvm::StringMap<ml_program::GlobalOp> parameters;
};

/// The module that a layer calls.
struct ModuleCall {
  /// Of its parameters in the state dict; empty where the layer has no name.
  std::string prefix;
  /// Its parameters are there already.
  bool isCalledAgain = false;
  /// A torch.nn.Sequential calls it, and gives it nothing but features.
  bool isPart = false;

  /// A part of a torch.nn.Sequential.
  ModuleCall part(const std::string &suffix) const {
    return {prefix + "." + suffix, isCalledAgain, /*isPart=*/true};
  }
};

/// What a layer's function in the table builds with. A function creates ops and
/// returns the result; what is wrong with the layer it tells `keywords`, and
/// then returns any value.
class LayerBuilder {
public:
  LayerBuilder(ModelParts &parts, OpBuilder &builder, Location loc,
               ModuleCall module, ArrayRef<RowValue> inputs, Keywords &keywords)
      : builder(builder), loc(loc), inputs(inputs), keywords(keywords),
        parts(parts), module(std::move(module)) {}

  OpBuilder &builder;
  Location loc;
  ArrayRef<RowValue> inputs;
  Keywords &keywords;

  /// The only input, and its width.
  Value input() const { return inputs.front().value; }
  int64_t channels() const { return getChannels(input()); }

  /// Whether the layer gets features alone, and not the graphs they are of.
  bool isPart() const { return module.isPart; }

  Value graph() const { return parts.graph; }
  Value ptr() const { return parts.ptr; }

  /// A load of the parameter `prefix.suffix`, whose value comes from a file.
  Value parameter(StringRef suffix, ArrayRef<int64_t> shape);

  /// The same with a value: what PyG fills a buffer with.
  Value buffer(StringRef suffix, ArrayRef<int64_t> shape, double value);

  /// Applies the parts of a torch.nn.Sequential called `prefix.suffix` to `x`.
  Value sequence(StringRef suffix, const llvm::json::Array &parts, Value x);

private:
  ml_program::GlobalOp findParameter(StringRef name, RankedTensorType type);
  Value createParameter(StringRef suffix, ArrayRef<int64_t> shape,
                        function_ref<Attribute(RankedTensorType)> value);
  Value sequencePart(StringRef suffix, size_t index,
                     const llvm::json::Value &part, Value x);

  ModelParts &parts;
  ModuleCall module;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_IMPORT_LAYERBUILDER_H
