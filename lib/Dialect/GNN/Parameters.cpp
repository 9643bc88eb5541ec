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
#include "llvm/Support/CheckedArithmetic.h"

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
  FlatSymbolRefAttr name = FlatSymbolRefAttr::get(parameter);
  parameter->getParentOp()->walk([&](GlobalLoadConstOp load) {
    // Comparing names is cheap; looking a symbol up searches the module.
    if (load.getGlobalAttr() == name &&
        getParameter(load.getResult()) == parameter)
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

static InFlightDiagnostic parameterError(GlobalOp parameter) {
  return parameter.emitError("parameter '") << parameter.getSymName() << "' ";
}

/// Whether `type` has so many elements that its bytes fit memory and its
/// indices an int32, as those of the files and kernels do.
static bool hasCountableElements(ShapedType type) {
  std::optional<int64_t> count = 1;
  for (int64_t size : type.getShape())
    if (count)
      count = llvm::checkedMul(*count, size);
  return count && *count <= std::numeric_limits<int32_t>::max();
}

/// ml_program does not ask that a value has the type of its global.
static LogicalResult checkValueType(GlobalOp parameter, ElementsAttr value) {
  ShapedType type = value.getShapedType();
  if (type != parameter.getType())
    return parameterError(parameter)
           << "expects a value of type " << parameter.getType() << " but got "
           << type;
  if (!type.getElementType().isF32())
    return parameterError(parameter)
           << "expects elements of type f32 but got " << type.getElementType();
  if (!hasCountableElements(type))
    return parameterError(parameter)
           << "expects at most 2147483647 elements but got " << type;
  return success();
}

/// The blob of a resource, checked against the type it claims to fill.
static FailureOr<std::vector<float>> readBlob(GlobalOp parameter,
                                              DenseResourceElementsAttr attr) {
  size_t expected = attr.getType().getNumElements() * sizeof(float);
  AsmResourceBlob *blob = attr.getRawHandle().getBlob();
  if (!blob)
    return parameterError(parameter)
           << "expects a resource of " << expected << " bytes but got none";
  ArrayRef<char> data = blob->getData();
  if (data.size() != expected)
    return parameterError(parameter) << "expects a resource of " << expected
                                     << " bytes but got " << data.size();
  std::vector<float> values(expected / sizeof(float));
  llvm::copy(data, reinterpret_cast<char *>(values.data()));
  return values;
}

FailureOr<std::vector<float>> gnn::getParameterValues(GlobalOp parameter) {
  Attribute attr = parameter.getValueAttr();
  if (!attr || isa<ml_program::ExternAttr>(attr))
    return parameterError(parameter)
           << "expects a value but got none; run gnn-load-params first";
  auto value = dyn_cast<ElementsAttr>(attr);
  if (value && failed(checkValueType(parameter, value)))
    return failure();
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(attr))
    return readBlob(parameter, resource);
  if (auto dense = dyn_cast<DenseFPElementsAttr>(attr)) {
    auto range = dense.getValues<float>();
    return std::vector<float>(range.begin(), range.end());
  }
  return parameterError(parameter)
         << "expects a dense or dense_resource value but got another attribute";
}

static DenseResourceElementsAttr
makeResource(StringRef name, RankedTensorType type, ArrayRef<float> values) {
  size_t bytes = values.size() * sizeof(float);
  AsmResourceBlob blob = HeapAsmResourceBlob::allocate(bytes, blobAlignment);
  if (bytes != 0)
    std::memcpy(blob.getMutableData().data(), values.data(), bytes);
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
