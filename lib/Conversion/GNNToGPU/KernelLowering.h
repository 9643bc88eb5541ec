//===- KernelLowering.h - What all kernel patterns share ------ -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOGPU_KERNELLOWERING_H
#define GNN_OPT_LIB_CONVERSION_GNNTOGPU_KERNELLOWERING_H

#include "DeviceMemory.h"

#include "gnn-opt/Conversion/GNNToGPU/MatmulPrecision.h"
#include "gnn-opt/Conversion/Lowering/ConversionContext.h"
#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Support/GPUChip.h"

namespace mlir::gnn {

/// All kernels of a module are in one `gpu.module`, and loaded together.
inline constexpr StringLiteral kernelModuleName = "kernels";

/// What is the same for every op of a module.
struct KernelContext : ConversionContext {
  /// What kernels are made for: nothing else may be in them.
  GPUChip chip;
  MatmulPrecision matmul = MatmulPrecision::F32;
  /// Kernels are numbered in the order in which they are made.
  int64_t numKernels = 0;
};

/// A pattern for one op. Operands come converted: `adaptor.getX().front()` for
/// features, `adaptor.getGraph()[0]` and `[1]` for the row pointers and column
/// indices of a graph. Parameters are read through the op itself.
template <typename Op> struct KernelLowering : OpConversionPattern<Op> {
  using Adaptor = typename OpConversionPattern<Op>::OneToNOpAdaptor;

  KernelLowering(const TypeConverter &converter, MLIRContext *mlirContext,
                 KernelContext &context, PatternBenefit benefit = 1)
      : OpConversionPattern<Op>(converter, mlirContext, benefit),
        context(context) {}

  KernelContext &context;
};

/// Pieces of rows on the device begin where a vector of their size may.
inline Emitter kernelEmitter(Operation *op, OpBuilder &builder) {
  Emitter e(op->getLoc(), builder);
  e.setVectorsAligned();
  return e;
}

using Patterns = RewritePatternSet;
using Converter = const TypeConverter;
/// One function a family of ops.
void populateDeviceFunctionPatterns(Patterns &, Converter &, KernelContext &);
void populateElementwiseKernels(Patterns &, Converter &, KernelContext &);
void populateGraphKernels(Patterns &, Converter &, KernelContext &);
void populateSelfLoopKernels(Patterns &, Converter &, KernelContext &);
void populateAggregationKernels(Patterns &, Converter &, KernelContext &);
void populatePoolingKernels(Patterns &, Converter &, KernelContext &);
void populateEdgeKernels(Patterns &, Converter &, KernelContext &);
void populateAttentionKernels(Patterns &, Converter &, KernelContext &);
void populateLinearKernels(Patterns &, Converter &, KernelContext &);
void populateSparseFeaturesKernels(Patterns &, Converter &, KernelContext &);
void populateSparseWeightKernels(Patterns &, Converter &, KernelContext &);
void populateBlockWeightKernels(Patterns &, Converter &, KernelContext &);
void populateTensorProductKernels(Patterns &, Converter &, KernelContext &);
void populateHeadDotKernels(Patterns &, Converter &, KernelContext &);
void populateHeadKernels(Patterns &, Converter &, KernelContext &);
void populateLayoutKernels(Patterns &, Converter &, KernelContext &);
void populateRowNormKernels(Patterns &, Converter &, KernelContext &);
void populateLayerNormKernels(Patterns &, Converter &, KernelContext &);
void populateNormalizeFeaturesKernels(Patterns &, Converter &, KernelContext &);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_KERNELLOWERING_H
