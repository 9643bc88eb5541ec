//===- ConvertGNNToGPU.cpp - Lower core gnn ops to GPU kernels ------------===//
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
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/NVGPU/IR/NVGPUDialect.h"
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
  target.addLegalDialect<arith::ArithDialect, gpu::GPUDialect,
                         LLVM::LLVMDialect, math::MathDialect,
                         memref::MemRefDialect, ml_program::MLProgramDialect,
                         NVVM::NVVMDialect, nvgpu::NVGPUDialect,
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
        populateTensorProductKernels, populateBlockWeightKernels,
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

/// The chip of that name, where it has what is asked for.
static FailureOr<GPUChip> getChip(ModuleOp module, StringRef name,
                                  MatmulPrecision matmul) {
  llvm::Expected<GPUChip> chip = GPUChip::parse(name);
  if (!chip)
    return module.emitError(llvm::toString(chip.takeError()));
  if (matmul != MatmulPrecision::F32 && !chip->hasRoundedProducts())
    return module.emitError("expects a chip whose tensor cores multiply ")
           << getName(matmul) << ", sm_80 or later, but got '" << name << "'";
  return *chip;
}

namespace {
struct ConvertGNNToGPU : gnn::impl::ConvertGNNToGPUBase<ConvertGNNToGPU> {
  using ConvertGNNToGPUBase::ConvertGNNToGPUBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    SmallVector<DeviceEntry> entries = getEntries(module);
    FailureOr<GPUChip> target = getChip(module, chip, matmul);
    if (failed(target) || failed(refuseLayersAndCalls(module)) ||
        failed(convert(*target)) || failed(eraseParameters(module)) ||
        failed(sinkWeights(module)))
      return signalPassFailure();
    for (const DeviceEntry &entry : entries)
      if (failed(addHostFunction(entry)))
        return signalPassFailure();
    module.walk([](func::FuncOp op) { placeDeviceDeallocations(op); });
  }

private:
  LogicalResult convert(GPUChip target) {
    KernelContext context{
        {getArgument(),
         ParameterConstants({deviceSpace(&getContext()), paddedChannels})},
        target,
        matmul};
    DeviceTypeConverter converter;
    ConversionTarget legality(getContext());
    setLegality(legality, converter);
    Patterns patterns(&getContext());
    populatePatterns(patterns, converter, context);
    return applyPartialConversion(getOperation(), legality,
                                  std::move(patterns));
  }
};
} // namespace
