//===- ModelSpec.cpp - What a spec says, before it is built ---------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ModelSpec.h"

#include "gnn-opt/Support/JSON.h"
#include "gnn-opt/Support/Text.h"

#include "mlir/IR/Diagnostics.h"
#include "llvm/ADT/StringMap.h"

using namespace mlir;
using namespace mlir::gnn;
using llvm::Expected;
using LayerNames = llvm::StringMap<int64_t>;

namespace json = llvm::json;

std::string ModelSpec::getResultName(int64_t layer) const {
  if (layer < 0)
    return quote(kModelInput);
  const LayerSpec &spec = layers[layer];
  return spec.name.empty() ? spec.where : quote(spec.name);
}

/// The value of `field`, or nothing once its error has been emitted.
template <typename T>
static std::optional<T> valueOrEmit(Location loc, Expected<T> field) {
  if (field)
    return *field;
  emitError(loc) << llvm::toString(field.takeError());
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// One layer
//===----------------------------------------------------------------------===//

/// `layers[1] (GCNConv "conv1")`.
static std::string describePlace(size_t index, StringRef op, StringRef name) {
  std::string place = ("layers[" + Twine(index) + "] (" + op).str();
  if (!name.empty())
    place += " " + quote(name);
  return place + ")";
}

/// A new module: "op" and its keyword arguments.
static LogicalResult readModule(LayerSpec &layer) {
  auto op = valueOrEmit(layer.loc,
                        getField<StringRef>(*layer.object, "op", layer.where));
  if (!op)
    return failure();
  layer.op = *op;
  layer.prefix = layer.name;
  layer.arguments = layer.object;
  return success();
}

/// "call": the module of a layer before, with the parameters and the arguments
/// that it has there, as `self.conv1` may be called twice in PyTorch.
static LogicalResult readCall(LayerSpec &layer, ArrayRef<LayerSpec> before,
                              const LayerNames &names) {
  auto callee = valueOrEmit(
      layer.loc, getField<StringRef>(*layer.object, "call", layer.where));
  if (!callee)
    return failure();
  auto entry = names.find(*callee);
  if (entry == names.end())
    return emitError(layer.loc)
           << "unknown \"call\" " << quote(*callee) << " at " << layer.where
           << ", expected the name of a layer before";
  if (llvm::Error error = rejectUnknownKeys(
          *layer.object, {"call", "name", "input"}, layer.where))
    return emitError(layer.loc) << llvm::toString(std::move(error));
  const LayerSpec &first = before[entry->second];
  layer.op = first.op;
  layer.prefix = first.prefix;
  layer.arguments = first.arguments;
  layer.callsAgain = true;
  return success();
}

static LogicalResult readName(LayerSpec &layer) {
  auto name = valueOrEmit(
      layer.loc, getFieldOr<StringRef>(*layer.object, "name", "", layer.where));
  if (!name)
    return failure();
  if (name->empty() && layer.object->get("name"))
    return emitError(layer.loc)
           << "expected \"name\" not to be empty at " << layer.where;
  layer.name = *name;
  return success();
}

static FailureOr<LayerSpec> readLayer(const json::Value &value, size_t index,
                                      Location loc, ArrayRef<LayerSpec> before,
                                      const LayerNames &names) {
  std::string where = ("layers[" + Twine(index) + "]").str();
  const json::Object *object = value.getAsObject();
  if (!object) {
    emitError(loc) << "expected " << where << " to be an object but got "
                   << describeJSON(value);
    return failure();
  }
  LayerSpec layer(object, loc, where);
  if (failed(readName(layer)) ||
      failed(object->get("call") ? readCall(layer, before, names)
                                 : readModule(layer)))
    return failure();
  layer.where = describePlace(index, layer.op, layer.name);
  return layer;
}

static LogicalResult addName(const LayerSpec &layer, int64_t index,
                             LayerNames &names) {
  if (layer.name.empty())
    return success();
  if (layer.name == kModelInput)
    return emitError(layer.loc) << "expected a name other than \"x\", which is "
                                   "the model's input, at "
                                << layer.where;
  auto [entry, isNew] = names.try_emplace(layer.name, index);
  if (isNew)
    return success();
  return emitError(layer.loc)
         << "expected different names but got " << quote(layer.name) << " at "
         << layer.where << " and layers[" << entry->second << "]";
}

//===----------------------------------------------------------------------===//
// Inputs
//===----------------------------------------------------------------------===//

static LogicalResult addInput(LayerSpec &layer, const json::Value &value,
                              const LayerNames &names) {
  std::optional<StringRef> name = value.getAsString();
  if (!name)
    return emitError(layer.loc) << "expected \"input\" to name layers but got "
                                << describeJSON(value) << " at " << layer.where;
  if (*name == kModelInput) {
    layer.inputs.push_back(-1);
    return success();
  }
  auto entry = names.find(*name);
  if (entry == names.end())
    return emitError(layer.loc)
           << "unknown \"input\" " << quote(*name) << " at " << layer.where
           << ", expected \"x\" or the name of a layer";
  layer.inputs.push_back(entry->second);
  return success();
}

/// One name, a list of them, or by default the layer before.
static LogicalResult readInputs(LayerSpec &layer, int64_t index,
                                const LayerNames &names) {
  const json::Value *input = layer.object->get("input");
  if (!input) {
    layer.inputs.push_back(index - 1);
    return success();
  }
  const json::Array *list = input->getAsArray();
  if (!list)
    return addInput(layer, *input, names);
  for (const json::Value &name : *list)
    if (failed(addInput(layer, name, names)))
      return failure();
  return success();
}

//===----------------------------------------------------------------------===//
// The model
//===----------------------------------------------------------------------===//

static LogicalResult readLayers(ModelSpec &spec, const json::Array &layers,
                                StringRef text, StringRef path) {
  auto positions = findLayerPositions(text);
  LayerNames names;
  for (auto [index, value] : llvm::enumerate(layers)) {
    Location loc = spec.loc;
    if (index < positions.size())
      loc = FileLineColLoc::get(loc.getContext(), path, positions[index].first,
                                positions[index].second);
    FailureOr<LayerSpec> layer =
        readLayer(value, index, loc, spec.layers, names);
    if (failed(layer) || failed(addName(*layer, index, names)))
      return failure();
    spec.layers.push_back(std::move(*layer));
  }
  if (layers.empty())
    return emitError(spec.loc) << "expected \"layers\" not to be empty";
  for (auto [index, layer] : llvm::enumerate(spec.layers))
    if (failed(readInputs(layer, index, names)))
      return failure();
  return success();
}

static LogicalResult readTopLevel(ModelSpec &spec, const json::Object &object) {
  if (llvm::Error error = rejectUnknownKeys(
          object, {"name", "features", "sparse_features", "layers"}))
    return emitError(spec.loc) << llvm::toString(std::move(error));
  auto name =
      valueOrEmit(spec.loc, getFieldOr<StringRef>(object, "name", "model"));
  auto features = valueOrEmit(spec.loc, getField<int64_t>(object, "features"));
  auto sparse =
      valueOrEmit(spec.loc, getFieldOr<bool>(object, "sparse_features", false));
  if (!name || !features || !sparse)
    return failure();
  if (name->empty())
    return emitError(spec.loc) << "expected \"name\" not to be empty";
  if (*features < 1 || *features > kMaxChannels)
    return emitError(spec.loc) << "expected \"features\" to be from 1 to "
                               << kMaxChannels << " but got " << *features;
  spec.name = name->str();
  spec.features = *features;
  spec.sparseFeatures = *sparse;
  return success();
}

FailureOr<ModelSpec> gnn::readModelSpec(const json::Value &value,
                                        StringRef text, StringRef path,
                                        MLIRContext *context) {
  ModelSpec spec{{}, 0, false, {}, FileLineColLoc::get(context, path, 1, 1)};
  const json::Object *object = value.getAsObject();
  if (!object) {
    emitError(spec.loc) << "expected a spec to be an object but got "
                        << describeJSON(value);
    return failure();
  }
  if (failed(readTopLevel(spec, *object)))
    return failure();
  auto layers =
      valueOrEmit(spec.loc, getField<const json::Array *>(*object, "layers"));
  if (!layers || failed(readLayers(spec, **layers, text, path)))
    return failure();
  if (failed(checkOrder(spec)))
    return failure();
  return spec;
}
