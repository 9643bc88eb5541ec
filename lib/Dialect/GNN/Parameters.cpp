//===- Parameters.cpp - Trained values as module symbols ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "mlir/IR/AsmState.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/SymbolTable.h"

using namespace mlir;
using ml_program::GlobalLoadConstOp;
using ml_program::GlobalOp;

/// Bytecode pads its sections less than wide vectors would like; a blob with a
/// larger alignment fails to load from some buffers.
static constexpr size_t blobAlignment = 16;

GlobalOp gnn::getParameter(Value value) {
  auto load = value.getDefiningOp<GlobalLoadConstOp>();
  if (!load)
    return nullptr;
  return SymbolTable::lookupNearestSymbolFrom<GlobalOp>(load,
                                                        load.getGlobalAttr());
}

SmallVector<GlobalOp> gnn::getParameters(ModuleOp module) {
  SmallVector<GlobalOp> parameters;
  for (auto global : module.getOps<GlobalOp>()) {
    auto type = dyn_cast<RankedTensorType>(global.getType());
    if (type && type.getElementType().isF32() && type.hasStaticShape())
      parameters.push_back(global);
  }
  return parameters;
}

SmallVector<GlobalLoadConstOp> gnn::getParameterLoads(GlobalOp parameter) {
  SmallVector<GlobalLoadConstOp> loads;
  parameter->getParentOp()->walk([&](GlobalLoadConstOp load) {
    if (getParameter(load.getResult()) == parameter)
      loads.push_back(load);
  });
  return loads;
}

RankedTensorType gnn::getParameterType(GlobalOp parameter) {
  return cast<RankedTensorType>(parameter.getType());
}

bool gnn::hasParameterValues(GlobalOp parameter) {
  return isa_and_nonnull<ElementsAttr>(parameter.getValueAttr());
}

/// The blob of a resource, checked against the type it claims to fill.
static FailureOr<std::vector<float>> readBlob(GlobalOp parameter,
                                              DenseResourceElementsAttr attr) {
  size_t expected = attr.getType().getNumElements() * sizeof(float);
  AsmResourceBlob *blob = attr.getRawHandle().getBlob();
  if (!blob)
    return parameter.emitError("parameter '")
           << parameter.getSymName() << "' expects a resource of " << expected
           << " bytes but got none";
  if (blob->getData().size() != expected)
    return parameter.emitError("parameter '")
           << parameter.getSymName() << "' expects a resource of " << expected
           << " bytes but got " << blob->getData().size();
  std::vector<float> values(expected / sizeof(float));
  std::memcpy(values.data(), blob->getData().data(), expected);
  return values;
}

FailureOr<std::vector<float>> gnn::getParameterValues(GlobalOp parameter) {
  Attribute value = parameter.getValueAttr();
  if (auto typed = dyn_cast_or_null<TypedAttr>(value);
      typed && isa<ElementsAttr>(value) &&
      typed.getType() != parameter.getType())
    return parameter.emitError("parameter '")
           << parameter.getSymName() << "' expects a value of type "
           << parameter.getType() << " but got " << typed.getType();
  if (auto resource = dyn_cast_or_null<DenseResourceElementsAttr>(value))
    return readBlob(parameter, resource);
  if (auto dense = dyn_cast_or_null<DenseFPElementsAttr>(value)) {
    auto range = dense.getValues<float>();
    return std::vector<float>(range.begin(), range.end());
  }
  return parameter.emitError("parameter '")
         << parameter.getSymName()
         << "' expects a value but got none; run gnn-load-params first";
}

static DenseResourceElementsAttr makeResource(StringRef name,
                                              RankedTensorType type,
                                              ArrayRef<float> values) {
  AsmResourceBlob blob = HeapAsmResourceBlob::allocateAndCopyWithAlign(
      ArrayRef<char>(reinterpret_cast<const char *>(values.data()),
                     values.size() * sizeof(float)),
      blobAlignment);
  return DenseResourceElementsAttr::get(type, name, std::move(blob));
}

void gnn::setParameterValues(GlobalOp parameter, RankedTensorType type,
                             ArrayRef<float> values) {
  parameter.setValueAttr(makeResource(parameter.getSymName(), type, values));
  parameter.setType(type);
  for (GlobalLoadConstOp load : getParameterLoads(parameter))
    load.getResult().setType(type);
}

GlobalOp gnn::createParameter(GlobalOp before, StringRef name,
                              RankedTensorType type, ArrayRef<float> values) {
  auto module = before->getParentOfType<ModuleOp>();
  unsigned counter = 0;
  std::string unique = name.str();
  while (SymbolTable::lookupSymbolIn(module, unique))
    unique = (name + "_" + Twine(counter++)).str();
  OpBuilder builder(before);
  return GlobalOp::create(builder, before.getLoc(), unique, type,
                          /*is_mutable=*/false,
                          makeResource(unique, type, values),
                          builder.getStringAttr("private"));
}

Value gnn::createParameterLoad(OpBuilder &builder, Location loc,
                               GlobalOp parameter) {
  return GlobalLoadConstOp::create(builder, loc, parameter.getType(),
                                   FlatSymbolRefAttr::get(parameter));
}
