//===- GNNToGPU.cpp - Lower core gnn ops to GPU kernels -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/GNNToGPU/Passes.h"

#include "HostFunctions.h"
#include "KernelLowering.h"

#include "gnn-opt/Conversion/Lowering/Functions.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/GPU/Utils/GPUUtils.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_CONVERTGNNTOGPU
#include "gnn-opt/Conversion/GNNToGPU/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

/// Loads of parameters stay until nobody reads them: constants are made from
/// their values, not from what they load.
static void setLegality(ConversionTarget &target, Converter &converter) {
  target
      .addLegalDialect<arith::ArithDialect, gpu::GPUDialect, math::MathDialect,
                       memref::MemRefDialect, ml_program::MLProgramDialect,
                       scf::SCFDialect, vector::VectorDialect>();
  target.addIllegalDialect<GNNDialect>();
  setFunctionLegality(target, converter);
}

static void populatePatterns(Patterns &patterns, Converter &converter,
                             KernelContext &context) {
  for (auto populate :
       {populateDeviceFunctionPatterns, populateElementwiseKernels,
        populateGraphKernels, populateSelfLoopKernels,
        populateAggregationKernels, populatePoolingKernels, populateEdgeKernels,
        populateAttentionKernels, populateLinearKernels,
        populateSparseFeaturesKernels, populateSparseWeightKernels,
        populateHeadDotKernels, populateHeadKernels, populateLayoutKernels,
        populateRowNormKernels, populateLayerNormKernels,
        populateNormalizeFeaturesKernels})
    populate(patterns, converter, context);
}

static SmallVector<DeviceEntry> getEntries(ModuleOp module) {
  SmallVector<DeviceEntry> entries;
  for (auto function : module.getOps<func::FuncOp>())
    if (function.isPublic() && !function.isExternal())
      entries.push_back({function, function.getFunctionType()});
  return entries;
}

/// The address of a weight belongs in the kernel that reads it: what is outside
/// would be one of the host.
static LogicalResult sinkWeights(ModuleOp module) {
  auto sinks = [](Operation *op) { return isa<memref::GetGlobalOp>(op); };
  return failure(module
                     .walk([&](gpu::LaunchOp launch) {
                       return failed(sinkOperationsIntoLaunchOp(launch, sinks))
                                  ? WalkResult::interrupt()
                                  : WalkResult::advance();
                     })
                     .wasInterrupted());
}

namespace {
struct ConvertGNNToGPU : gnn::impl::ConvertGNNToGPUBase<ConvertGNNToGPU> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    SmallVector<DeviceEntry> entries = getEntries(module);
    if (failed(refuseLayers(module)) || failed(convert()) ||
        failed(eraseParameters(module)) || failed(sinkWeights(module)))
      return signalPassFailure();
    for (const DeviceEntry &entry : entries)
      if (failed(addHostFunction(entry)))
        return signalPassFailure();
    module.walk([](func::FuncOp op) { placeDeviceDeallocations(op); });
  }

private:
  LogicalResult convert() {
    KernelContext context{
        {getArgument(),
         ParameterConstants({deviceSpace(&getContext()), paddedChannels})}};
    DeviceTypeConverter converter;
    ConversionTarget target(getContext());
    setLegality(target, converter);
    Patterns patterns(&getContext());
    populatePatterns(patterns, converter, context);
    return applyPartialConversion(getOperation(), target, std::move(patterns));
  }
};
} // namespace
