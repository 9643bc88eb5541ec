//===- ModelSpec.h - What a spec says, before it is built ----- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_IMPORT_MODELSPEC_H
#define GNN_OPT_LIB_IMPORT_MODELSPEC_H

#include "mlir/IR/Location.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/JSON.h"

#include <string>
#include <vector>

namespace mlir::gnn {

/// A width that no trained layer has, and whose products still fit 64 bits.
inline constexpr int64_t kMaxChannels = (int64_t(1) << 24) - 1;

/// What `"input": "x"` means.
inline constexpr llvm::StringLiteral kModelInput = "x";

/// One entry of "layers". Views belong to the spec's JSON.
struct LayerSpec {
  LayerSpec(const llvm::json::Object *object, Location loc, std::string where)
      : object(object), loc(loc), where(std::move(where)) {}

  StringRef op;
  /// Empty where the layer has none.
  StringRef name;
  /// Of its parameters in the state dict: the name, or that of the layer that
  /// this one calls again.
  StringRef prefix;
  bool callsAgain = false;
  /// Layers whose results this one reads; -1 is the model's input.
  SmallVector<int64_t, 2> inputs;
  /// Where the keyword arguments stand, and where the input.
  const llvm::json::Object *arguments = nullptr;
  const llvm::json::Object *object;
  Location loc;
  /// `layers[1] (GCNConv "conv1")`, for messages.
  std::string where;
};

struct ModelSpec {
  std::string name;
  int64_t features = 0;
  bool sparseFeatures = false;
  std::vector<LayerSpec> layers;
  Location loc;

  /// What a message calls the result of a layer, or the model's input.
  std::string getResultName(int64_t layer) const;
};

/// Reads the parts that all layers share: names, and who reads whom. `text` is
/// that of `json`, for line numbers. An error has been emitted on failure.
FailureOr<ModelSpec> readModelSpec(const llvm::json::Value &json,
                                   StringRef text, StringRef path,
                                   MLIRContext *context);

/// Every layer reads only layers before it. An error names a cycle, or the
/// layer that stands too late.
LogicalResult checkOrder(const ModelSpec &spec);

/// Line and column, from 1, of each object in the top-level array "layers" of
/// well-formed JSON.
std::vector<std::pair<unsigned, unsigned>> findLayerPositions(StringRef text);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_IMPORT_MODELSPEC_H
