//===- DeviceMemory.cpp - Buffers on the device ---------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DeviceMemory.h"

#include "gnn-opt/Conversion/Lowering/Functions.h"
#include "gnn-opt/Conversion/Lowering/IndexedTypes.h"
#include "gnn-opt/Dialect/GNN/GNN.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "llvm/ADT/bit.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::gnn;

/// LLVM's number of the address space of global memory.
static constexpr int64_t globalAddressSpace = 1;
/// Floats in a sector, the 32 bytes that memory is read in.
static constexpr int64_t sectorElements = 8;

Attribute gnn::deviceSpace(MLIRContext *context) {
  return Builder(context).getI64IntegerAttr(globalAddressSpace);
}

int64_t gnn::paddedChannels(int64_t channels) {
  // A narrow row is one vector, so that neighbours share a sector.
  if (channels <= sectorElements / 2)
    return llvm::bit_ceil<uint64_t>(std::max<int64_t>(channels, 1));
  return llvm::alignTo(channels, sectorElements);
}

static MemRefType onDevice(ArrayRef<int64_t> shape, Type element) {
  return MemRefType::get(shape, element, MemRefLayoutAttrInterface(),
                         deviceSpace(element.getContext()));
}

static MemRefType vectorOf(Type element) {
  return onDevice({ShapedType::kDynamic}, element);
}

DeviceTypeConverter::DeviceTypeConverter() {
  addConversion([](Type type) { return type; });
  addConversion([](RankedTensorType type) -> std::optional<Type> {
    if (isDenseFeatures(type))
      return onDevice(
          {ShapedType::kDynamic, paddedChannels(type.getDimSize(1))},
          type.getElementType());
    if (isNodeScalars(type) || isSegmentPtr(type))
      return vectorOf(type.getElementType());
    return std::nullopt;
  });
  addIndexedConversions(*this, vectorOf);
}

Value gnn::allocateOnDevice(Emitter &e, MemRefType type, Value size) {
  return gpu::AllocOp::create(e, type, /*asyncToken=*/Type(),
                              /*asyncDependencies=*/ValueRange(), size,
                              /*symbolOperands=*/ValueRange())
      .getMemref();
}

Value gnn::allocateOnDevice(Emitter &e, Type elementType, Value size) {
  return allocateOnDevice(e, vectorOf(elementType), size);
}

Value gnn::getDeviceBuffer(Emitter &e, Value result, Value rows) {
  if (ValueRange out = findOutParameters(result); !out.empty())
    return out.front();
  Type type = DeviceTypeConverter().convertType(result.getType());
  return allocateOnDevice(e, cast<MemRefType>(type), rows);
}

void gnn::placeDeviceDeallocations(Operation *function) {
  function->walk([](gpu::AllocOp alloc) {
    OpBuilder builder(alloc);
    builder.setInsertionPointAfter(findLastUse(alloc.getMemref()));
    gpu::DeallocOp::create(builder, alloc.getLoc(), TypeRange(), ValueRange(),
                           alloc.getMemref());
  });
}
