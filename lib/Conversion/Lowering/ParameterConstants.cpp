//===- ParameterConstants.cpp - Parameters laid out for their readers -----===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/Lowering/ParameterConstants.h"

#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/AsmState.h"
#include "mlir/IR/DialectResourceBlobManager.h"

using namespace mlir;
using namespace mlir::gnn;

/// Where the constant lies in the object file; a multiple of every vector.
static constexpr int64_t constantAlignment = 64;
/// Where its bytes lie in bytecode, which cannot promise more.
static constexpr size_t blobAlignment = 16;

FailureOr<ParameterValues> gnn::readParameter(Operation *user, Value value) {
  ml_program::GlobalOp parameter = getParameter(value);
  if (!parameter)
    return user->emitOpError("expects its weights to be loaded parameters "
                             "(ml_program.global_load_const) but got ")
           << value;
  FailureOr<std::vector<float>> values = getParameterValues(parameter);
  if (failed(values))
    return failure();
  return ParameterValues{getParameterType(parameter), std::move(*values)};
}

static std::string uniqueSymbol(ModuleOp module, StringRef wanted) {
  std::string symbol = wanted.str();
  for (unsigned i = 0; SymbolTable::lookupSymbolIn(module, symbol); ++i)
    symbol = (wanted + "_" + Twine(i)).str();
  return symbol;
}

/// A private constant global before `parameter`.
static void createConstant(Emitter &e, ml_program::GlobalOp parameter,
                           StringRef symbol, MemRefType type,
                           ArrayRef<char> bytes) {
  OpBuilder::InsertionGuard guard(e);
  e.setInsertionPoint(parameter);
  AsmResourceBlob blob =
      HeapAsmResourceBlob::allocateAndCopyWithAlign(bytes, blobAlignment);
  auto tensor = RankedTensorType::get(type.getShape(), type.getElementType());
  auto values = DenseResourceElementsAttr::get(tensor, symbol, std::move(blob));
  memref::GlobalOp::create(e, symbol, e.getStringAttr("private"), type, values,
                           /*constant=*/true,
                           e.getI64IntegerAttr(constantAlignment));
}

template <typename Element>
Value ParameterConstants::get(Emitter &e, Value parameter, const Twine &layout,
                              MemRefType type,
                              function_ref<std::vector<Element>()> pack) {
  ml_program::GlobalOp global = getParameter(parameter);
  std::string name = (global.getSymName() + "." + layout).str();
  std::string &symbol = symbols[name];
  if (symbol.empty()) {
    symbol = uniqueSymbol(global->getParentOfType<ModuleOp>(), name);
    std::vector<Element> elements = pack();
    // A resource without bytes is one that is missing.
    elements.resize(type.getNumElements());
    createConstant(e, global, symbol, type,
                   ArrayRef(reinterpret_cast<const char *>(elements.data()),
                            elements.size() * sizeof(Element)));
  }
  return memref::GetGlobalOp::create(e, type, symbol);
}

MemRefType ParameterConstants::constantType(ArrayRef<int64_t> shape,
                                            Type elementType) const {
  SmallVector<int64_t> sizes(shape);
  for (int64_t &size : sizes)
    size = std::max<int64_t>(size, 1);
  return MemRefType::get(sizes, elementType, MemRefLayoutAttrInterface(),
                         placement.memorySpace);
}

Value ParameterConstants::getFloats(Emitter &e, Value parameter,
                                    const Twine &layout,
                                    ArrayRef<int64_t> shape,
                                    function_ref<std::vector<float>()> pack) {
  return get<float>(e, parameter, layout, constantType(shape, e.getF32Type()),
                    pack);
}

Value ParameterConstants::getIntegers(
    Emitter &e, Value parameter, const Twine &layout, ArrayRef<int64_t> shape,
    function_ref<std::vector<int32_t>()> pack) {
  return get<int32_t>(e, parameter, layout, constantType(shape, e.getI32Type()),
                      pack);
}

Value ParameterConstants::getLongIntegers(
    Emitter &e, Value parameter, const Twine &layout, ArrayRef<int64_t> shape,
    function_ref<std::vector<int64_t>()> pack) {
  return get<int64_t>(e, parameter, layout, constantType(shape, e.getI64Type()),
                      pack);
}

FailureOr<Value> ParameterConstants::getVector(Emitter &e, Operation *user,
                                               Value parameter) {
  FailureOr<ParameterValues> values = readParameter(user, parameter);
  if (failed(values))
    return failure();
  int64_t size = placement.paddedSize(values->type.getNumElements());
  return getFloats(e, parameter, "vector", size,
                   [&] { return std::move(values->values); });
}

LogicalResult ParameterConstants::getBias(Emitter &e, Operation *user,
                                          Value parameter, Value &vector) {
  if (!parameter)
    return success();
  FailureOr<Value> values = getVector(e, user, parameter);
  if (failed(values))
    return failure();
  vector = *values;
  return success();
}
