//===- ConvertGPUToRuntime.cpp - From gpu to calls of the runtime ---------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/GPUToRuntime/Passes.h"

#include "HostValues.h"
#include "KernelData.h"
#include "RuntimeCalls.h"

#include "mlir/Conversion/GPUCommon/GPUCommonPass.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/TypeSwitch.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_CONVERTGPUTORUNTIME
#include "gnn-opt/Conversion/GPUToRuntime/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// Lowers one function.
class HostLowering {
public:
  HostLowering(func::FuncOp function, LLVMTypeConverter &converter)
      : function(function), converter(converter),
        module(function->getParentOfType<ModuleOp>()),
        builder(function.getContext()), calls(module, builder),
        values(builder, converter) {}

  /// Does nothing for a function without GPU ops.
  LogicalResult run() {
    SmallVector<Operation *> ops;
    function.walk([&](Operation *op) {
      if (isa_and_nonnull<gpu::GPUDialect>(op->getDialect()))
        ops.push_back(op);
    });
    if (ops.empty())
      return success();
    if (function.getNumResults())
      return function.emitOpError("expects no results beside the status but "
                                  "has ")
             << function.getNumResults();
    builder.setInsertionPointToStart(&function.front());
    session = calls.begin(function.getLoc());
    for (Operation *op : ops) {
      builder.setInsertionPoint(op);
      if (failed(lower(op)))
        return failure();
    }
    for (Operation *op : llvm::reverse(ops))
      op->erase();
    returnStatus();
    return success();
  }

private:
  LogicalResult lower(Operation *op) {
    if (auto async = dyn_cast<gpu::AsyncOpInterface>(op);
        async &&
        (async.getAsyncToken() || !async.getAsyncDependencies().empty()))
      return op->emitOpError(
          "expects no async tokens: all calls of a session happen in order");
    return TypeSwitch<Operation *, LogicalResult>(op)
        .Case<gpu::AllocOp, gpu::DeallocOp, gpu::MemcpyOp, gpu::MemsetOp,
              gpu::LaunchFuncOp>([&](auto gpuOp) { return lower(gpuOp); })
        .Default([](Operation *other) {
          return other->emitOpError("is not known to the GPU runtime");
        });
  }

  LogicalResult lower(gpu::AllocOp op) {
    MemRefType type = op.getType();
    if (!type.getLayout().isIdentity() || op.getHostShared())
      return op.emitOpError("expects plain device memory but got ") << type;
    FailureOr<unsigned> space = converter.getMemRefAddressSpace(type);
    if (failed(space))
      return op.emitOpError("expects a known memory space but got ") << type;
    Location loc = op.getLoc();
    SmallVector<Value> shape = getShape(op), strides(shape.size());
    // From the innermost dimension outwards.
    Value elements = values.constant(loc, 1);
    for (size_t i = shape.size(); i-- > 0;) {
      strides[i] = elements;
      elements = values.times(loc, elements, shape[i]);
    }
    Value memory =
        calls.alloc(loc, session, values.inBytes(loc, elements, type));
    if (*space)
      memory = LLVM::AddrSpaceCastOp::create(
          builder, loc,
          LLVM::LLVMPointerType::get(builder.getContext(), *space), memory);
    SmallVector<Value> fields{memory, memory, values.constant(loc, 0)};
    llvm::append_range(fields, shape);
    llvm::append_range(fields, strides);
    Value descriptor =
        MemRefDescriptor::pack(builder, loc, converter, type, fields);
    op.getMemref().replaceAllUsesWith(values.cast(loc, descriptor, type));
    return success();
  }

  SmallVector<Value> getShape(gpu::AllocOp op) {
    Location loc = op.getLoc();
    auto dynamicSize = op.getDynamicSizes().begin();
    SmallVector<Value> shape;
    for (int64_t size : op.getType().getShape())
      shape.push_back(ShapedType::isDynamic(size)
                          ? values.toI64(loc, *dynamicSize++)
                          : values.constant(loc, size));
    return shape;
  }

  LogicalResult lower(gpu::DeallocOp op) {
    MemRefDescriptor memory = values.describe(op.getLoc(), op.getMemref());
    calls.free(
        op.getLoc(), session,
        values.flat(op.getLoc(), memory.allocatedPtr(builder, op.getLoc())));
    return success();
  }

  LogicalResult lower(gpu::MemcpyOp op) {
    FailureOr<ByteRows> to = values.getRows(op, op.getDst());
    FailureOr<ByteRows> from = values.getRows(op, op.getSrc());
    if (failed(to) || failed(from))
      return failure();
    calls.copy(op.getLoc(), {session, to->pointer, to->stride, from->pointer,
                             from->stride, from->bytes, from->count});
    return success();
  }

  LogicalResult lower(gpu::MemsetOp op) {
    auto type = cast<MemRefType>(op.getDst().getType());
    Value value = op.getValue();
    if (type.getElementTypeBitWidth() != 32 || !type.getLayout().isIdentity())
      return op.emitOpError("expects contiguous 32-bit elements but got ")
             << type;
    Location loc = op.getLoc();
    if (isa<FloatType>(value.getType()))
      value =
          LLVM::BitcastOp::create(builder, loc, builder.getI32Type(), value);
    FailureOr<ByteRows> rows = values.getRows(op, op.getDst());
    if (failed(rows))
      return failure();
    Value bytes = values.times(loc, rows->bytes, rows->count);
    Value count =
        LLVM::LShrOp::create(builder, loc, bytes, values.constant(loc, 2));
    calls.fill(loc, {session, rows->pointer, value, count});
    return success();
  }

  LogicalResult lower(gpu::LaunchFuncOp op) {
    Location loc = op.getLoc();
    StringRef binary = op.getKernelModuleName();
    auto data = module.lookupSymbol<LLVM::GlobalOp>(getModuleSymbol(binary));
    if (!data)
      return op.emitOpError("expects gpu-module-to-binary to have made @")
             << binary;
    if (op.getClusterSizeX())
      return op.emitOpError("expects no clusters");
    std::string name = op.getKernelName().str();
    gpu::KernelDim3 grid = op.getGridSizeOperandValues(),
                    block = op.getBlockSizeOperandValues();
    Value shared = op.getDynamicSharedMemorySize();
    SmallVector<Value> arguments{
        session, LLVM::AddressOfOp::create(builder, loc, data),
        createString(builder, loc, module, name + "_name", name)};
    for (Value size : {grid.x, grid.y, grid.z, block.x, block.y, block.z})
      arguments.push_back(values.toI64(loc, size));
    arguments.push_back(shared ? values.toI64(loc, shared)
                               : values.constant(loc, 0));
    arguments.push_back(storeParameters(op));
    calls.launch(loc, arguments);
    return success();
  }

  /// The kernel's parameters in memory, and an array of pointers to them.
  Value storeParameters(gpu::LaunchFuncOp op) {
    Location loc = op.getLoc();
    SmallVector<Value> parameters;
    for (Value operand : op.getKernelOperands())
      if (auto type = dyn_cast<MemRefType>(operand.getType()))
        MemRefDescriptor::unpack(builder, loc, values.describe(loc, operand),
                                 type, parameters);
      else
        parameters.push_back(
            operand.getType().isIndex() ? values.toI64(loc, operand) : operand);
    Value array = allocate(loc, values.pointerType(), parameters.size());
    for (auto [position, value] : llvm::enumerate(parameters)) {
      Value slot = allocate(loc, value.getType(), 1);
      LLVM::StoreOp::create(builder, loc, value, slot);
      Value place = LLVM::GEPOp::create(
          builder, loc, values.pointerType(), values.pointerType(), array,
          ArrayRef<LLVM::GEPArg>{static_cast<int32_t>(position)});
      LLVM::StoreOp::create(builder, loc, slot, place);
    }
    return array;
  }

  /// On the stack once, however often the launch is executed.
  Value allocate(Location loc, Type type, int64_t count) {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(&function.front());
    return LLVM::AllocaOp::create(builder, loc, values.pointerType(), type,
                                  values.constant(loc, count));
  }

  void returnStatus() {
    function.setType(builder.getFunctionType(function.getArgumentTypes(),
                                             builder.getI32Type()));
    for (auto op :
         llvm::make_early_inc_range(function.getOps<func::ReturnOp>())) {
      builder.setInsertionPoint(op);
      Value status = calls.end(op.getLoc(), session);
      func::ReturnOp::create(builder, op.getLoc(), status);
      op.erase();
    }
  }

  func::FuncOp function;
  LLVMTypeConverter &converter;
  ModuleOp module;
  OpBuilder builder;
  RuntimeCalls calls;
  HostValues values;
  Value session;
};

struct ConvertGPUToRuntime
    : gnn::impl::ConvertGPUToRuntimeBase<ConvertGPUToRuntime> {
  void runOnOperation() override {
    SmallVector<gpu::BinaryOp> binaries(getOperation().getOps<gpu::BinaryOp>());
    for (gpu::BinaryOp binary : binaries)
      if (failed(createKernelData(binary)))
        return signalPassFailure();
    LLVMTypeConverter converter(&getContext());
    populateGpuMemorySpaceAttributeConversions(
        converter, [](gpu::AddressSpace) { return 0u; });
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (failed(HostLowering(function, converter).run()))
        return signalPassFailure();
    for (gpu::BinaryOp binary : binaries)
      binary.erase();
    getOperation()->removeAttr(gpu::GPUDialect::getContainerModuleAttrName());
  }
};
} // namespace
