//===- LedgerStorage.cpp - The ledger in the module and in a file ---------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CaptureOriginal.h"
#include "LedgerEntries.h"
#include "gnn-opt/Analysis/OriginalChannels.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"
#include "gnn-opt/Support/AtomicFile.h"
#include "gnn-opt/Support/JSON.h"
#include "gnn-opt/Support/Text.h"
#include "gnn-opt/Transforms/Pruning/Ledger.h"

#include "mlir/IR/AsmState.h"
#include "mlir/IR/DialectResourceBlobManager.h"

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;
namespace json = llvm::json;

static constexpr StringLiteral attributeName = "gnn.ledger";

//===----------------------------------------------------------------------===//
// In the module
//===----------------------------------------------------------------------===//

/// The text of the resource; empty where there is none.
static FailureOr<StringRef> readResource(ModuleOp module) {
  Attribute attr = module->getDiscardableAttr(attributeName);
  if (!attr)
    return StringRef();
  auto resource = dyn_cast<DenseResourceElementsAttr>(attr);
  AsmResourceBlob *blob =
      resource ? resource.getRawHandle().getBlob() : nullptr;
  if (!blob)
    return emitError(module.getLoc(), "expects ")
           << attributeName << " to be a resource but got " << attr;
  return StringRef(blob->getData().data(), blob->getData().size());
}

static llvm::Error readOriginal(const json::Object &object,
                                OriginalModel &original) {
  auto field = getField<const json::Object *>(object, "original");
  if (!field)
    return field.takeError();
  return OriginalModel::fromJSON(**field, "original").moveInto(original);
}

static llvm::Error readEntries(const json::Object &object, StringRef key,
                               std::vector<std::string> &entries) {
  auto field = getField<const json::Array *>(object, key);
  if (!field)
    return field.takeError();
  for (const json::Value &entry : **field)
    entries.push_back(toText(entry));
  return llvm::Error::success();
}

llvm::Error Ledger::readFields(const json::Object &object) {
  if (llvm::Error error = checkLedgerVersion(object))
    return error;
  if (llvm::Error error = readOriginal(object, original))
    return error;
  if (llvm::Error error = readEntries(object, "channels", channels))
    return error;
  if (llvm::Error error = readEntries(object, "weights", weights))
    return error;
  // Only where a layer went.
  return object.get("layers") ? readEntries(object, "layers", layers)
                              : llvm::Error::success();
}

llvm::Error Ledger::parse(StringRef text) {
  llvm::Expected<json::Value> parsed = parseJSON(text, attributeName);
  if (!parsed)
    return parsed.takeError();
  const json::Object *object = parsed->getAsObject();
  if (!object)
    return llvm::createStringError(attributeName +
                                   ": expected an object but got " +
                                   describeJSON(*parsed));
  return addContext(attributeName, readFields(*object));
}

FailureOr<Ledger> Ledger::read(ModuleOp module) {
  FailureOr<StringRef> text = readResource(module);
  if (failed(text))
    return failure();
  Ledger ledger;
  if (text->empty()) {
    FailureOr<OriginalModel> original = captureOriginal(module);
    if (failed(original))
      return failure();
    ledger.original = std::move(*original);
    return ledger;
  }
  if (llvm::Error error = ledger.parse(*text)) {
    emitError(module.getLoc(), llvm::toString(std::move(error)));
    return failure();
  }
  return ledger;
}

static void writeResource(ModuleOp module, StringRef text) {
  auto type = RankedTensorType::get({static_cast<int64_t>(text.size())},
                                    IntegerType::get(module.getContext(), 8));
  module->setDiscardableAttr(
      attributeName, DenseResourceElementsAttr::get(
                         type, attributeName,
                         HeapAsmResourceBlob::allocateAndCopyInferAlign(
                             ArrayRef<char>(text.data(), text.size()))));
}

//===----------------------------------------------------------------------===//
// In a file
//===----------------------------------------------------------------------===//

/// Shape and original channels of a parameter.
static FailureOr<json::Object> describe(GlobalOp parameter) {
  FailureOr<OriginalChannels> original = OriginalChannels::read(parameter);
  if (failed(original))
    return failure();
  ArrayRef<int64_t> shape = getParameterType(parameter).getShape();
  json::Array channels;
  for (unsigned dim = 0; dim < shape.size(); ++dim) {
    DenseI64ArrayAttr indices = original->getIndices(dim);
    channels.push_back(indices ? json::Value(json::Array(indices.asArrayRef()))
                               : json::Value(nullptr));
  }
  return json::Object{{"shape", json::Array(shape)},
                      {"channels", std::move(channels)}};
}

static FailureOr<json::Object> describeParameters(ModuleOp module) {
  json::Object parameters;
  for (GlobalOp parameter : getParameters(module)) {
    FailureOr<json::Object> description = describe(parameter);
    if (failed(description))
      return failure();
    parameters[nameOf(parameter)] = std::move(*description);
  }
  return parameters;
}

void Ledger::print(raw_ostream &os, json::Value parameters) const {
  json::OStream out(os);
  auto printEntries = [&](StringRef key, ArrayRef<std::string> entries) {
    out.attributeArray(key, [&] {
      for (const std::string &entry : entries)
        out.rawValue(entry);
    });
  };
  out.object([&] {
    printEntries("channels", channels);
    if (!layers.empty())
      printEntries("layers", layers);
    out.attribute("original", original.toJSON());
    if (parameters.kind() != json::Value::Null)
      out.attribute("parameters", std::move(parameters));
    out.attribute("version", kLedgerVersion);
    printEntries("weights", weights);
  });
}

LogicalResult Ledger::write(ModuleOp module, StringRef path) const {
  if (!channels.empty() || !weights.empty() || !layers.empty()) {
    std::string text;
    llvm::raw_string_ostream os(text);
    print(os, nullptr);
    writeResource(module, text);
  }
  if (path.empty())
    return success();
  FailureOr<json::Object> parameters = describeParameters(module);
  if (failed(parameters))
    return failure();
  llvm::Error error = writeFileAtomically(path, [&](raw_ostream &os) {
    print(os, std::move(*parameters));
    os << "\n";
    return llvm::Error::success();
  });
  if (!error)
    return success();
  return emitError(module.getLoc(), "ledger: ")
         << llvm::toString(std::move(error));
}
