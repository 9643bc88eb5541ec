//===- GNNToVector.cpp - Lower core gnn ops to row loops ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/GNNToVector/Passes.h"

#include "Lowering.h"

#include "gnn-opt/Conversion/Lowering/Functions.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_CONVERTGNNTOVECTOR
#include "gnn-opt/Conversion/GNNToVector/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

/// Loads of parameters stay until nobody reads them: constants are made from
/// their values, not from what they load.
static void setLegality(ConversionTarget &target, Converter &converter) {
  target.addLegalDialect<arith::ArithDialect, math::MathDialect,
                         memref::MemRefDialect, ml_program::MLProgramDialect,
                         scf::SCFDialect, vector::VectorDialect>();
  target.addIllegalDialect<GNNDialect>();
  setFunctionLegality(target, converter);
}

static void populatePatterns(RewritePatternSet &patterns, Converter &converter,
                             LoweringContext &lowering) {
  for (auto populate :
       {populateFunctionPatterns, populateElementwisePatterns,
        populateGraphPatterns, populateAggregationPatterns,
        populateEdgePatterns, populateAttentionPatterns, populateLinearPatterns,
        populateSparseFeaturesPatterns, populateSparseWeightPatterns,
        populateHeadPatterns, populateLayoutPatterns, populateRowNormPatterns,
        populateLayerNormPatterns, populateNormalizeFeaturesPatterns})
    populate(patterns, converter, lowering);
}

namespace {
struct ConvertGNNToVector
    : gnn::impl::ConvertGNNToVectorBase<ConvertGNNToVector> {
  using ConvertGNNToVectorBase::ConvertGNNToVectorBase;

  void runOnOperation() override {
    if (vectorWidth < 1 || !llvm::isPowerOf2_64(vectorWidth)) {
      getOperation().emitError("expects vector-width to be a power of two but "
                               "got ")
          << vectorWidth.getValue();
      return signalPassFailure();
    }
    LoweringContext lowering(getArgument(), vectorWidth, fuseProducts);
    if (failed(refuseLayers(getOperation())))
      return signalPassFailure();
    if (fuseProducts)
      sinkReductions(getOperation());
    if (failed(convert(lowering)) || failed(eraseParameters(getOperation())))
      return signalPassFailure();
    getOperation().walk([](func::FuncOp op) { placeDeallocations(op); });
  }

private:
  LogicalResult convert(LoweringContext &lowering) {
    GNNTypeConverter converter;
    ConversionTarget target(getContext());
    setLegality(target, converter);
    RewritePatternSet patterns(&getContext());
    populatePatterns(patterns, converter, lowering);
    return applyPartialConversion(getOperation(), target, std::move(patterns));
  }
};
} // namespace
