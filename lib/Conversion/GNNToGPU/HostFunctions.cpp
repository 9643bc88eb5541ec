//===- HostFunctions.cpp - Entry points for buffers of the host -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HostFunctions.h"

#include "DeviceMemory.h"

#include "gnn-opt/Conversion/Lowering/Functions.h"
#include "gnn-opt/Dialect/GNN/GNN.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace mlir::gnn;

/// The part of a buffer on the device that a buffer of the host has: rows
/// without their padding.
static Value withoutPadding(Emitter &e, Value buffer, Value host) {
  auto type = cast<MemRefType>(host.getType());
  if (type.getRank() < 2)
    return buffer;
  OpFoldResult rows = e.sizeOf(host), zero = e.getIndexAttr(0),
               one = e.getIndexAttr(1);
  return memref::SubViewOp::create(
      e, buffer, ArrayRef<OpFoldResult>{zero, zero},
      ArrayRef<OpFoldResult>{rows, e.getIndexAttr(type.getDimSize(1))},
      ArrayRef<OpFoldResult>{one, one});
}

static void copy(Emitter &e, Value to, Value from) {
  if (cast<MemRefType>(from.getType()).getShape().back() != 0)
    gpu::MemcpyOp::create(e, TypeRange(), ValueRange(), to, from);
}

static bool hasPadding(MemRefType device, MemRefType host) {
  return device.getShape().back() != host.getShape().back();
}

static Value allocateFor(Emitter &e, MemRefType device, Value host) {
  Value buffer = allocateOnDevice(e, device, e.sizeOf(host));
  if (hasPadding(device, cast<MemRefType>(host.getType())))
    gpu::MemsetOp::create(e, TypeRange(), ValueRange(), buffer,
                          e.splat(0.0, e.getF32Type()));
  return buffer;
}

static void buildBody(Emitter &e, func::FuncOp host, func::FuncOp device,
                      size_t numInputs) {
  SmallVector<Value> buffers;
  for (auto [index, argument, type] :
       llvm::enumerate(host.getArguments(), device.getArgumentTypes())) {
    Value buffer = allocateFor(e, cast<MemRefType>(type), argument);
    buffers.push_back(buffer);
    if (index < numInputs)
      copy(e, withoutPadding(e, buffer, argument), argument);
  }
  func::CallOp::create(e, device, buffers);
  for (auto [argument, buffer] :
       llvm::drop_begin(llvm::zip(host.getArguments(), buffers), numInputs))
    copy(e, argument, withoutPadding(e, buffer, argument));
  func::ReturnOp::create(e);
}

/// A name that nothing has: the model may have taken the obvious one.
static std::string nameOnDevice(func::FuncOp function) {
  auto module = function->getParentOfType<ModuleOp>();
  std::string name = (function.getSymName() + "_on_device").str();
  auto isTaken = [&](StringRef name) {
    return SymbolTable::lookupSymbolIn(module, name) != nullptr;
  };
  if (!isTaken(name))
    return name;
  unsigned number = 0;
  return SymbolTable::generateSymbolName<64>(name, isTaken, number).str().str();
}

LogicalResult gnn::addHostFunction(const DeviceEntry &entry) {
  func::FuncOp device = entry.function;
  GNNTypeConverter converter;
  SmallVector<Type> types;
  if (failed(converter.convertTypes(entry.modelType.getInputs(), types)))
    return failure();
  size_t numInputs = types.size();
  if (failed(converter.convertTypes(entry.modelType.getResults(), types)))
    return failure();
  if (!llvm::all_of(types, llvm::IsaPred<MemRefType>))
    return device.emitOpError("expects arguments that the device can have "
                              "memory for but got ")
           << entry.modelType;
  Emitter e(device.getLoc(), device);
  auto host = func::FuncOp::create(e, device.getSymName(),
                                   e.getFunctionType(types, {}));
  host->setDiscardableAttrs(device->getDiscardableAttrDictionary());
  host->setAttr(LLVM::LLVMDialect::getEmitCWrapperAttrName(), e.getUnitAttr());
  device->setDiscardableAttrs(DictionaryAttr::get(e.getContext()));
  device.setSymName(nameOnDevice(device));
  device.setPrivate();
  e.setInsertionPointToStart(host.addEntryBlock());
  buildBody(e, host, device, numInputs);
  return success();
}
