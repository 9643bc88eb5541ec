//===- SpecImporter.cpp - A model spec as a gnn module --------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Import/SpecImporter.h"

#include "LayerTable.h"
#include "ModelSpec.h"
#include "gnn-opt/Support/JSON.h"
#include "gnn-opt/Support/Text.h"
#include "gnn-opt/Transforms/SparseFeatures.h"

#include "mlir/IR/Verifier.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace mlir;
using namespace mlir::gnn;

static bool hasRole(const LayerSpec &layer, LayerRole role) {
  const LayerKind *kind = findLayerKind(layer.op);
  return kind && kind->role == role;
}

namespace {
/// Builds `@forward` of one spec, layer by layer.
class SpecImporter {
public:
  SpecImporter(const ModelSpec &spec, MLIRContext *context)
      : spec(spec), builder(context) {}

  OwningOpRef<ModuleOp> run();

private:
  void startFunction();
  void finishFunction();
  LogicalResult addLayer(int64_t index);
  LogicalResult checkInputs(const LayerSpec &layer, LayerRole role,
                            ArrayRef<RowValue> inputs);
  void remarkUnread();

  /// The result of a layer, -1 being the model's input.
  RowValue &result(int64_t layer) { return results[layer + 1]; }

  const ModelSpec &spec;
  OpBuilder builder;
  func::FuncOp function;
  ModelParts parts;
  std::vector<RowValue> results;
};
} // namespace

/// `@forward` with its arguments, and no results yet.
void SpecImporter::startFunction() {
  auto argument = [&](Type type, StringRef name) -> Value {
    unsigned number = function.getNumArguments();
    (void)function.insertArgument(
        number, type, {}, NameLoc::get(builder.getStringAttr(name), spec.loc));
    return function.getArgument(number);
  };
  function = func::FuncOp::create(builder, spec.loc, "forward",
                                  builder.getFunctionType({}, {}));
  function.addEntryBlock();
  parts.graph = argument(gnn::GraphType::get(builder.getContext()), "graph");
  Type features = getFeaturesType(builder.getContext(), spec.features);
  results.push_back(
      {argument(features, kModelInput), false, spec.getResultName(-1)});
  bool hasReadout = llvm::any_of(spec.layers, [](const LayerSpec &layer) {
    return hasRole(layer, LayerRole::Readout);
  });
  if (hasReadout)
    parts.ptr = argument(
        RankedTensorType::get({ShapedType::kDynamic}, builder.getI64Type()),
        "ptr");
  builder.setInsertionPointToStart(&function.front());
}

void SpecImporter::finishFunction() {
  Value last = results.back().value;
  func::ReturnOp::create(builder, spec.layers.back().loc, last);
  function.setFunctionType(
      builder.getFunctionType(function.getArgumentTypes(), last.getType()));
}

/// The number of inputs, and that their rows are what the layer is about.
LogicalResult SpecImporter::checkInputs(const LayerSpec &layer, LayerRole role,
                                        ArrayRef<RowValue> inputs) {
  bool joins = role == LayerRole::Join;
  if (joins ? inputs.size() < 2 : inputs.size() != 1)
    return emitError(layer.loc)
           << "expected \"input\" to name " << (joins ? "two or more" : "one")
           << " of the layers before but got " << inputs.size() << " at "
           << layer.where;
  bool needsNodes = role == LayerRole::Edges || role == LayerRole::Readout;
  for (const RowValue &input : inputs)
    if (needsNodes ? input.perGraph : input.perGraph != inputs.front().perGraph)
      return emitError(layer.loc)
             << "expected inputs with one row a node"
             << (needsNodes ? "" : ", or all with one row a graph,") << " but "
             << (input.perGraph ? input.name : inputs.front().name)
             << " has one row a graph at " << layer.where;
  return success();
}

LogicalResult SpecImporter::addLayer(int64_t index) {
  const LayerSpec &layer = spec.layers[index];
  const LayerKind *kind = findLayerKind(layer.op);
  if (!kind)
    return emitError(layer.loc)
           << "unknown \"op\" " << quote(layer.op) << " at " << layer.where
           << ", expected one of: " << listLayerKinds();
  SmallVector<RowValue> inputs;
  for (int64_t input : layer.inputs)
    inputs.push_back(result(input));
  if (failed(checkInputs(layer, kind->role, inputs)))
    return failure();
  Keywords keywords(*layer.arguments, layer.where, {"op", "name", "input"});
  Location loc =
      layer.name.empty()
          ? layer.loc
          : NameLoc::get(builder.getStringAttr(layer.name), layer.loc);
  LayerBuilder context(parts, builder, loc,
                       ModuleCall{layer.prefix.str(), layer.callsAgain}, inputs,
                       keywords);
  Value value = kind->build(context);
  if (llvm::Error error = keywords.finish())
    return emitError(layer.loc) << llvm::toString(std::move(error));
  bool perGraph = kind->role == LayerRole::Readout || inputs.front().perGraph;
  results.push_back({value, perGraph, spec.getResultName(index)});
  return success();
}

/// A layer without readers is most likely a forgotten "input".
void SpecImporter::remarkUnread() {
  llvm::DenseSet<int64_t> read;
  for (const LayerSpec &layer : spec.layers)
    read.insert_range(layer.inputs);
  for (auto [index, layer] : llvm::enumerate(ArrayRef(spec.layers).drop_back()))
    if (!read.contains(index))
      emitRemark(layer.loc) << "no layer reads " << layer.where;
}

OwningOpRef<ModuleOp> SpecImporter::run() {
  OwningOpRef<ModuleOp> module = ModuleOp::create(spec.loc, spec.name);
  parts.module = *module;
  builder.setInsertionPointToEnd(module->getBody());
  startFunction();
  for (size_t index = 0; index < spec.layers.size(); ++index)
    if (failed(addLayer(index)))
      return {};
  finishFunction();
  remarkUnread();
  if (failed(verify(*module)))
    return {};
  if (spec.sparseFeatures && failed(setSparseFeatures(function)))
    return {};
  return module;
}

/// The place of parseJSON()'s errors, `path:line:column: reason`, as a
/// location.
static InFlightDiagnostic emitParseError(StringRef message, StringRef path,
                                         MLIRContext *context) {
  StringRef rest = message;
  unsigned line = 0, column = 0;
  if (rest.consume_front(path) && rest.consume_front(":") &&
      !rest.consumeInteger(10, line) && rest.consume_front(":") &&
      !rest.consumeInteger(10, column) && rest.consume_front(": "))
    message = rest;
  return emitError(FileLineColLoc::get(context, path, line, column)) << message;
}

OwningOpRef<ModuleOp> gnn::importSpecText(StringRef text, StringRef path,
                                          MLIRContext *context,
                                          const SpecImportOptions &options) {
  context->loadDialect<GNNDialect, func::FuncDialect>();
  llvm::Expected<llvm::json::Value> json = parseJSON(text, path);
  if (!json) {
    emitParseError(llvm::toString(json.takeError()), path, context);
    return {};
  }
  FailureOr<ModelSpec> spec = readModelSpec(*json, text, path, context);
  if (failed(spec))
    return {};
  spec->sparseFeatures |= options.sparseFeatures;
  return SpecImporter(*spec, context).run();
}

OwningOpRef<ModuleOp> gnn::importSpec(StringRef path, MLIRContext *context,
                                      const SpecImportOptions &options) {
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!buffer) {
    emitError(FileLineColLoc::get(context, path, 0, 0))
        << "cannot read the spec: " << buffer.getError().message();
    return {};
  }
  return importSpecText((*buffer)->getBuffer(), path, context, options);
}
